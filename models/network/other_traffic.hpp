// What else is on a line, as a queue in which the phones' frames wait, too: M/M/1/K
// ([kleinrock-queues] 3.6), packets of 1500 octets, K of which the line's queue holds. Each frame
// finds the queue anew: left out are bursts, and how TCP gives way.
#pragma once

#include <algorithm>
#include <numeric>
#include <optional>

#include "sim/base/random.hpp"

namespace models {

struct OtherTraffic {
  std::uint64_t load;  // bit/s that others send
  std::uint64_t rate;  // bit/s that the line carries; > 0
};

constexpr std::uint64_t other_packet_bits = 1500 * 8;

// More than 0 at any rate.
constexpr sim::Duration time_of_other_packet(const OtherTraffic& t) {
  return sim::Duration{static_cast<std::int64_t>(other_packet_bits * 1'000'000'000 / t.rate + 1)};
}

// First come, first served. Nothing: the queue was full.
inline std::optional<sim::Duration> wait_behind(const OtherTraffic& t, sim::Duration queue,
                                                sim::Random& random) {
  const auto power = [](double base, std::int64_t exponent) {
    double result = 1;
    for (; exponent != 0; exponent /= 2, base *= base) result *= exponent % 2 != 0 ? base : 1;
    return result;
  };
  const double rho = static_cast<double>(t.load) / static_cast<double>(t.rate);
  const sim::Duration packet = time_of_other_packet(t);
  const std::int64_t most = std::max<std::int64_t>(queue / packet, 1);
  // P(at most n wait) = (1 - rho^(n+1)) / (1 - rho^(K+1)); above 1, counted from the full end.
  const bool is_over = rho > 1;
  const double falls = is_over ? 1 / rho : rho;
  const double chance = static_cast<double>(random.next() >> 11U) * 0x1p-53;
  const double target = chance * (1 - power(falls, most + 1));
  std::int64_t low = 0;
  for (std::int64_t high = most; low < high;) {
    const std::int64_t n = std::midpoint(low, high);
    const bool reaches = falls == 1
                             ? static_cast<double>(n + 1) > chance * static_cast<double>(most + 1)
                             : 1 - power(falls, n + 1) > target;
    (reaches ? high : low) = reaches ? n : n + 1;
  }
  const std::int64_t waiting = is_over ? most - low : low;
  if (waiting == most) return {};
  return waiting * packet;
}

// Before all others: only what is on the line already is in the way.
inline sim::Duration wait_for_one(const OtherTraffic& t, sim::Random& random) {
  const bool is_busy = t.load >= t.rate || random.below(t.rate) < t.load;
  return is_busy ? random.between({}, time_of_other_packet(t)) : sim::Duration{};
}

}  // namespace models
