// What a switch and a device at its port tell each other about themselves: CDP ([cdp-format]) and
// LLDP with LLDP-MED ([ieee-802-1ab], [ansi-tia-1057]). Of all that stands there, only the VLAN for
// voice decides anything.
#pragma once

#include <cstdint>

#include "models/wire/names.hpp"

namespace models {

enum class DiscoveryProtocol : std::uint8_t { cdp, lldp };

// One announcement. An end device's is also its question: it is sent again until one comes back.
struct Announcement {
  DiscoveryProtocol protocol{};
  bool from_switch = false;
  std::uint16_t voice_vlan = 0;  // of a switch: VoIP VLAN Reply, Network Policy; 0 = none
};

// Where they are sent; a bridge that speaks the protocol does not forward them.
inline constexpr Mac cdp_mac{0x0100'0ccc'cccc};
inline constexpr Mac lldp_mac{0x0180'c200'000e};
constexpr Mac group_of(DiscoveryProtocol protocol) {
  return protocol == DiscoveryProtocol::cdp ? cdp_mac : lldp_mac;
}

// Bytes of the payload, LLC and SNAP of CDP included: what `models/wire/bytes` writes.
constexpr std::uint32_t length_of(const Announcement& m) {
  const bool speaks_of_voice = !m.from_switch || m.voice_vlan != 0;
  if (m.protocol == DiscoveryProtocol::cdp) return speaks_of_voice ? 38 : 31;
  return speaks_of_voice ? 43 : 33;
}

}  // namespace models
