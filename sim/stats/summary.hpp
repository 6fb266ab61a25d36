// What a series of measurements says in one line. Input must be finite (ENSURE); an empty series
// gives zeros, never NaN: `count` says that they mean nothing.
#pragma once

#include <cstddef>
#include <span>

namespace sim {

struct Summary {
  std::size_t count = 0;
  double min = 0;
  double median = 0;  // quantile 0.5
  double mean = 0;
  double max = 0;
  double stddev = 0;  // of the sample (n - 1); 0 for fewer than two values
  bool operator==(const Summary&) const = default;
};

Summary summarise(std::span<const double> values);
// The value below which the fraction q in [0, 1] of the series lies, interpolated linearly between
// neighbours (Hyndman and Fan 1996, definition 7). The order of `values` does not matter.
double quantile(std::span<const double> values, double q);

}  // namespace sim
