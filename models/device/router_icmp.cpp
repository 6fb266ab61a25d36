// What a router says for itself: answers to pings, and ICMP errors about what it could not forward.
#include "models/device/ip_host.hpp"
#include "models/device/router.hpp"

namespace models {

// To the router itself. It answers pings; nothing else listens here.
void Router::deliver(FrameId id, Time now, Outbox& out) {
  const Ipv4Packet packet = *out.frames[id].ipv4();
  if (const auto* icmp = std::get_if<IcmpMessage>(&packet.payload)) {
    out.end(id, Fate::delivered);
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
  send({.payload = IcmpMessage{.type = IcmpType::redirect,
                               .code = 1,  // for the host: RFC 1812 5.2.7.2
                               .gateway = gateway,
                               .about_from = about.source,
                               .about_to = about.destination},
        .source = {},
        .destination = about.source},
       now, out);
}

void Router::complain(IcmpType type, std::uint8_t code, const Ipv4Packet& about, Time now,
                      Outbox& out) {
  const auto* icmp = std::get_if<IcmpMessage>(&about.payload);
  if (!config_->sends_unreachables || (icmp != nullptr && icmp->is_error())) return;
  IcmpMessage message{
      .type = type, .code = code, .about_from = about.source, .about_to = about.destination};
  if (const auto* udp = std::get_if<UdpDatagram>(&about.payload)) {
    message.about_source_port = udp->source_port;
    message.about_destination_port = udp->destination_port;
  } else if (const auto* tcp = std::get_if<TcpSegment>(&about.payload)) {
    message.about_source_port = tcp->source_port;
    message.about_destination_port = tcp->destination_port;
  }
  send({.payload = message, .source = {}, .destination = about.source}, now, out);
}

}  // namespace models
