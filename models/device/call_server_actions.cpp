// What a call server does with the outputs of its machines: connections talk to bindings, and back.
#include "models/device/call_server.hpp"

namespace models {
namespace {

constexpr Unbound unbound_by(CucmReason reason) {
  switch (reason) {
    case CucmReason::server_down: return Unbound::server_down;
    case CucmReason::connectivity_error: return Unbound::connectivity_error;
    case CucmReason::device_unregistered: return Unbound::device_unregistered;
    case CucmReason::keepalive_timeout: return Unbound::keepalive_timeout;
    case CucmReason::source_port_changed: return Unbound::source_port_changed;
  }
  return Unbound::connectivity_error;
}

}  // namespace

template <class Input>
void CallServer::tell_sip(std::uint32_t phone, Input input, Time now, Outbox& out) {
  auto& [machine, alarm] = bindings_[phone];
  RegistrarActions actions;
  input(machine, config_->sip, actions);
  carry_out_binding(actions, phone, patience(config_->sip), now, out);
  alarm.set(machine.deadline(), index_of(Part::sip, phone), out);
}

template <class Input>
void CallServer::tell_sccp(std::uint32_t phone, Input input, Time now, Outbox& out) {
  if (sccp_.empty()) sccp_.resize(bindings_.size());
  auto& [machine, alarm] = sccp_[phone];
  SccpRegistrarActions actions;
  input(machine, config_->sccp, actions);
  carry_out_binding(actions, phone, patience(config_->sccp), now, out);
  alarm.set(machine.deadline(), index_of(Part::sccp, phone), out);
}

template <class Input>
void CallServer::tell_both(std::uint32_t phone, Input input, Time now, Outbox& out) {
  tell_sip(phone, input, now, out);
  if (!sccp_.empty()) tell_sccp(phone, input, now, out);
}

void CallServer::wake_binding(Part part, std::uint32_t phone, Time at, Outbox& out) {
  const auto wake = [&](auto& machine, const auto& config, auto& actions) {
    machine.wake(config, at, actions);
  };
  if (part == Part::sip) {
    if (bindings_[phone].alarm.rings(at)) tell_sip(phone, wake, at, out);
  } else if (!sccp_.empty() && sccp_[phone].alarm.rings(at)) {
    tell_sccp(phone, wake, at, out);
  }
}

void CallServer::stop(Time now, Outbox& out) {
  if (!on_) return;
  on_ = false;
  for (std::uint32_t phone = 0; phone < bindings_.size(); ++phone) {
    const auto stop = [](auto& machine, const auto&, auto& actions) { machine.stop(actions); };
    tell_both(phone, stop, now, out);
    bindings_[phone].alarm.clear();
    if (!sccp_.empty()) sccp_[phone].alarm.clear();
  }
  for (std::uint32_t i = 0; i < connections_.size(); ++i) {
    if (!connections_[i].in_use) continue;
    connections_[i].in_use = false;
    free_.push_back(i);
  }
  flows_.clear();
  host_.stop(now, out);
  alarm_.clear();
}

void CallServer::carry_out(const TcpActions& actions, std::uint32_t index, Time now, Outbox& out) {
  for (const auto& action : actions) {
    Connection& c = connections_[index];
    if (!c.in_use) return;
    if (const auto* segment = std::get_if<TcpSegment>(&action)) {
      host_.send(*segment, c.remote, now, out);
    } else if (const auto* delivered = std::get_if<TcpDelivered>(&action)) {
      deliver(index, delivered->message, now, out);
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

void CallServer::deliver(std::uint32_t index, const TcpMessage& message, Time now, Outbox& out) {
  const ConnectionId connection = name_of(index);
  const auto receive = [&](const auto& one) {
    return [&, connection](auto& machine, const auto& config, auto& actions) {
      machine.receive(one, connection, config, now, actions);
    };
  };
  if (const auto* sip = std::get_if<SipMessage>(&message)) {
    connections_[index].phone = sip->user;
    tell_sip(sip->user, receive(*sip), now, out);
  } else if (const auto* sccp = std::get_if<SccpMessage>(&message)) {
    connections_[index].phone = sccp->user;
    tell_sccp(sccp->user, receive(*sccp), now, out);
  } else if (connections_[index].tcp.local_port() == https_port) {
    WebMessage answer = std::get<WebMessage>(message);
    answer.status = static_cast<std::uint16_t>(config_->web_status);
    send(connection, answer, length_of(answer), now, out);
  }
}

template <class Actions>
void CallServer::carry_out_binding(const Actions& actions, std::uint32_t phone, Duration patience,
                                   Time now, Outbox& out) {
  for (const auto& action : actions) {
    std::visit(
        [&]<class Action>(const Action& a) {
          if constexpr (std::is_same_v<Action, RegistrarBound>) {
            ++registered_;
            out.journal.add(
                BindingFact{.at = now, .phone = phone, .server = out.self, .bound = true});
          } else if constexpr (std::is_same_v<Action, RegistrarUnbound>) {
            --registered_;
            const bool waited = a.reason == CucmReason::keepalive_timeout;
            out.journal.add(BindingFact{.at = now,
                                        .phone = phone,
                                        .server = out.self,
                                        .waited = waited ? patience : 0s,
                                        .why = unbound_by(a.reason),
                                        .bound = false});
          } else if constexpr (std::is_same_v<Action, RegistrarClose>) {
            close(a.connection, now, out);
          } else {
            send(a.connection, a.message, length_of(a.message), now, out);
          }
        },
        action);
  }
}

void CallServer::send(ConnectionId connection, const TcpMessage& message, std::uint16_t length,
                      Time now, Outbox& out) {
  const std::uint32_t index = connection & 0xff'ffffU;
  if (!connections_[index].in_use || name_of(index) != connection) return;
  TcpActions actions;
  connections_[index].tcp.send(message, length, now, actions);
  carry_out(actions, index, now, out);
  arm_connection(index, out);
}

void CallServer::close(ConnectionId connection, Time now, Outbox& out) {
  const std::uint32_t index = connection & 0xff'ffffU;
  if (!connections_[index].in_use || name_of(index) != connection) return;
  TcpActions actions;
  connections_[index].tcp.close(now, actions);
  const std::uint32_t phone = connections_[index].phone;
  if (phone != nobody) tell_connection_ended(phone, connection, now, out);
  carry_out(actions, index, now, out);
  arm_connection(index, out);
}

// Whatever the phone held on this connection is over.
void CallServer::tell_connection_ended(std::uint32_t phone, ConnectionId connection, Time now,
                                       Outbox& out) {
  tell_both(
      phone,
      [&](auto& machine, const auto&, auto& actions) {
        machine.connection_ended(connection, actions);
      },
      now, out);
}

void CallServer::ended(std::uint32_t index, Time now, Outbox& out) {
  Connection& c = connections_[index];
  const ConnectionId name = name_of(index);
  flows_.erase(Flow{c.remote, c.tcp.remote_port()});
  c.in_use = false;
  free_.push_back(index);
  if (c.phone != nobody) tell_connection_ended(c.phone, name, now, out);
}

}  // namespace models
