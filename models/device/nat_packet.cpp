#include "models/device/nat_packet.hpp"

#include <utility>

namespace models {

std::optional<NatPacket> outbound_packet(const Ipv4Packet& packet) {
  NatPacket nat{.protocol = NatProtocol::udp, .local = {packet.source}, .remote = {}};
  nat.remote.address = packet.destination;
  if (const auto* udp = std::get_if<UdpDatagram>(&packet.payload)) {
    nat.local.port = udp->source_port;
    nat.remote.port = udp->destination_port;
  } else if (const auto* tcp = std::get_if<TcpSegment>(&packet.payload)) {
    nat.protocol = NatProtocol::tcp;
    nat.local.port = tcp->source_port;
    nat.remote.port = tcp->destination_port;
    nat.tcp = {.syn = tcp->syn, .ack = tcp->has_ack, .fin = tcp->fin, .rst = tcp->rst};
  } else {
    const auto& icmp = std::get<IcmpMessage>(packet.payload);
    if (icmp.is_error()) return std::nullopt;
    nat.protocol = NatProtocol::icmp;
    nat.local.port = icmp.identifier;
  }
  return nat;
}

std::optional<NatPacket> inbound_packet(const Ipv4Packet& packet) {
  auto nat = outbound_packet(packet);
  if (!nat) return nat;
  std::swap(nat->local, nat->remote);
  if (nat->protocol == NatProtocol::icmp) std::swap(nat->local.port, nat->remote.port);
  return nat;
}

std::optional<NatPacket> packet_about(const IcmpMessage& error) {
  if (!error.is_error() || error.about_protocol == IpProtocol::icmp) return std::nullopt;
  const bool is_udp = error.about_protocol == IpProtocol::udp;
  return NatPacket{.protocol = is_udp ? NatProtocol::udp : NatProtocol::tcp,
                   .local = {error.about_from, error.about_source_port},
                   .remote = {error.about_to, error.about_destination_port}};
}

namespace {

void set_port(Ipv4Packet& packet, bool source, std::uint16_t port) {
  if (auto* udp = std::get_if<UdpDatagram>(&packet.payload)) {
    (source ? udp->source_port : udp->destination_port) = port;
  } else if (auto* tcp = std::get_if<TcpSegment>(&packet.payload)) {
    (source ? tcp->source_port : tcp->destination_port) = port;
  } else {
    std::get<IcmpMessage>(packet.payload).identifier = port;
  }
}

}  // namespace

void set_source(Ipv4Packet& packet, const Endpoint& source) {
  packet.source = source.address;
  set_port(packet, true, source.port);
}

void set_destination(Ipv4Packet& packet, const Endpoint& destination) {
  packet.destination = destination.address;
  set_port(packet, false, destination.port);
}

SipMessage* sip_message(Ipv4Packet& packet) {
  if (CallMessage* call = call_message(packet)) return call;
  if (auto* udp = std::get_if<UdpDatagram>(&packet.payload)) {
    return std::get_if<SipMessage>(&udp->message);
  }
  auto* tcp = std::get_if<TcpSegment>(&packet.payload);
  return tcp != nullptr && tcp->length > 0 ? std::get_if<SipMessage>(&tcp->message) : nullptr;
}

CallMessage* call_message(Ipv4Packet& packet) {
  if (auto* udp = std::get_if<UdpDatagram>(&packet.payload)) {
    return std::get_if<CallMessage>(&udp->message);
  }
  auto* tcp = std::get_if<TcpSegment>(&packet.payload);
  return tcp != nullptr && tcp->length > 0 ? std::get_if<CallMessage>(&tcp->message) : nullptr;
}

}  // namespace models
