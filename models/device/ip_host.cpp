#include "models/device/ip_host.hpp"

#include "models/protocol/tcp/tcp_connection.hpp"

namespace models {

IpHost::IpHost(const HostConfig& config, NodeId id, Mac mac, Ipv4Interface address)
    : config_(&config), interface_(config.interface, id, mac, address) {
  if (config.routing.routes.empty() && !config.routing.accept_redirects) return;
  ways_ = std::make_unique<Ways>();
  ways_->routes.emplace(config.routing, std::vector{std::optional{address}});
}

const Ipv4Packet* IpHost::receive(FrameId id, Time now, Outbox& out) {
  const Ipv4Packet* packet = interface_.receive(id, now, out);
  if (packet == nullptr) return nullptr;
  if (!is_for_us(*packet)) {  // a host does not forward: RFC 1122 3.3.4.2
    if (out.frames[id].destination == interface_.mac()) {
      out.drop(id, Fate::wrong_host, 0, {}, now);
    } else {
      out.end(id, Fate::not_for_me);
    }
    return nullptr;
  }
  const auto* icmp = std::get_if<IcmpMessage>(&packet->payload);
  if (icmp == nullptr) return packet;
  if (icmp->is_too_big() && config_->path_mtu_discovery == PathMtuDiscovery::all) {
    if (ways_ == nullptr) ways_ = std::make_unique<Ways>();
    ways_->mtus.learn(icmp->about_to, icmp->sequence, now + config_->mtu_expires, now);
  }
  const bool is_own = icmp->type == IcmpType::echo || icmp->type == IcmpType::redirect;
  if (hears_icmp_ && !is_own) return packet;
  receive_icmp(*packet, now, out);
  out.end(id, Fate::delivered);
  return nullptr;
}

// RFC 791 2.3: what is larger than its own MTU, or that of the way, leaves in fragments. TCP asks
// what fits, and says in its SYN what it takes itself.
void IpHost::fit(Ipv4Packet& packet, Time now) {
  auto* tcp = std::get_if<TcpSegment>(&packet.payload);
  if (tcp != nullptr && tcp->syn) tcp->mss = mss();
  packet.dont_fragment = config_->path_mtu_discovery == PathMtuDiscovery::all ||
                         (tcp != nullptr && config_->path_mtu_discovery == PathMtuDiscovery::tcp);
  std::uint32_t mtu = interface_.mtu();
  if (ways_ != nullptr && tcp == nullptr) mtu = ways_->mtus.towards(packet.destination, mtu, now);
  if (length_of(packet) <= mtu) return;
  packet.fragment = static_cast<std::uint16_t>(mtu);
  packet.dont_fragment = false;
}

bool IpHost::is_for_us(const Ipv4Packet& packet) const {
  const Ipv4Interface& own = interface_.prefix();
  if (packet.destination == own.address && own.address != Ipv4{}) return true;
  const auto* datagram = std::get_if<UdpDatagram>(&packet.payload);
  if (datagram == nullptr || broadcast_port_ == 0) return false;
  if (datagram->destination_port != broadcast_port_) return false;
  return packet.destination == limited_broadcast || own.address == Ipv4{};
}

void IpHost::receive_icmp(const Ipv4Packet& packet, Time now, Outbox& out) {
  IcmpMessage message = std::get<IcmpMessage>(packet.payload);
  if (message.type == IcmpType::redirect && routes() != nullptr) {
    routes()->receive({.destination = message.about_to,
                       .gateway = message.gateway,
                       .from = packet.source,
                       .interface = 0},
                      now);
  }
  if (message.type != IcmpType::echo) return;  // answers concern whoever asked; nobody does yet
  message.type = IcmpType::echo_reply;         // RFC 1122 3.2.2.6
  send(message, packet.source, now, out);
}

Ipv4 IpHost::next_hop(Ipv4 destination, Time now) const {
  if (RoutingTable* known = routes()) {
    if (const auto found = known->lookup(destination, now); found.found) return found.next_hop;
  } else if (interface_.prefix().contains(destination)) {
    return destination;
  }
  return gateway();
}

void IpHost::configure(Ipv4Interface address, std::optional<Ipv4> gateway) {
  interface_.configure(address);
  leased_gateway_ = gateway.value_or(Ipv4{});
  if (routes() != nullptr) routes()->interface_changed(0, address);
}

void IpHost::transmit(FrameId id, Ipv4 destination, Time now, Outbox& out) {
  if (destination == limited_broadcast) return interface_.transmit_to(id, sim::broadcast_mac, out);
  const Ipv4 hop = next_hop(destination, now);
  if (hop == Ipv4{}) return out.drop(id, Fate::no_route, 0, {.setting = &config_->gateway}, now);
  interface_.transmit(id, hop, now, out);
}

void IpHost::refuse(const Ipv4Packet& packet, FrameId frame, Time now, Outbox& out,
                    const Cause& cause) {
  const auto answer = refusal_of(packet);
  const bool is_tcp = std::holds_alternative<TcpSegment>(packet.payload);
  out.drop(frame, is_tcp ? Fate::tcp_no_connection : Fate::port_unreachable, 0, cause, now);
  if (answer) send(answer->payload, answer->destination, now, out);
}

void IpHost::reject(const Ipv4Packet& packet, FrameId frame, bool says_so, const Cause& cause,
                    Time now, Outbox& out) {
  const bool is_icmp = std::holds_alternative<IcmpMessage>(packet.payload);
  const IcmpMessage answer =
      is_icmp ? IcmpMessage{}
              : std::get<IcmpMessage>(icmp_error(IcmpType::unreachable, 3, packet).payload);
  const Ipv4 source = packet.source;
  out.drop(frame, Fate::source_banned, 0, cause, now);
  if (says_so && !is_icmp) send(answer, source, now, out);
}

std::optional<Ipv4Packet> refusal_of(const Ipv4Packet& packet) {
  if (packet.destination == limited_broadcast || packet.source == Ipv4{}) return std::nullopt;
  Ipv4Packet answer{.payload = {}, .source = packet.destination, .destination = packet.source};
  if (const auto* segment = std::get_if<TcpSegment>(&packet.payload)) {
    if (segment->rst) return std::nullopt;
    answer.payload = reset_for(*segment);
    return answer;
  }
  if (!std::holds_alternative<UdpDatagram>(packet.payload)) return std::nullopt;
  answer.payload = icmp_error(IcmpType::unreachable, 3, packet).payload;
  return answer;
}

}  // namespace models
