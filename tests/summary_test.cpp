// The statistics of reports: small series worked out by hand, and the laws that hold for any
// series.
#include "sim/stats/summary.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "sim/base/random.hpp"
#include "tests/catch.hpp"

using sim::quantile;
using sim::summarise;
using sim::Summary;

TEST_CASE("summary: series worked out by hand") {
  const auto of = [](std::vector<double> v) { return summarise(v); };
  CHECK(of({}) == Summary{});
  CHECK(of({7}) == Summary{1, 7, 7, 7, 7, 0});
  CHECK(of({3, 1}) == Summary{2, 1, 2, 2, 3, std::sqrt(2.0)});
  CHECK(of({5, 1, 3}) == Summary{3, 1, 3, 3, 5, 2});
  CHECK(of({-1, -1, -1, -1}) == Summary{4, -1, -1, -1, -1, 0});
}

TEST_CASE("summary: the deviation of late times does not cancel out") {
  const std::vector<double> v{1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16};
  CHECK(summarise(v).mean == 1e9 + 10);
  CHECK(summarise(v).stddev == Catch::Approx(std::sqrt(30.0)));
}

TEST_CASE("quantile: linear between neighbours (Hyndman and Fan, definition 7)") {
  const std::vector<double> v{40, 10, 30, 20};
  CHECK(quantile(v, 0) == 10);
  CHECK(quantile(v, 0.25) == 17.5);
  CHECK(quantile(v, 0.5) == 25);
  CHECK(quantile(v, 0.95) == Catch::Approx(38.5));
  CHECK(quantile(v, 1) == 40);
  CHECK(quantile({}, 0.5) == 0);
  CHECK(quantile(std::vector<double>{5}, 0.99) == 5);
}

TEST_CASE("quantile: agrees with sorting, in whatever order the series comes") {
  sim::Random random(1, "summary_test", "values");
  for (std::size_t n = 1; n < 60; ++n) {
    std::vector<double> v(n);
    for (double& x : v) x = static_cast<double>(random.below(20));
    std::vector<double> sorted = v;
    std::ranges::sort(sorted);
    for (std::size_t i = 0; i < n; ++i) {
      const double q = n == 1 ? 0 : static_cast<double>(i) / static_cast<double>(n - 1);
      CHECK(quantile(v, q) == Catch::Approx(sorted[i]));
      CHECK(quantile(sorted, q) == quantile(v, q));
    }
    const Summary s = summarise(v);
    CHECK((s.min <= s.median && s.median <= s.max && s.min <= s.mean && s.mean <= s.max));
  }
}
