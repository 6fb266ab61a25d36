// What a call server's registrar may do with the server's stack, and what TCP tells the registrar.
#include <algorithm>

#include "models/device/call_server.hpp"

namespace models {

void CallServer::send(ConnectionId name, const TcpMessage& message, std::uint16_t length, Time now,
                      Outbox& out) {
  if (!connections_.has(name)) return;
  TcpActions actions;
  const auto* sip = std::get_if<SipMessage>(&message);
  connections_[name].tcp.send(message, sip != nullptr ? bytes_of(*sip) : length, now, actions);
  connections_.carry_out(actions, name, *this, now, out);
  arm_connection(name, out);
}

void CallServer::send(const SipMessage& message, Endpoint to, Time now, Outbox& out) {
  if (to.stream) {
    const ConnectionId name = connections_.find(TcpSegment{.source_port = to.port}, to.address);
    if (name != not_connected) send(name, message, length_of(message), now, out);
    return;
  }
  host_.send(UdpDatagram{.message = message,
                         .source_port = static_cast<std::uint16_t>(config_->port),
                         .destination_port = to.port,
                         .length = bytes_of(message)},
             to.address, now, out);
}

void CallServer::send(const CallMessage& message, Endpoint to, Time now, Outbox& out) {
  if (to.stream) {
    const ConnectionId name = connections_.find(TcpSegment{.source_port = to.port}, to.address);
    if (name != not_connected) send(name, message, bytes_of(message), now, out);
    return;
  }
  host_.send(UdpDatagram{.message = message,
                         .source_port = static_cast<std::uint16_t>(config_->port),
                         .destination_port = to.port,
                         .length = bytes_of(message)},
             to.address, now, out);
}

void CallServer::send(const RtpPacket& packet, std::uint16_t from, Endpoint to, Time now,
                      Outbox& out) {
  host_.send(UdpDatagram{.message = packet,
                         .source_port = from,
                         .destination_port = to.port,
                         .length = length_of(packet)},
             to.address, now, out);
}

bool CallServer::leads_to(Endpoint to) const {
  return !to.stream ||
         connections_.find(TcpSegment{.source_port = to.port}, to.address) != not_connected;
}

// False: it carries none, or nobody here awaits it. A process that hangs loses them.
bool CallServer::receive_call(const UdpDatagram& datagram, Ipv4 from, FrameId frame, Time now,
                              Outbox& out) {
  const auto* message = std::get_if<CallMessage>(&datagram.message);
  const auto* media = std::get_if<RtpPacket>(&datagram.message);
  auto* pbx = std::get_if<PbxRegistrar>(&registrar_);
  if ((message == nullptr && media == nullptr) || pbx == nullptr) return false;
  if (process_.is_stopped()) return false;
  if (message != nullptr && datagram.destination_port != config_->port) return false;
  const Endpoint source{from, datagram.source_port};
  if (process_.hangs()) {
    out.drop(frame, Fate::service_hangs, 0, {.act = Act::service}, now);
  } else if (message != nullptr) {
    const CallMessage heard = *message;
    out.end(frame, Fate::delivered);
    pbx->receive(*this, heard, source, now, out);
  } else {
    const RtpPacket heard = *media;
    if (!pbx->receive(*this, heard, source, now, out)) return false;
    out.end(frame, Fate::delivered);
  }
  return true;
}

void CallServer::talk(std::uint32_t phone, Duration lasts, Time now, Outbox& out) {
  if (on_ && process_.hangs()) return ServerCalls::fail(phone, SipCallEnd::no_answer, now, out);
  if (auto* pbx = std::get_if<PbxRegistrar>(&registrar_)) pbx->talk(*this, phone, lasts, now, out);
  arm(out);
}

std::vector<TalkFact> CallServer::talks(Time now) const {
  return pbx() == nullptr ? std::vector<TalkFact>{} : pbx()->talks(*this, now);
}

void CallServer::lodge(std::uint32_t phone) {
  lodgers_.push_back(phone);
  host_.hear(0, true);  // ICMP errors are about what they sent, too
}

void CallServer::send_for(NodeId lodger, const Ipv4Packet& packet, Time now, Outbox& out) {
  host_.send_for(lodger, packet, now, out);
  arm(out);
}

void CallServer::refuse(FrameId frame, Time now, Outbox& out) {
  const Ipv4Packet& packet = *out.frames[frame].ipv4();
  if (std::holds_alternative<IcmpMessage>(packet.payload)) {
    out.end(frame, Fate::delivered);
  } else {
    host_.refuse(packet, frame, now, out, refusal());
  }
  arm(out);
}

// What says whose it is, is theirs; else what no socket of the server's own awaits.
bool CallServer::may_be_a_lodgers(const Ipv4Packet& packet) const {
  if (const auto* segment = std::get_if<TcpSegment>(&packet.payload)) {
    return !is_open(segment->destination_port) &&
           connections_.find(*segment, packet.source) == not_connected;
  }
  const auto* datagram = std::get_if<UdpDatagram>(&packet.payload);
  if (datagram == nullptr) return true;  // ICMP
  const std::uint32_t user = user_of(packet);
  return user == no_phone || std::ranges::find(lodgers_, user) != lodgers_.end();
}

std::uint16_t CallServer::bytes_of(const CallMessage& message) const {
  if (message.method == SipMethod::invite && message.is_request()) {
    return static_cast<std::uint16_t>(config_->invite_bytes);
  }
  return length_of(message);
}

// Which of them may be long: by codecs, routes, contacts.
std::uint16_t CallServer::bytes_of(const SipMessage& message) const {
  if (message.method == SipMethod::invite && message.is_request()) {
    return static_cast<std::uint16_t>(config_->invite_bytes);
  }
  if (message.method == SipMethod::register_ && message.is_final()) {
    return static_cast<std::uint16_t>(config_->register_answer_bytes);
  }
  return length_of(message);
}

void CallServer::close(ConnectionId name, Time now, Outbox& out) {
  if (!connections_.has(name)) return;
  TcpActions actions;
  connections_[name].tcp.close(now, actions);
  tell_ended(connections_[name].tag.phone, name, now, out);
  connections_.carry_out(actions, name, *this, now, out);
  arm_connection(name, out);
}

void CallServer::hear_too_big(const IcmpMessage& error, Time now, Outbox& out) {
  connections_.too_big(error, *this, now, out);
  const ConnectionId name =
      connections_.find(TcpSegment{.source_port = error.about_destination_port}, error.about_to);
  if (name != not_connected) arm_connection(name, out);
}

// Whatever the phone held on this connection is over.
void CallServer::tell_ended(std::uint32_t phone, ConnectionId name, Time now, Outbox& out) {
  if (phone == nobody) return;
  visit_registrar(*this, [&](auto& registrar) {
    registrar.connection_ended(*this, phone, name, endpoint_of(name), now, out);
  });
}

Endpoint CallServer::endpoint_of(ConnectionId name) const {
  const auto& connection = connections_[name];
  return {.address = connection.remote, .port = connection.tcp.remote_port(), .stream = true};
}

void CallServer::transmit(const TcpSegment& segment, Ipv4 remote, Time now, Outbox& out) {
  host_.send(segment, remote, now, out);
}

void CallServer::closed_by_peer(ConnectionId name, Time now, Outbox& out) {
  if (process_.hangs()) return process_.keep(PeerClosed{name});
  close(name, now, out);
}

void CallServer::delivered(ConnectionId name, const TcpMessage& message, Time now, Outbox& out) {
  if (process_.hangs()) return process_.keep(Delivered{name, message});
  auto& connection = connections_[name];
  if (const auto* sip = std::get_if<SipMessage>(&message)) {
    connection.tag.phone = sip->user;
    const Endpoint from = endpoint_of(name);
    visit_registrar(*this, [&](auto& registrar) {
      registrar.receive(*this, *sip, from, name, std::nullopt, now, out);
    });
  } else if (const auto* call = std::get_if<CallMessage>(&message)) {
    connection.tag.phone = call->user;
    const Endpoint from = endpoint_of(name);
    if (auto* pbx = std::get_if<PbxRegistrar>(&registrar_)) {
      pbx->receive(*this, *call, from, now, out);
    }
  } else if (const auto* sccp = std::get_if<SccpMessage>(&message)) {
    connection.tag.phone = sccp->user;
    visit_registrar(*this,
                    [&](auto& registrar) { registrar.receive(*this, *sccp, name, now, out); });
  } else if (const auto* tls = std::get_if<TlsMessage>(&message)) {
    receive(*tls, name, now, out);
  } else if (const auto* web = std::get_if<WebMessage>(&message);
             web != nullptr && connection.tcp.local_port() == https_port) {
    WebMessage answer = *web;
    answer.status = static_cast<std::uint16_t>(config_->web_status);
    send(name, answer, length_of(answer), now, out);
  }
}

void CallServer::receive(const TlsMessage& message, ConnectionId name, Time now, Outbox& out) {
  if (message.flight == TlsFlight::alert) return close(name, now, out);
  TlsAnswers answers;
  tls_.receive(message, now, answers);
  for (const TlsAnswer& answer : answers) {
    send(name, answer.message, answer.message.length, now, out);
  }
}

void CallServer::ended(ConnectionId name, TcpEnd, Time now, Outbox& out) {
  const std::uint32_t phone = connections_[name].tag.phone;
  const Endpoint remote = endpoint_of(name);
  connections_.erase(name);
  if (process_.hangs()) return process_.keep(Ended{name, phone, remote});
  if (phone == nobody) return;
  visit_registrar(*this, [&](auto& registrar) {
    registrar.connection_ended(*this, phone, name, remote, now, out);
  });
}

}  // namespace models
