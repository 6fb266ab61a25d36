#include "sim/stats/interval.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "sim/base/ensure.hpp"
#include "sim/stats/summary.hpp"

namespace sim {
namespace {

constexpr double z = 1.959963984540054;  // of the normal distribution: 2.5 % lie above

// The same of Student's t. Beyond the table its expansion in 1/df (Abramowitz and Stegun 26.7.5),
// right to four digits there.
double t_of(std::size_t df) {
  constexpr std::array table{12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.3060,
                             2.2622,  2.2281, 2.2010, 2.1788, 2.1604, 2.1448, 2.1314, 2.1199,
                             2.1098,  2.1009, 2.0930, 2.0860, 2.0796, 2.0739, 2.0687, 2.0639,
                             2.0595,  2.0555, 2.0518, 2.0484, 2.0452, 2.0423};
  if (df <= table.size()) return table.at(df - 1);
  const auto n = static_cast<double>(df);
  const double z3 = z * z * z;
  return z + (z3 + z) / (4 * n) + (5 * z3 * z * z + 16 * z3 + 3 * z) / (96 * n * n);
}

}  // namespace

Interval mean_interval(std::span<const double> values) {
  const Summary all = summarise(values);
  if (all.count < 2) return {all.mean, all.mean};
  const double half = t_of(all.count - 1) * all.stddev / std::sqrt(static_cast<double>(all.count));
  return {all.mean - half, all.mean + half};
}

Interval share_interval(std::size_t hits, std::size_t count) {
  ENSURE(hits <= count);
  if (count == 0) return {0, 1};
  const auto n = static_cast<double>(count);
  const double p = static_cast<double>(hits) / n;
  const double middle = (p + z * z / (2 * n)) / (1 + z * z / n);
  const double half = z / (1 + z * z / n) * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
  return {std::max(0.0, middle - half), std::min(1.0, middle + half)};
}

}  // namespace sim
