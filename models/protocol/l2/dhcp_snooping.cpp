#include "models/protocol/l2/dhcp_snooping.hpp"

namespace models {

SnoopingDrop check_untrusted(const DhcpSnoopingConfig& c, HostBindings& bindings,
                             const DhcpMessage& m, MacKey source, std::uint16_t port, Time now) {
  if (!m.is_from_client()) return SnoopingDrop::from_server;
  const MacKey client(source.vlan(), m.chaddr());
  if (c.verifies_relay && m.giaddr != Ipv4{}) return SnoopingDrop::relayed;
  if (c.verifies_mac && client != source) return SnoopingDrop::other_mac;
  if (m.type == DhcpType::release || m.type == DhcpType::decline) {
    const auto bound_at = bindings.port_of(client, now);
    if (bound_at && *bound_at != port) return SnoopingDrop::other_port;
  }
  if (!c.accepts_relay_info && m.relay_info) return SnoopingDrop::relay_info;
  return SnoopingDrop::none;
}

std::optional<Time> granted_until(const DhcpMessage& m, Time now) {
  if (m.type != DhcpType::ack || m.yiaddr == Ipv4{} || m.lease == 0) return std::nullopt;
  return m.lease == infinite_lease ? never : after(now, m.lease * Duration{1s});
}

}  // namespace models
