// A call server that is switched on, gets another address, or whose process ends or hangs.
#include "models/device/call_server.hpp"

namespace models {

void CallServer::readdress(Ipv4Interface address, Time now, Outbox& out) {
  connections_.for_each([&](ConnectionId name, const auto& connection) {
    const std::uint32_t phone = connection.tag.phone;
    tell_ended(phone, name, now, out);
    if (connections_.has(name)) connections_.erase(name);
  });
  host_.configure(address, {});
  if (on_) host_.came_up(now, out);
  arm(out);
}

void CallServer::act(ProcessAct act, Time now, Outbox& out) {
  if (!on_) return;
  switch (act) {
    case ProcessAct::stop: end_process(now, out); break;
    case ProcessAct::start:
      if (!process_.is_stopped()) break;
      process_.start();
      tls_.start(now);
      visit_registrar(*this, [&](auto& registrar) { registrar.start(*this, now, out); });
      break;
    case ProcessAct::hang: process_.hang(); break;
    case ProcessAct::resume: go_on(now, out); break;
  }
  arm(out);
}

// The kernel closes its connections: with a FIN, or with a RST where something lies there unread
// (RFC 2525 2.17, [linux-tcp]). What was registered is forgotten.
void CallServer::end_process(Time now, Outbox& out) {
  if (process_.is_stopped()) return;
  visit_registrar(*this, [&](auto& registrar) { registrar.stop(*this, now, out); });
  connections_.for_each([&](ConnectionId name, auto& connection) {
    connection.tag.phone = nobody;
    TcpActions actions;
    if (has_unread(name)) {
      connection.tcp.abort(now, actions);
    } else {
      connection.tcp.close(now, actions);
    }
    connections_.carry_out(actions, name, *this, now, out);
    arm_connection(name, out);
  });
  process_.stop();
}

// First what lies in its sockets, then its timers: an event loop asks the sockets before it runs
// what is due.
void CallServer::go_on(Time now, Outbox& out) {
  if (!process_.hangs()) return;
  for (const Input& input : process_.resume()) {
    if (const auto* datagram = std::get_if<Datagram>(&input)) {
      visit_registrar(*this, [&](auto& registrar) {
        registrar.receive(*this, datagram->message, datagram->from, not_connected, std::nullopt,
                          now, out);
      });
    } else if (const auto* one = std::get_if<Delivered>(&input)) {
      if (connections_.has(one->connection)) delivered(one->connection, one->message, now, out);
    } else if (const auto* closed = std::get_if<PeerClosed>(&input)) {
      close(closed->connection, now, out);
    } else {
      const auto& end = std::get<Ended>(input);
      if (end.phone == nobody) continue;
      visit_registrar(*this, [&](auto& registrar) {
        registrar.connection_ended(*this, end.phone, end.connection, end.remote, now, out);
      });
    }
  }
  visit_registrar(*this, [&](auto& registrar) { registrar.go_on(*this, now, out); });
}

bool CallServer::has_unread(ConnectionId name) const {
  for (const Input& input : process_.kept()) {
    const auto* one = std::get_if<Delivered>(&input);
    if (one != nullptr && one->connection == name) return true;
  }
  return false;
}

}  // namespace models
