#include "models/device/call_server.hpp"

#include <algorithm>

#include "sim/base/fetch.hpp"

namespace models {

CallServer::CallServer(const Config& config, const Installation& self)
    : config_(&config),
      host_(config.host, self.id, self.mac, self.address),
      connections_(HashedFlows(static_cast<std::size_t>(config.max_connections))),
      registrar_(config.registrar == RegistrarKind::cucm ? Registrar(CucmRegistrar(config, self))
                                                         : Registrar(PbxRegistrar(config, self))),
      tls_(config.tls),
      random_(self.seed, self.name, "call_server") {
  host_.hear(0, true);
  connections_.reserve(self.clients);
  connections_.flows().reserve(self.clients);
}

// Makes the run faster, never different.
void CallServer::expect(const Frame& frame) const {
  const Ipv4Packet* packet = frame.ipv4();
  if (packet == nullptr) return;
  if (const auto* segment = std::get_if<TcpSegment>(&packet->payload)) {
    connections_.flows().fetch(packet->source, segment->source_port);
  } else {
    visit_registrar(*this, [&](const auto& registrar) { registrar.fetch(user_of(*packet)); });
  }
}

void CallServer::receive(FrameId frame, Time now, Outbox& out) {
  if (!on_) return host_.receive_while_off(frame, now, out);
  const Ipv4Packet* packet = host_.receive(frame, now, out);
  if (packet != nullptr && bans_.is_banned(packet->source, now)) {
    const Cause cause{.setting = &config_->ban.max_failures};
    host_.reject(*packet, frame, config_->ban.answer == BanAnswer::reject, cause, now, out);
  } else if (packet != nullptr && !lodgers_.empty() && may_be_a_lodgers(*packet)) {
    if (process_.hangs()) {
      out.drop(frame, Fate::service_hangs, 0, {.act = Act::service}, now);
    } else {
      out.hand_up(frame);
    }
  } else if (packet != nullptr) {
    const auto* datagram = std::get_if<UdpDatagram>(&packet->payload);
    const bool listens = datagram != nullptr && datagram->destination_port == config_->port &&
                         !process_.is_stopped();
    const auto* message = listens ? std::get_if<SipMessage>(&datagram->message) : nullptr;
    if (message != nullptr) {
      const SipMessage heard = *message;
      receive(heard, {packet->source, datagram->source_port}, frame, now, out);
    } else if (datagram != nullptr && receive_call(*datagram, packet->source, frame, now, out)) {
      // it has met its fate
    } else if (const auto* segment = std::get_if<TcpSegment>(&packet->payload)) {
      receive(*segment, *packet, frame, now, out);
    } else if (const auto* icmp = std::get_if<IcmpMessage>(&packet->payload)) {
      const IcmpMessage error = *icmp;
      out.end(frame, Fate::delivered);
      if (error.is_too_big()) hear_too_big(error, now, out);
    } else {
      host_.refuse(*packet, frame, now, out, refusal());
    }
  }
  arm(out);
}

void CallServer::receive(const SipMessage& message, Endpoint from, FrameId frame, Time now,
                         Outbox& out) {
  if (process_.hangs()) {
    const bool kept = process_.keep_datagram(Datagram{message, from}, config_->socket_queue);
    return out.drop(frame, kept ? Fate::service_hangs : Fate::socket_full, 0, {.act = Act::service},
                    now);
  }
  visit_registrar(*this, [&](auto& registrar) {
    registrar.receive(*this, message, from, not_connected, frame, now, out);
  });
}

void CallServer::receive(const TcpSegment& segment, const Ipv4Packet& packet, FrameId frame,
                         Time now, Outbox& out) {
  visit_registrar(*this, [&](const auto& registrar) { registrar.fetch(user_of(packet)); });
  const ConnectionId name =
      is_open(segment.destination_port) ? connections_.find(segment, packet.source) : not_connected;
  if (name != not_connected) {
    sim::fetch(connections_[name]);
    TcpActions actions;
    connections_[name].tcp.receive(segment, now, actions);
    if (process_.hangs() && segment.length > 0) {
      out.drop(frame, Fate::service_hangs, 0, {.act = Act::service}, now);
    } else {
      out.end(frame, Fate::delivered);
    }
    connections_.carry_out(actions, name, *this, now, out);
    if (!calls().empty() && connections_.has(name) && connections_[name].tcp.is_acknowledged()) {
      visit_registrar(*this,
                      [&](auto& registrar) { registrar.acknowledged(*this, name, now, out); });
    }
    arm_connection(name, out);
  } else if (segment.syn && !segment.has_ack && is_open(segment.destination_port) &&
             !process_.is_stopped()) {
    accept(segment, packet.source, frame, now, out);
  } else {
    host_.refuse(packet, frame, now, out, refusal());
  }
}

void CallServer::accept(const TcpSegment& syn, Ipv4 remote, FrameId frame, Time now, Outbox& out) {
  const ConnectionId name = connections_.add(
      remote, {},
      TcpConnection(config_->tcp, out.tcp_buffers, syn.destination_port, syn.source_port,
                    static_cast<std::uint32_t>(random_.next()), host_.mss()));
  if (name == not_connected) {
    return out.drop(frame, Fate::tcp_table_full, 0, {.setting = &config_->max_connections}, now);
  }
  TcpActions actions;
  connections_[name].tcp.accept(syn, now, actions);
  out.end(frame, Fate::delivered);
  connections_.carry_out(actions, name, *this, now, out);
  arm_connection(name, out);
}

void CallServer::wake(std::uint32_t index, Time at, Outbox& out) {
  if (!on_) return;
  const std::uint32_t i = (index - 1) / 3;
  if (index == 0) {
    if (!alarm_.rings(at)) return arm(out);
    host_.wake(at, out);
    if (!lodgers_.empty()) out.has_lodgers = true;  // ARP may have given up what they sent
    if (process_.runs()) {
      visit_registrar(*this, [&](auto& registrar) { registrar.wake(*this, at, out); });
    }
  } else if (index == index_of(CallServerPart::connection, i)) {
    auto& connection = connections_.entry(i);
    if (!connection.in_use || !connection.tag.alarm.rings(at)) return;
    const ConnectionId name = connections_.name_of(i);
    if (at < connection.tcp.deadline()) return arm_connection(name, out);  // it has moved
    TcpActions actions;
    connection.tcp.wake(at, actions);
    connections_.carry_out(actions, name, *this, at, out);
    arm_connection(name, out);
  } else if (process_.runs()) {
    const auto part =
        index == index_of(CallServerPart::sip, i) ? CallServerPart::sip : CallServerPart::sccp;
    visit_registrar(*this, [&](auto& registrar) { registrar.wake(*this, part, i, at, out); });
  }
  arm(out);
}

void CallServer::start(Time now, Outbox& out) {
  if (std::exchange(on_, true)) return;
  out.link_came_up = true;
  host_.came_up(now, out);
  tls_.start(now);
  visit_registrar(*this, [&](auto& registrar) { registrar.start(*this, now, out); });
  arm(out);
}

void CallServer::stop(Time now, Outbox& out) {
  if (!on_) return;
  on_ = false;
  visit_registrar(*this, [&](auto& registrar) { registrar.stop(*this, now, out); });
  connections_.clear();
  bans_.stop();
  process_.start();  // with the next power on
  host_.stop(now, out);
  alarm_.clear();
}

void CallServer::call(std::uint32_t phone, Time now, Outbox& out) {
  if (on_ && process_.hangs()) return ServerCalls::fail(phone, SipCallEnd::no_answer, now, out);
  visit_registrar(*this, [&](auto& registrar) { registrar.call(*this, phone, now, out); });
  arm(out);
}

const std::vector<ServerCalls::Call>& CallServer::calls() const {
  return visit_registrar(
      *this, [](const auto& registrar) -> const auto& { return registrar.calls(); });
}

bool CallServer::holds(std::uint32_t phone) const {
  return visit_registrar(*this, [&](const auto& registrar) { return registrar.holds(phone); });
}

std::uint32_t CallServer::registered() const {
  return visit_registrar(*this, [](const auto& registrar) { return registrar.registered(); });
}

void CallServer::arm(Outbox& out) {
  const auto deadline = [](const auto& registrar) { return registrar.deadline(); };
  const Time registrar = process_.runs() ? visit_registrar(*this, deadline) : never;
  alarm_.set(std::min(host_.deadline(), registrar), 0, out);
}

void CallServer::arm_connection(ConnectionId name, Outbox& out) {
  if (!connections_.has(name)) return;
  auto& connection = connections_[name];
  connection.tag.alarm.set(connection.tcp.deadline(),
                           index_of(CallServerPart::connection, connections_.index_of(name)), out);
}

bool CallServer::is_open(std::uint16_t port) const {
  if (port == config_->port || port == config_->tls_port) return true;
  if (port == sccp_port) return config_->registrar == RegistrarKind::cucm;
  return port == https_port && config_->serves_web;
}

}  // namespace models
