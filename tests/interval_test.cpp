// Confidence intervals against printed tables.
#include "sim/stats/interval.hpp"

#include <cmath>
#include <vector>

#include "tests/catch.hpp"

using Catch::Approx;

TEST_CASE("interval: of a mean, by Student's t") {
  CHECK(sim::mean_interval({}) == sim::Interval{0, 0});
  const std::vector<double> one{3};
  CHECK(sim::mean_interval(one) == sim::Interval{3, 3});
  const std::vector<double> two{1, 3};  // 2 +- 12.706 * sqrt(2) / sqrt(2)
  CHECK(sim::mean_interval(two).low == Approx(2 - 12.7062));
  const std::vector<double> alike(20, 7.5);
  CHECK(sim::mean_interval(alike) == sim::Interval{7.5, 7.5});
}

TEST_CASE("interval: beyond the table t falls steadily towards 1.96") {
  const auto half_of = [](std::size_t n) {  // of n values with standard deviation s
    std::vector<double> values;
    for (std::size_t i = 0; i < n; ++i) values.push_back(i % 2 == 0 ? -1 : 1);
    const double share = static_cast<double>(n) / static_cast<double>(n - 1);
    const double s = std::sqrt(share);
    return sim::mean_interval(values).high * std::sqrt(static_cast<double>(n)) / s;
  };
  CHECK(half_of(30) == Approx(2.0452).epsilon(1e-4));    // 29 degrees of freedom
  CHECK(half_of(32) == Approx(2.0395).epsilon(1e-4));    // 31
  CHECK(half_of(62) == Approx(1.9996).epsilon(1e-4));    // 61
  CHECK(half_of(1002) == Approx(1.9623).epsilon(1e-4));  // 1001
}

TEST_CASE("interval: of a share (Wilson 1927)") {
  CHECK(sim::share_interval(0, 0) == sim::Interval{0, 1});
  CHECK(sim::share_interval(0, 10).low == Approx(0).margin(1e-12));
  CHECK(sim::share_interval(0, 10).high == Approx(0.2775).epsilon(1e-3));
  CHECK(sim::share_interval(5, 10).low == Approx(0.2366).epsilon(1e-3));
  CHECK(sim::share_interval(5, 10).high == Approx(0.7634).epsilon(1e-3));
  CHECK(sim::share_interval(10, 10).high == Approx(1));
}
