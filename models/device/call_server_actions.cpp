// What a call server does with the outputs of its machines: connections talk to bindings, and back.
#include "models/device/call_server.hpp"

namespace models {

void CallServer::carry_out(const TcpActions& actions, std::uint32_t index, Time now, Outbox& out) {
  for (const auto& action : actions) {
    Connection& c = connections_[index];
    if (!c.in_use) return;
    if (const auto* segment = std::get_if<TcpSegment>(&action)) {
      host_.send({.payload = *segment, .source = {}, .destination = c.remote}, now, out);
    } else if (const auto* delivered = std::get_if<TcpDelivered>(&action)) {
      const std::uint32_t phone = delivered->message.user;
      c.phone = phone;
      RegistrarActions sip;
      bindings_[phone].sip.receive(delivered->message, name_of(index), config_->sip, now, sip);
      carry_out(sip, phone, now, out);
      arm_binding(phone, out);
    } else if (const auto* again = std::get_if<TcpRetransmitted>(&action)) {
      out.journal.add(RetransmissionFact{.at = now,
                                         .device = out.self,
                                         .remote = c.remote,
                                         .waited = again->waited,
                                         .rto = again->rto,
                                         .probe = again->probe});
    } else if (std::holds_alternative<TcpPeerClosed>(action)) {
      close(name_of(index), now, out);
    } else if (std::holds_alternative<TcpEnded>(action)) {
      return ended(index, now, out);
    }
  }
}

void CallServer::carry_out(const RegistrarActions& actions, std::uint32_t phone, Time now,
                           Outbox& out) {
  for (const auto& action : actions) {
    if (const auto* reply = std::get_if<RegistrarAnswer>(&action)) {
      answer(*reply, now, out);
    } else if (const auto* unbound = std::get_if<RegistrarUnbound>(&action)) {
      --registered_;
      out.journal.add(BindingFact{.at = now,
                                  .phone = phone,
                                  .server = out.self,
                                  .reason = unbound->reason,
                                  .bound = false});
    } else if (const auto* closing = std::get_if<RegistrarClose>(&action)) {
      close(closing->connection, now, out);
    } else {
      ++registered_;
      out.journal.add(BindingFact{.at = now, .phone = phone, .server = out.self, .bound = true});
    }
  }
}

void CallServer::answer(const RegistrarAnswer& answer, Time now, Outbox& out) {
  const std::uint32_t index = answer.connection & 0xff'ffffU;
  if (!connections_[index].in_use || name_of(index) != answer.connection) return;
  TcpActions actions;
  connections_[index].tcp.send(answer.message, length_of(answer.message), now, actions);
  carry_out(actions, index, now, out);
  arm_connection(index, out);
}

void CallServer::close(ConnectionId connection, Time now, Outbox& out) {
  const std::uint32_t index = connection & 0xff'ffffU;
  if (!connections_[index].in_use || name_of(index) != connection) return;
  TcpActions actions;
  connections_[index].tcp.close(now, actions);
  const std::uint32_t phone = connections_[index].phone;
  if (phone != nobody) {  // whatever it held on this connection is over
    RegistrarActions sip;
    bindings_[phone].sip.connection_ended(connection, sip);
    carry_out(sip, phone, now, out);
    arm_binding(phone, out);
  }
  carry_out(actions, index, now, out);
  arm_connection(index, out);
}

void CallServer::ended(std::uint32_t index, Time now, Outbox& out) {
  Connection& c = connections_[index];
  const ConnectionId name = name_of(index);
  flows_.erase(Flow{c.remote, c.tcp.remote_port()});
  c.in_use = false;
  free_.push_back(index);
  if (c.phone == nobody) return;
  RegistrarActions sip;
  bindings_[c.phone].sip.connection_ended(name, sip);
  carry_out(sip, c.phone, now, out);
  arm_binding(c.phone, out);
}

}  // namespace models
