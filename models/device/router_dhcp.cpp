// The router as DHCP relay agent, for its interfaces that name servers (RFC 1542 4.1; Cisco: ip
// helper-address). What it relays keeps its origin: it is still the phone's question.
#include "models/device/router.hpp"
#include "models/protocol/dhcp/dhcp_relay.hpp"

namespace models {
namespace {

UdpDatagram datagram(const DhcpMessage& message, std::uint16_t to_port) {
  return {.message = message,
          .source_port = dhcp_server_port,
          .destination_port = to_port,
          .length = length_of(message)};
}

}  // namespace

const DhcpMessage* Router::relayable(const Ipv4Packet& packet) const {
  const auto* udp = std::get_if<UdpDatagram>(&packet.payload);
  if (udp == nullptr || udp->destination_port != dhcp_server_port) return nullptr;
  if (packet.destination != limited_broadcast && !is_own(packet.destination)) return nullptr;
  return std::get_if<DhcpMessage>(&udp->message);
}

void Router::relay(FrameId id, const DhcpMessage& found, std::size_t from, Time now, Outbox& out) {
  const DhcpMessage message = found;  // its frame ends before it has been answered
  const NodeId origin = out.frames[id].origin;
  const bool broadcast = out.frames[id].destination == sim::broadcast_mac;
  DhcpRelayActions actions;
  if (message.is_from_client()) {
    relay_request(config_->interfaces[from].dhcp_relay, message, interfaces_[from].address(),
                  actions);
  } else {
    const std::array local{message.giaddr};
    const bool is_ours = by_address_.find(message.giaddr) != nullptr;  // not one that it shares
    relay_reply(message, std::span(local).first(is_ours ? 1 : 0), actions);
  }
  if (const auto* why = std::get_if<DhcpRelayDrop>(&actions[0])) {
    return refuse(id, message, *why, broadcast, from, now, out);
  }
  out.end(id, Fate::delivered);
  for (const auto& action : actions) {
    if (const auto* up = std::get_if<DhcpToServer>(&action)) {
      send({.payload = datagram(up->message, dhcp_server_port),
            .source = {},
            .destination = up->server},
           now, out, origin);
    } else if (const auto* down = std::get_if<DhcpToClient>(&action)) {
      const bool to_all = down->how == DhcpDelivery::broadcast;
      const IpInterface& local = interfaces_[*by_address_.find(down->local)];
      const FrameId made = local.make({.payload = datagram(down->message, dhcp_client_port),
                                       .source = down->local,
                                       .destination = to_all ? limited_broadcast : message.yiaddr},
                                      out);
      if (out.out_of_frames) return;
      out.frames[made].origin = origin;
      local.transmit_to(made, to_all ? sim::broadcast_mac : message.chaddr(), out);
    }
  }
}

// A client that has only begun may have its server on its own network, as most have: who asks for
// longer than the wait before a first DISCOVER (RFC 2131 4.4.1) asks in vain.
constexpr Duration first_question = 10s;

void Router::refuse(FrameId id, const DhcpMessage& message, DhcpRelayDrop why, bool broadcast,
                    std::size_t from, Time now, Outbox& out) {
  const auto lose = [&](Setting setting) {
    out.drop(id, Fate::dhcp_not_relayed, interfaces_[from].port(), {.setting = setting}, now);
  };
  const DhcpRelayConfig& c = config_->interfaces[from].dhcp_relay;
  switch (why) {
    case DhcpRelayDrop::no_server:
      if (broadcast && message.secs * Duration{1s} <= first_question)
        return out.end(id, Fate::not_for_me);
      return lose(&c.servers);
    case DhcpRelayDrop::too_soon: return lose(&c.min_secs);
    case DhcpRelayDrop::too_many_hops: return lose(&c.max_hops);
    case DhcpRelayDrop::relay_info:
      return out.drop(id, Fate::dhcp_relay_info_untrusted, interfaces_[from].port(),
                      {.setting = &c.trusts_relay_info}, now);
    case DhcpRelayDrop::not_a_request:
      if (broadcast) return out.end(id, Fate::not_for_me);  // a server's answer to its own network
      return lose({});
    case DhcpRelayDrop::not_ours: return lose({});
  }
}

}  // namespace models
