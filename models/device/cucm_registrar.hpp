// What a Cisco Unified CM holds about the phones: a SIP or SCCP binding for each, on a connection
// or, over UDP, at an address and port; there it calls them. Left out: Retry INVITE, call forward.
#pragma once

#include <optional>
#include <vector>

#include "models/device/call_server_config.hpp"
#include "models/device/installation.hpp"
#include "models/device/outbox.hpp"
#include "models/device/server_calls.hpp"
#include "models/wire/endpoint.hpp"
#include "sim/base/copy.hpp"
#include "sim/base/fetch.hpp"

namespace models {

class CallServer;

class CucmRegistrar {
 public:
  CucmRegistrar(const CallServerConfig& config, const Installation& self);

  void fetch(std::uint32_t phone) const {
    if (phone < bindings_.size()) sim::fetch(bindings_[phone]);
  }
  // `frame`: of a datagram, to be ended; none: TCP has ended it.
  void receive(CallServer& server, const SipMessage& message, Endpoint from,
               ConnectionId connection, std::optional<FrameId> frame, Time now, Outbox& out);
  void receive(CallServer& server, const SccpMessage& message, ConnectionId connection, Time now,
               Outbox& out);
  void connection_ended(CallServer& server, std::uint32_t phone, ConnectionId connection,
                        Endpoint remote, Time now, Outbox& out);
  void wake(CallServer& server, Time now, Outbox& out) { calls_.wake(now, server, now, out); }
  void wake(CallServer& server, CallServerPart part, std::uint32_t phone, Time at, Outbox& out);
  void start(CallServer&, Time, Outbox&) {}
  void go_on(CallServer& server, Time now, Outbox& out);  // what was due while the process hung
  void stop(CallServer& server, Time now, Outbox& out);

  void call(CallServer& server, std::uint32_t phone, Time now, Outbox& out);
  void acknowledged(CallServer& server, ConnectionId connection, Time now, Outbox& out) {
    calls_.acknowledged(connection, server, now, out);
  }

  Time deadline() const { return calls_.deadline(); }
  const std::vector<ServerCalls::Call>& calls() const { return calls_.under_way(); }
  bool holds(std::uint32_t phone) const {
    return bindings_[phone].machine.is_registered() ||
           (!sccp_.empty() && sccp_[phone].machine.is_registered());
  }
  std::uint32_t registered() const { return registered_; }

 private:
  template <class Machine>
  struct alignas(32) Binding {
    Machine machine;
    Alarm alarm;
  };
  // A datagram's sender in place of a connection; where it was, datagrams_ knows.
  static constexpr ConnectionId of_port(std::uint16_t port) { return 0x8000'0000U | port; }
  static constexpr bool is_of_port(ConnectionId name) { return (name & 0x8000'0000U) != 0; }

  // Gives the phone's binding an input, and carries out what it answers.
  template <class Input>
  void tell_sip(CallServer& server, std::uint32_t phone, Input input, Time now, Outbox& out);
  template <class Input>
  void tell_sccp(CallServer& server, std::uint32_t phone, Input input, Time now, Outbox& out);
  template <class Input>
  void tell_both(CallServer& server, std::uint32_t phone, Input input, Time now, Outbox& out);
  template <class Actions>
  void carry_out(const Actions& actions, std::uint32_t phone, Duration patience, CallServer& server,
                 Time now, Outbox& out);

  sim::Box<RegistrarPool> answers_;  // which the bindings borrow from, wherever we move
  std::vector<Binding<RegistrarBinding>> bindings_;  // by phone number
  std::vector<Binding<SccpBinding>> sccp_;           // the same, from the first SCCP message on
  std::vector<Endpoint> datagrams_;  // the same: where the last came from; from the first on
  ServerCalls calls_;
  std::uint32_t registered_ = 0;
};

}  // namespace models
