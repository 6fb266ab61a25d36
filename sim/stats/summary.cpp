#include "sim/stats/summary.hpp"

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <vector>

#include "sim/base/ensure.hpp"

namespace sim {
namespace {

using Series = Eigen::Map<const Eigen::ArrayXd>;

Series series(std::span<const double> values) {
  const Series all(values.data(), static_cast<Eigen::Index>(values.size()));
  ENSURE(all.isFinite().all());
  return all;
}

}  // namespace

Summary summarise(std::span<const double> values) {
  if (values.empty()) return {};
  const Series all = series(values);
  const double mean = all.mean();
  const double squares = (all - mean).square().sum();  // two passes: exact for late times too
  const std::size_t n = values.size();
  return {.count = n,
          .min = all.minCoeff(),
          .median = quantile(values, 0.5),
          .mean = mean,
          .max = all.maxCoeff(),
          .stddev = n < 2 ? 0.0 : std::sqrt(squares / static_cast<double>(n - 1))};
}

double quantile(std::span<const double> values, double q) {
  ENSURE(q >= 0 && q <= 1);
  if (values.empty()) return 0;
  const Series all = series(values);
  std::vector<double> sorted(all.begin(), all.end());
  const double rank = q * static_cast<double>(sorted.size() - 1);
  const double whole = std::floor(rank);
  const auto low = sorted.begin() + static_cast<std::ptrdiff_t>(whole);
  std::nth_element(sorted.begin(), low, sorted.end());
  if (low + 1 == sorted.end() || rank == whole) return *low;
  const double high = *std::min_element(low + 1, sorted.end());
  return *low + (rank - whole) * (high - *low);
}

}  // namespace sim
