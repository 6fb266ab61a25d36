// RateLimitConfig in a file: keys, meaning, bounds.
#pragma once

#include "models/protocol/l2/packet_rate.hpp"
#include "sim/schema/field.hpp"

namespace models {

inline sim::Fields<RateLimitConfig> fields(RateLimitConfig*) {
  using C = RateLimitConfig;
  using sim::field;
  return {field("rate", &C::rate, "packets of an untrusted port in burst_interval; 0 = any", 0,
                1'000'000),
          field("burst_interval", &C::burst_interval, "in which they are counted", 1s, 15s),
          field("errdisable_recovery", &C::errdisable_recovery,
                "a port that was err-disabled by its rate comes up again"),
          field("errdisable_interval", &C::errdisable_interval, "after so long", 1s, 86400s)};
}

}  // namespace models
