// LACPDUs: what the two ends of a cable tell each other about bundling it with others (IEEE
// 802.1AX-2008 5.4.2, [ieee-802-1ax]). Left out: the collector's delay, the marker protocol.
#pragma once

#include <cstdint>

#include "models/wire/names.hpp"

namespace models {

// One end, as it is, or as the other one sees it.
struct LacpParty {
  Mac system{};
  std::uint16_t key = 0;  // of the ports that may be bundled
  std::uint16_t port = 0;
  bool activity : 1 = false;       // it speaks unasked
  bool short_timeout : 1 = false;  // it wants to hear something every second
  bool aggregation : 1 = false;    // the cable may be one of several
  bool synchronized : 1 = false;   // it is in the right bundle
  bool collecting : 1 = false;
  bool distributing : 1 = false;
  bool defaulted : 1 = false;  // it knows nothing of the other one
  bool expired : 1 = false;    // it does not hear the other one any more
  bool operator==(const LacpParty&) const = default;
};

struct LacpPdu {
  LacpParty actor;    // who says so
  LacpParty partner;  // whom it believes to be at the other end
};

inline constexpr Mac slow_protocols_mac{0x0180'c200'0002};  // no bridge passes it on
inline constexpr std::uint32_t lacp_bytes = 110;
inline constexpr std::uint16_t lacp_priority = 32'768;  // of systems and ports alike

}  // namespace models
