#include "models/protocol/dhcp/dhcp_relay.hpp"

#include <algorithm>

namespace models {
namespace {

constexpr bool is_from_server(DhcpType type) {
  return type == DhcpType::offer || type == DhcpType::ack || type == DhcpType::nak;
}

}  // namespace

void relay_request(const DhcpRelayConfig& config, DhcpMessage message, Ipv4 local,
                   DhcpRelayActions& out) {
  if (is_from_server(message.type)) {  // a server's broadcast on this wire is not our business
    out.push_back(DhcpRelayDrop::not_a_request);
    return;
  }
  if (message.secs * Duration{1s} < config.min_secs) {  // 4.1.1
    out.push_back(DhcpRelayDrop::too_soon);
    return;
  }
  if (config.servers.empty()) {
    out.push_back(DhcpRelayDrop::no_server);
    return;
  }
  if (message.hops > config.max_hops) {  // 4.1.1
    out.push_back(DhcpRelayDrop::too_many_hops);
    return;
  }
  if (message.relay_info && message.giaddr == Ipv4{} && !config.trusts_relay_info) {
    out.push_back(DhcpRelayDrop::relay_info);  // RFC 3046 2.1
    return;
  }
  ++message.hops;
  if (message.giaddr == Ipv4{}) message.giaddr = local;  // 4.1.1: only if it is zero
  for (const Ipv4 server : config.servers) {
    if (!out.full()) out.push_back(DhcpToServer{message, server});
  }
}

void relay_reply(const DhcpMessage& message, std::span<const Ipv4> locals, DhcpRelayActions& out) {
  if (!is_from_server(message.type)) {
    out.push_back(DhcpRelayDrop::not_a_request);
    return;
  }
  if (std::ranges::find(locals, message.giaddr) == locals.end()) {  // 4.1.2
    out.push_back(DhcpRelayDrop::not_ours);
    return;
  }
  const DhcpDelivery how = message.broadcast ? DhcpDelivery::broadcast : DhcpDelivery::to_yiaddr;
  out.push_back(DhcpToClient{message, message.giaddr, how});
}

}  // namespace models
