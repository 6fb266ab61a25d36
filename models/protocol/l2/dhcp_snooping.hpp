// DHCP snooping: which DHCP messages may come in at a port that is not trusted, and option 82
// ([catalyst-3750-dhcp], [procurve-snooping], [rfc3046]). The bindings are HostBindings'. Left out:
// lists of authorized servers, where a server's answer is sent (as any frame).
#pragma once

#include "models/protocol/l2/host_bindings.hpp"
#include "models/protocol/l2/packet_rate.hpp"
#include "models/wire/dhcp.hpp"

namespace models {

struct DhcpSnoopingConfig : HostBindingsConfig, RateLimitConfig {
  bool enabled = false;
  VlanSet vlans{};                  // where
  PortSet trusted{};                // that lead to a DHCP server
  bool inserts_relay_info = true;   // option 82 into clients' messages: on by default
  bool accepts_relay_info = false;  // with option 82 from an untrusted port: allow-untrusted
  bool verifies_relay = true;       // nothing that was relayed comes from an untrusted port
  bool verifies_mac = true;         // the frame's source is chaddr

  bool covers(VlanId vlan) const { return enabled && has_vlan(vlans, vlan); }
};

// Why a message must not come in at an untrusted port.
enum class SnoopingDrop : std::uint8_t {
  none,
  from_server,  // OFFER, ACK, NAK
  relay_info,   // option 82 is there already
  relayed,      // giaddr
  other_mac,    // chaddr is not who sent it
  other_port,   // RELEASE, DECLINE: the client is bound elsewhere
};
SnoopingDrop check_untrusted(const DhcpSnoopingConfig& config, HostBindings& bindings,
                             const DhcpMessage& message, MacKey source, std::uint16_t port,
                             Time now);

// The end of the lease that an ACK grants; none: it grants none, as to an INFORM.
std::optional<Time> granted_until(const DhcpMessage& message, Time now);

}  // namespace models
