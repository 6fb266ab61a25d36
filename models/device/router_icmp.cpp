// What a router says for itself: answers to pings, and ICMP errors about what it could not forward.
#include "models/device/ip_host.hpp"
#include "models/device/router.hpp"

namespace models {

// To the router itself. It answers pings; nothing else listens here.
void Router::deliver(FrameId id, Time now, Outbox& out) {
  const Ipv4Packet packet = *out.frames[id].ipv4();
  if (const auto* icmp = std::get_if<IcmpMessage>(&packet.payload)) {
    out.end(id, Fate::delivered);
    if (icmp->type == IcmpType::echo_reply) return ping_answered(*icmp, now, out);
    if (icmp->type != IcmpType::echo) return;
    IcmpMessage reply = *icmp;
    reply.type = IcmpType::echo_reply;
    return send({.payload = reply, .source = packet.destination, .destination = packet.source}, now,
                out);
  }
  const auto answer = refusal_of(packet);
  const bool is_tcp = std::holds_alternative<TcpSegment>(packet.payload);
  drop(id, is_tcp ? Fate::tcp_no_connection : Fate::port_unreachable, {}, now, out);
  if (answer) send(*answer, now, out);
}

void Router::redirect(const Ipv4Packet& about, Ipv4 gateway, Time now, Outbox& out) {
  Ipv4Packet packet = icmp_error(IcmpType::redirect, 1, about);  // for the host: RFC 1812 5.2.7.2
  std::get<IcmpMessage>(packet.payload).gateway = gateway;
  send(packet, now, out);
}

void Router::complain(IcmpType type, std::uint8_t code, const Ipv4Packet& about, Time now,
                      Outbox& out, std::uint16_t mtu) {
  const auto* icmp = std::get_if<IcmpMessage>(&about.payload);
  if (!config_->sends_unreachables || (icmp != nullptr && icmp->is_error())) return;
  Ipv4Packet error = icmp_error(type, code, about);
  if (code == icmp_fragmentation_needed && type == IcmpType::unreachable) {
    std::get<IcmpMessage>(error.payload).sequence = mtu;
  }
  translate_error_out(error, now);  // who sent it outside knows no endpoint of the inside
  send(error, now, out);
}

// RFC 1812 4.3.3.1: host unreachable, for what ARP has given up. What had been translated is its
// sender's inside.
void Router::report_unreached(Time now, Outbox& out) {
  for (Ipv4Packet& error : out.unreached) {
    if (!config_->sends_unreachables) break;
    if (is_own(error.destination) && !translate_error_in(error, now)) continue;
    send(error, now, out);
  }
  out.unreached.clear();
}

}  // namespace models
