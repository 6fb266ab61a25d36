#include "models/device/cucm_registrar.hpp"

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

CucmRegistrar::CucmRegistrar(const CallServerConfig&, const Installation& self)
    : answers_(std::make_unique<RegistrarPool>(self.phones)) {
  bindings_.reserve(self.phones);
  for (std::uint32_t i = 0; i < self.phones; ++i) {
    bindings_.push_back({.machine = RegistrarBinding(*answers_), .alarm = {}});
  }
}

template <class Input>
void CucmRegistrar::tell_sip(CallServer& server, std::uint32_t phone, Input input, Time now,
                             Outbox& out) {
  auto& [machine, alarm] = bindings_[phone];
  RegistrarActions actions;
  input(machine, server.config().cucm, actions);
  carry_out(actions, phone, patience(server.config().cucm), server, now, out);
  alarm.set(machine.deadline(), index_of(CallServerPart::sip, phone), out);
}

template <class Input>
void CucmRegistrar::tell_sccp(CallServer& server, std::uint32_t phone, Input input, Time now,
                              Outbox& out) {
  if (sccp_.empty()) sccp_.resize(bindings_.size());
  auto& [machine, alarm] = sccp_[phone];
  SccpRegistrarActions actions;
  input(machine, server.config().sccp, actions);
  carry_out(actions, phone, patience(server.config().sccp), server, now, out);
  alarm.set(machine.deadline(), index_of(CallServerPart::sccp, phone), out);
}

template <class Input>
void CucmRegistrar::tell_both(CallServer& server, std::uint32_t phone, Input input, Time now,
                              Outbox& out) {
  tell_sip(server, phone, input, now, out);
  if (!sccp_.empty()) tell_sccp(server, phone, input, now, out);
}

void CucmRegistrar::receive(CallServer& server, const SipMessage& message, Endpoint from,
                            ConnectionId connection, std::optional<FrameId> frame, Time now,
                            Outbox& out) {
  if (frame) out.end(*frame, Fate::delivered);
  if (!from.stream) connection = of_port(from.port);
  if (!message.is_request()) return calls_.answered(message, server, now, out);
  if (!from.stream) {
    if (datagrams_.empty()) datagrams_.resize(bindings_.size());
    datagrams_[message.user] = from;
  }
  if (message.method == SipMethod::crlf) return;
  tell_sip(
      server, message.user,
      [&](auto& machine, const auto& config, auto& actions) {
        machine.receive(message, connection, config, now, actions);
      },
      now, out);
}

void CucmRegistrar::receive(CallServer& server, const SccpMessage& message, ConnectionId connection,
                            Time now, Outbox& out) {
  tell_sccp(
      server, message.user,
      [&](auto& machine, const auto& config, auto& actions) {
        machine.receive(message, connection, config, now, actions);
      },
      now, out);
}

void CucmRegistrar::connection_ended(CallServer& server, std::uint32_t phone,
                                     ConnectionId connection, Endpoint, Time now, Outbox& out) {
  tell_both(
      server, phone,
      [&](auto& machine, const auto&, auto& actions) {
        machine.connection_ended(connection, actions);
      },
      now, out);
}

void CucmRegistrar::wake(CallServer& server, CallServerPart part, std::uint32_t phone, Time at,
                         Outbox& out) {
  const auto wake = [&](auto& machine, const auto& config, auto& actions) {
    machine.wake(config, at, actions);
  };
  if (part == CallServerPart::sip) {
    if (bindings_[phone].alarm.rings(at)) tell_sip(server, phone, wake, at, out);
  } else if (!sccp_.empty() && sccp_[phone].alarm.rings(at)) {
    tell_sccp(server, phone, wake, at, out);
  }
}

void CucmRegistrar::go_on(CallServer& server, Time now, Outbox& out) {
  const auto wake = [&](auto& machine, const auto& config, auto& actions) {
    machine.wake(config, now, actions);
  };
  for (std::uint32_t phone = 0; phone < bindings_.size(); ++phone) {
    bindings_[phone].alarm.clear();
    if (!sccp_.empty()) sccp_[phone].alarm.clear();
    tell_both(server, phone, wake, now, out);
  }
  calls_.wake(now, server, now, out);
}

void CucmRegistrar::stop(CallServer& server, Time now, Outbox& out) {
  for (std::uint32_t phone = 0; phone < bindings_.size(); ++phone) {
    const auto stop = [](auto& machine, const auto&, auto& actions) { machine.stop(actions); };
    tell_both(server, phone, stop, now, out);
    bindings_[phone].alarm.clear();
    if (!sccp_.empty()) sccp_[phone].alarm.clear();
  }
  calls_.wake(never, server, now, out);  // nobody will answer them any more
}

void CucmRegistrar::call(CallServer& server, std::uint32_t phone, Time now, Outbox& out) {
  const RegistrarBinding& sip = bindings_[phone].machine;
  if (!server.is_on() || !holds(phone)) {
    return ServerCalls::fail(phone, SipCallEnd::not_registered, now, out);
  }
  if (!sip.is_registered()) {
    return calls_.ring(server, phone, sccp_[phone].machine.connection(), now, out);
  }
  const Endpoint to =
      is_of_port(sip.connection()) ? datagrams_[phone] : server.endpoint_of(sip.connection());
  calls_.invite(server, phone, to, now, out);
}

template <class Actions>
void CucmRegistrar::carry_out(const Actions& actions, std::uint32_t phone, Duration patience,
                              CallServer& server, Time now, Outbox& out) {
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
            if (!is_of_port(a.connection)) server.close(a.connection, now, out);
          } else if constexpr (std::is_same_v<Action, RegistrarAnswer>) {
            if (is_of_port(a.connection))
              return server.send(a.message, datagrams_[phone], now, out);
            server.send(a.connection, a.message, length_of(a.message), now, out);
          } else {
            server.send(a.connection, a.message, length_of(a.message), now, out);
          }
        },
        action);
  }
}

}  // namespace models
