// How well a sample knows what it was drawn from: 95 % confidence intervals.
#pragma once

#include <cstddef>
#include <span>

namespace sim {

struct Interval {
  double low = 0;
  double high = 0;
  bool operator==(const Interval&) const = default;
};

// Of the mean, by Student's t. Fewer than two values say nothing about it: both ends are the mean.
Interval mean_interval(std::span<const double> values);
// Of a share, `hits` of `count` (Wilson 1927); it is never beyond 0 and 1. Of nothing: 0 to 1.
Interval share_interval(std::size_t hits, std::size_t count);

}  // namespace sim
