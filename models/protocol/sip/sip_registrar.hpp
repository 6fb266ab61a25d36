// What a Cisco Unified CM holds about one phone: RFC 3261 section 10.3 with CUCM's timer, reasons
// and the token for returning phones ([cisco-200410]). Left out: digest, several lines, throttling.
#pragma once

#include <variant>

#include "models/protocol/sip/cucm_reason.hpp"
#include "models/wire/endpoint.hpp"
#include "models/wire/sip.hpp"
#include "sim/base/pool.hpp"
#include "sim/base/static_vector.hpp"

namespace models {

struct RegistrarConfig {
  Duration keepalive_interval = 120s;  // SIP Station KeepAlive Interval: Expires that it grants
  Duration register_delta = 5s;        // timerRegisterDelta of the phones' SIP profile
  Duration keepalive_grace = 15s;      // beyond interval - delta (case study 200410)
  bool close_connection = true;        // close TCP when the keepalive timer runs out
  bool trying = true;                  // send 100 Trying
  Duration trying_delay = 0ms;         // from the request's arrival; the TCP ACK rides on it
  Duration answer_delay = 0ms;         // from the request's arrival to the final response
};

// From the last REGISTER to the drop.
constexpr Duration patience(const RegistrarConfig& c) {
  return c.keepalive_interval - c.register_delta + c.keepalive_grace;
}

struct RegistrarAnswer {
  SipMessage message{};
  ConnectionId connection = 0;
};
struct RegistrarBound {};
struct RegistrarUnbound {
  CucmReason reason;
};
struct RegistrarClose {
  ConnectionId connection;
};
using RegistrarActions = sim::StaticVector<
    std::variant<RegistrarAnswer, RegistrarBound, RegistrarUnbound, RegistrarClose>, 8>;

// Answers in the making, in order of their time. On loan from a pool that a server's bindings
// share: between two requests, nearly always, a binding has none.
struct RegistrarDue {
  SipMessage message{};
  ConnectionId connection = 0;
  Time at{};
};
using RegistrarAnswers = sim::StaticVector<RegistrarDue, 2>;
using RegistrarPool = sim::Pool<RegistrarAnswers>;

class RegistrarBinding {
 public:
  explicit RegistrarBinding(RegistrarPool& pool) : due_(pool) {}

  void receive(const SipMessage& request, ConnectionId connection, const RegistrarConfig& config,
               Time now, RegistrarActions& out);
  // The phone's connection is gone; if it held the registration, so is that.
  void connection_ended(ConnectionId connection, RegistrarActions& out);
  void wake(const RegistrarConfig& config, Time now, RegistrarActions& out);
  void stop(RegistrarActions& out);  // the server goes down

  Time deadline() const;
  bool is_registered() const { return connection_ != nowhere; }
  ConnectionId connection() const { return connection_; }  // of a registration

 private:
  static constexpr ConnectionId nowhere = ~ConnectionId{0};

  void answer(const SipMessage& request, std::uint16_t status, std::uint32_t expires,
              ConnectionId connection, Duration delay, Time now, RegistrarActions& out);
  void unbind(CucmReason reason, RegistrarActions& out);
  bool has_due() const { return static_cast<bool>(due_); }

  Time expires_at_ = never;
  [[no_unique_address]] sim::Loan<RegistrarAnswers> due_;  // held while it is not empty
  ConnectionId connection_ = nowhere;                      // that it registered on, if it did
};
static_assert(sizeof(RegistrarBinding) == 24);  // every phone has one at each of its servers

}  // namespace models
