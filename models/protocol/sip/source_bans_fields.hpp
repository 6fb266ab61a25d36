// SourceBansConfig in a file: keys, meaning, bounds.
#pragma once

#include "models/protocol/sip/source_bans.hpp"
#include "sim/schema/field.hpp"

namespace models {

constexpr auto names(BanAnswer*) {
  return std::array{sim::Name{BanAnswer::reject, "reject", "ICMP port unreachable"},
                    sim::Name{BanAnswer::drop, "drop", "nothing"}};
}

inline sim::Fields<SourceBansConfig> fields(SourceBansConfig*) {
  using C = SourceBansConfig;
  using sim::field;
  return {field("max_failures", &C::max_failures,
                "so many wrong passwords from one address within find_time ban it (maxretry); "
                "0: nobody is banned",
                0, 10'000),
          field("find_time", &C::find_time, "older failures do not count (findtime)", 1s, 8760h),
          field("ban_time", &C::ban_time,
                "for so long nothing is taken in from that address (bantime)", 1s, 8760h),
          field("answer", &C::answer, "what is said to who is banned")};
}

}  // namespace models
