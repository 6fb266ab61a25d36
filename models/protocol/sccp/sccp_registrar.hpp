// What a Cisco Unified CM holds about one SCCP phone ([cisco-200410] case 1), with [ccm-mib] and
// the token for returning phones. Its SIP twin is sip_registrar. Left out: SRST, throttling, resets
// by the operator, and the transient connection of a phone that never sends its capabilities.
#pragma once

#include <variant>

#include "models/protocol/sip/sip_registrar.hpp"  // connections and bindings are told as SIP's are
#include "models/wire/sccp.hpp"
#include "sim/base/static_vector.hpp"

namespace models {

struct SccpRegistrarConfig {
  Duration keepalive_interval = 30s;   // Station KeepAlive Interval
  Duration secondary_keepalive = 60s;  // Station 2nd KeepAlive Interval
  int server_misses = 3;               // intervals without a word; community, no Cisco text.
                                       // Often observed: 1 interval and a margin; assumed
  Duration server_grace = 5s;          // beyond them; assumed
  bool close_connection = true;        // close TCP when the keepalive timer runs out; assumed
  bool answers_standby = false;        // KeepAliveAck where no phone is registered (200410: no)
  bool rejects = false;                // RegisterReject to all, as for an unknown device
  bool grants_token = true;
  Duration token_wait = 60s;    // of RegisterTokenReject, in whole seconds; assumed
  Duration answer_delay = 0ms;  // from a message's arrival to its answer
};

// From the last message to the drop.
constexpr Duration patience(const SccpRegistrarConfig& c) {
  return c.keepalive_interval * c.server_misses + c.server_grace;
}

struct SccpAnswer {
  SccpMessage message;
  ConnectionId connection;
};
using SccpRegistrarActions =
    sim::StaticVector<std::variant<SccpAnswer, RegistrarBound, RegistrarUnbound, RegistrarClose>,
                      8>;

class SccpBinding {
 public:
  enum class State : std::uint8_t { none, registering, registered };

  void receive(const SccpMessage& message, ConnectionId connection,
               const SccpRegistrarConfig& config, Time now, SccpRegistrarActions& out);
  // The phone's connection is gone; if it held the registration, so is that.
  void connection_ended(ConnectionId connection, SccpRegistrarActions& out);
  void wake(const SccpRegistrarConfig& config, Time now, SccpRegistrarActions& out);
  void stop(SccpRegistrarActions& out);  // the server goes down

  Time deadline() const;
  bool is_registered() const { return state_ == State::registered; }
  ConnectionId connection() const { return connection_; }  // of a registration

 private:
  struct Due {
    SccpMessage message;
    ConnectionId connection;
    Time at;
  };
  void answer(SccpMessage message, ConnectionId connection, const SccpRegistrarConfig& config,
              Time now, SccpRegistrarActions& out);
  void accept(const SccpMessage& message, ConnectionId connection,
              const SccpRegistrarConfig& config, Time now, SccpRegistrarActions& out);
  void heard(const SccpRegistrarConfig& config, Time now);
  void unbind(CucmReason reason, SccpRegistrarActions& out);

  Time expires_at_ = never;
  sim::StaticVector<Due, 3> due_;  // answers in the making, in order of their time
  ConnectionId connection_ = 0;
  State state_ = State::none;
};

}  // namespace models
