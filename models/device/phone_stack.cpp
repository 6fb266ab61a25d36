// What a phone's line may do with the phone's stack, and what TCP tells the line.
#include <algorithm>

#include "models/device/phone.hpp"

namespace models {

ConnectionId Phone::connection_of(std::uint8_t use) const {
  for (std::uint32_t i = 0; i < connections_.entries().size(); ++i) {
    const auto& connection = connections_.entries()[i];
    if (connection.in_use && connection.tag == use) return connections_.name_of(i);
  }
  return not_connected;
}

// A fourth connection is not kept: the one that is only finishing makes room, with a RST.
void Phone::connect(std::uint8_t use, Endpoint to, Time now, Outbox& out) {
  const auto in_use = std::ranges::count_if(
      connections_.entries(), [](const auto& connection) { return connection.in_use; });
  if (in_use == max_connections) {
    ENSURE(connection_of(detached) != not_connected);
    abort(detached, now, out);
  }
  const std::uint16_t port = next_port_++;
  if (next_port_ == 0) next_port_ = 49152;
  const ConnectionId name = connections_.add(
      to.address, use,
      TcpConnection(config_->tcp, out.tcp_buffers, port, to.port,
                    static_cast<std::uint32_t>(random_.next()), station_.host().mss()));
  TcpActions actions;
  connections_[name].tcp.open(now, actions);
  connections_.carry_out(actions, name, *this, now, out);
}

void Phone::disconnect(std::uint8_t use, Time now, Outbox& out) {
  const ConnectionId name = connection_of(use);
  if (name == not_connected) return;
  if (boot_ != nullptr) boot_->closes(*this, use, now, out);
  connections_[name].tag = detached;
  TcpActions actions;
  connections_[name].tcp.close(now, actions);
  connections_.carry_out(actions, name, *this, now, out);
}

void Phone::abort(std::uint8_t use, Time now, Outbox& out) {
  const ConnectionId name = connection_of(use);
  if (name == not_connected) return;
  if (boot_ != nullptr) boot_->aborts(use);
  connections_[name].tag = detached;
  TcpActions actions;
  connections_[name].tcp.abort(now, actions);
  connections_.carry_out(actions, name, *this, now, out);
  if (connections_.has(name)) connections_.erase(name);
}

void Phone::send(std::uint8_t use, const TcpMessage& message, std::uint16_t length, Time now,
                 Outbox& out) {
  const ConnectionId name = connection_of(use);
  if (name == not_connected) return;
  TcpActions actions;
  if (const auto* sip = std::get_if<SipMessage>(&message); sip != nullptr && sip->is_request()) {
    SipMessage request = *sip;
    write_via_and_contact(request);
    connections_[name].tcp.send(request, bytes_of(request), now, actions);
  } else {
    connections_[name].tcp.send(message, length, now, actions);
  }
  connections_.carry_out(actions, name, *this, now, out);
}

void Phone::send(UdpDatagram datagram, Ipv4 to, Time now, Outbox& out) {
  auto* sip = std::get_if<SipMessage>(&datagram.message);
  if (sip != nullptr && sip->is_request()) {
    write_via_and_contact(*sip);
    datagram.length = bytes_of(*sip);
  }
  station_.send(datagram, to, now, out);
}

std::uint16_t Phone::bytes_of(const SipMessage& request) const {
  const int more =
      request.method == SipMethod::register_ ? config_->register_bytes - register_text_bytes : 0;
  return static_cast<std::uint16_t>(length_of(request) + more);
}

// Over TCP, too, they name where it would listen, not the connection's port.
void Phone::write_via_and_contact(SipMessage& request) const {
  if (request.method == SipMethod::crlf) return;
  request.contact = station_.host().address();
  request.contact_port = listens_on();
  request.rport = config_->sip.rport;
}

void Phone::tell(PhoneFact fact, Time now, Outbox& out) const {
  fact.at = now;
  fact.phone = number_;
  out.journal.add(fact);
}

ServerIndex Phone::server_at(Ipv4 address) const {
  const auto found = std::ranges::find(config_->call_servers, address);
  if (found == config_->call_servers.end()) return 0;
  return static_cast<ServerIndex>(found - config_->call_servers.begin());
}

void Phone::dial(std::uint32_t called, Duration lasts, Time now, Outbox& out) {
  auto* line = std::get_if<SipLine>(&line_);
  if (line == nullptr) return;
  line->dial(called, lasts, *this, now, out);
  if (on_) arm(out);
}

void Phone::hold(bool holds, Time now, Outbox& out) {
  auto* line = std::get_if<SipLine>(&line_);
  if (line == nullptr) return;
  line->hold(holds, *this, now, out);
  if (on_) arm(out);
}

std::vector<TalkFact> Phone::talks(Time now) const {
  const auto* line = std::get_if<SipLine>(&line_);
  return line == nullptr ? std::vector<TalkFact>{} : line->talks(*this, now);
}

Ipv4 Phone::registrar_address() const {
  const auto* line = std::get_if<SipLine>(&line_);
  return line == nullptr ? Ipv4{} : line->registrar(*this).address;
}

Ipv4 Phone::remote_of(std::uint8_t use) const {
  const ConnectionId name = connection_of(use);
  return name == not_connected ? Ipv4{} : connections_[name].remote;
}

Duration Phone::rto(ServerIndex server) const {
  const ConnectionId name = connection_of(server);
  return name == not_connected ? Duration{} : connections_[name].tcp.rto();
}

void Phone::transmit(const TcpSegment& segment, Ipv4 remote, Time now, Outbox& out) {
  station_.send(segment, remote, now, out);
}

void Phone::connected(ConnectionId connection, Time now, Outbox& out) {
  const std::uint8_t use = connections_[connection].tag;
  if (use == detached) return;
  if (boot_ != nullptr && boot_->connected(*this, use, now, out)) return;
  line_connected(use, now, out);
}

void Phone::line_connected(std::uint8_t use, Time now, Outbox& out) {
  visit_line(*this, [&](auto& line) { line.connected(*this, use, now, out); });
}

void Phone::line_disconnected(std::uint8_t use, TcpEnd how, Time now, Outbox& out) {
  visit_line(*this, [&](auto& line) { line.disconnected(*this, use, how, now, out); });
}

void Phone::delivered(ConnectionId connection, const TcpMessage& message, Time now, Outbox& out) {
  const std::uint8_t use = connections_[connection].tag;
  if (use == detached) return;
  if (boot_ != nullptr && boot_->receive(*this, use, message, now, out)) return;
  visit_line(*this, [&](auto& line) { line.receive(*this, use, message, now, out); });
}

// The server closed: so do we, and the line turns to another.
void Phone::closed_by_peer(ConnectionId connection, Time now, Outbox& out) {
  const std::uint8_t use = connections_[connection].tag;
  if (use == detached) return;
  disconnect(use, now, out);
  if (boot_ != nullptr && boot_->ended(*this, use, TcpEnd::finished, now, out)) return;
  line_disconnected(use, TcpEnd::finished, now, out);
}

void Phone::ended(ConnectionId connection, TcpEnd how, Time now, Outbox& out) {
  const std::uint8_t use = connections_[connection].tag;
  connections_.erase(connection);
  if (use == detached) return;
  if (boot_ != nullptr && boot_->ended(*this, use, how, now, out)) return;
  line_disconnected(use, how, now, out);
}

}  // namespace models
