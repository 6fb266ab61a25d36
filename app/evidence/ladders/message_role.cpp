#include "app/evidence/ladders/message_role.hpp"

#include <algorithm>

namespace app {
namespace {

using Role = LadderMessage::Role;
using namespace models;

Role role(const SipMessage& m) {
  if (is_of_a_call(m.method)) return Role::other;
  if (m.is_request()) return m.method == SipMethod::refer ? Role::other : Role::refresh;
  return m.status < 300 ? Role::answer : Role::other;
}

Role role(const SccpMessage& m) {
  if (m.id == SccpId::keepalive) return Role::refresh;
  return m.id == SccpId::keepalive_ack ? Role::answer : Role::other;
}

Role role(const WebMessage&) { return Role::other; }
Role role(const HttpMessage&) { return Role::other; }
Role role(const TlsMessage&) { return Role::other; }

Role role(const TcpSegment& s) {
  if (s.syn || s.fin || s.rst) return Role::other;
  if (s.length == 0) return Role::acknowledgement;
  return std::visit([](const auto& message) { return role(message); }, s.message);
}

Role role(const UdpDatagram& d) {
  if (const auto* sip = std::get_if<SipMessage>(&d.message)) return role(*sip);
  const auto* dhcp = std::get_if<DhcpMessage>(&d.message);
  if (dhcp == nullptr) return Role::other;
  if (dhcp->type == DhcpType::request) return Role::refresh;  // a lease that is renewed
  return dhcp->type == DhcpType::ack ? Role::answer : Role::other;
}

Role role(const IcmpMessage& m) {
  if (m.type == IcmpType::echo) return Role::refresh;
  return m.type == IcmpType::echo_reply ? Role::answer : Role::other;
}

std::uint64_t protocol(const Frame& frame) {
  const Ipv4Packet* packet = frame.ipv4();
  if (frame.fhrp() != nullptr) return 3;  // ARP and IPv4 have others
  if (frame.lacp() != nullptr) return 4;
  if (packet == nullptr) {
    return frame.announcement() != nullptr || frame.eapol() != nullptr ? 0 : 1;
  }
  const auto* udp = std::get_if<UdpDatagram>(&packet->payload);
  return 2 + packet->payload.index() * 8 + (udp != nullptr ? udp->message.index() : 0);
}

}  // namespace

Role role_of(const Frame& frame) {
  const Ipv4Packet* packet = frame.ipv4();
  if (packet != nullptr) return std::visit([](const auto& p) { return role(p); }, packet->payload);
  if (const auto* said = frame.announcement()) {
    return said->from_switch ? Role::answer : Role::other;
  }
  if (frame.eapol() != nullptr) return Role::other;
  if (frame.fhrp() != nullptr || frame.lacp() != nullptr) {
    return Role::refresh;  // a keepalive without an answer
  }
  const auto& arp = std::get<ArpPacket>(frame.payload);
  if (arp.spa == arp.tpa) return Role::other;
  return arp.op == ArpOp::request ? Role::refresh : Role::answer;
}

std::uint64_t conversation_of(const Frame& frame, std::size_t origin, std::size_t target) {
  const auto [low, high] = std::minmax({origin + 1, target + 1});  // none becomes 0
  return std::uint64_t{low} << 36U | std::uint64_t{high} << 8U | protocol(frame);
}

}  // namespace app
