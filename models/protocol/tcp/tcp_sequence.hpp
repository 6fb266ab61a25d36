// The two clocks of a TCP header, which wrap: sequence numbers and timestamps.
#pragma once

#include "models/wire/names.hpp"

namespace models {

// Sequence numbers compare modulo 2^32 (RFC 9293 3.4).
constexpr bool before(std::uint32_t a, std::uint32_t b) {
  return static_cast<std::int32_t>(a - b) < 0;
}

// RFC 7323 5.4: the timestamp clock ticks once a millisecond; it does not start at zero, which
// would mean "no echo".
constexpr std::uint32_t timestamp_clock(Time now) {
  return 1U + static_cast<std::uint32_t>(now.time_since_epoch() / 1ms);
}

}  // namespace models
