// A SIP phone with one registration: REGISTER, its refresh and its retries (RFC 3261 10.2,
// RFC 5626 4.5, [measured-baresip]), the next server when one fails (RFC 3263 4.3), keepalives, and
// answers to the registrar's OPTIONS and calls. Left out: picking up, redirection, bindings.
#pragma once

#include <variant>

#include "models/protocol/sip/sip_digest.hpp"
#include "models/protocol/sip/sip_transaction.hpp"
#include "sim/base/copy.hpp"
#include "sim/base/random.hpp"

namespace models {

// How long a phone waits after a failed registration, unless it is told to by Retry-After.
enum class SipRetry : std::uint8_t { interval, rfc5626 };
enum class SipKeepalive : std::uint8_t { crlf, options };
// After which error answer a phone does not try again, until it is switched on anew.
enum class GivesUpOn : std::uint8_t { nothing, forbidden, fatal, rejection };

inline constexpr int most_failures = 60'000;  // in a row that are counted

struct SipUaConfig {
  Duration register_expires = 3600s;  // Expires of our REGISTER; 0s: none, the registrar chooses
  int refresh_percent = 90;           // of the granted expiry, counted from the answer (baresip)
  Duration refresh_before = 0s;       // and at the latest so long before expiry (Asterisk: 15 s)
  bool heeds_grant = true;            // else it refreshes by what it had asked for ([own-expires])
  bool heeds_min_expires = true;      // RFC 3261 10.2.8: 423 is answered by what it demands
  int gives_up_after = 0;  // failures in a row; 0: never ([pjsip-registration]: max_retries)
  GivesUpOn gives_up_on = GivesUpOn::nothing;  // [pjsip-registration]: *_retry_interval 0
  SipRetry retry = SipRetry::interval;
  Duration retry_after_timeout = 30s;      // [cisco-spa] Reg Retry Intvl; [aastra-sip] 120 s
  Duration retry_after_rejection = 1200s;  // its Reg Retry Long Intvl; [aastra-sip] 1800 s
  Duration retry_jitter = 0s;              // added to both, uniform from 0 to this
  bool heeds_retry_after = true;           // RFC 3261 20.33
  Duration retry_after_jitter = 0s;        // added to it, uniform from 0 to this
  Duration recovery_base = 30s;            // RFC 5626 4.5: base-time-all-fail
  Duration recovery_max = 1800s;           // RFC 5626 4.5: max-time
  Duration keepalive = 0s;                 // between keepalives while registered; 0s: none
  SipKeepalive keepalive_kind = SipKeepalive::crlf;
  Duration pong_timeout = 0s;       // over a connection: RFC 5626 4.4.1 has 10 s; 0s: none awaited
  bool keepalive_recovers = false;  // an unanswered keepalive: REGISTER at once (RFC 5626 4.4)
  bool checks_user = true;          // OPTIONS or a call for another user: 404; else 200, it rings
  std::string password = {};        // of its extension
  int stale_retries = 3;            // in a row (PJSIP_MAX_STALE_COUNT)
  bool reuses_nonce = true;         // RFC 3261 22.2: else each REGISTER is first sent without
  bool rport = true;                // RFC 3581: answers are to go to where requests came from
  bool reconnects = true;           // its connection ended: REGISTER at once (RFC 5626 4.4, 4.5)
  bool heeds_icmp = false;          // its UDP socket is connected: port unreachable is a failure
  bool locates = false;             // before each REGISTER its caller finds the server
  SipTimers timers = {};
};

enum class RegistrationFailure : std::uint8_t { timed_out, rejected, unresolved };

// A REGISTER goes to the server that was located last, other requests to the one that granted, an
// answer to where its request came from.
struct UaSend {
  SipMessage message;
};
struct UaRegistered {};  // for the first time, or at another server than before
struct UaLocate {};      // expects located() or unlocated()
struct UaTargetFailed {  // no answer, or 503: expects located() for the next one, or unlocated()
  Duration retry_after;  // 0s: unsaid
};
struct UaRegistrationFailed {
  RegistrationFailure why;
  std::uint16_t status;  // of the rejection
  bool was_registered;
  SipRefusal refusal;  // of the rejection
  bool gave_up;        // it will not try again
};
struct UaKeepaliveLost {};
struct UaFlowDead {};  // no pong came: expects flow_failed()
using SipUaActions =
    sim::StaticVector<std::variant<UaSend, UaRegistered, UaLocate, UaTargetFailed,
                                   UaRegistrationFailed, UaKeepaliveLost, UaFlowDead>,
                      8>;

class SipUa {
 public:
  enum class State : std::uint8_t {
    off,
    locating,     // the caller asks DNS
    registering,  // REGISTER sent, the first or a refresh
    registered,   // until the refresh
    failed,       // until the next attempt
  };

  SipUa(const SipUaConfig& config, std::uint32_t user, sim::Random random)
      : config_(&config), random_(random), user_(user) {}

  void start(Time now, SipUaActions& out);  // the phone has booted
  void stop();                              // power off: forgets everything but its number
  void receive(const SipMessage& message, Time now, SipUaActions& out);
  void wake(Time now, SipUaActions& out);
  void located(bool elsewhere, Time now, SipUaActions& out);  // elsewhere: not where it registered
  void unlocated(Time now, SipUaActions& out);                // there is no server (more)
  void transport_failed(Time now, SipUaActions& out);  // ICMP, or the end of a connection, says so
  void flow_failed(Time now, SipUaActions& out);       // the connection it registered on has ended

  Time deadline() const;
  State state() const { return state_; }
  bool is_registered() const { return registered_; }

 private:
  void send_register(Time now, SipUaActions& out);
  void transmit(Time now, SipUaActions& out);
  void no_answer(Time now, SipUaActions& out);
  // What an error answer says; of no answer: nothing.
  struct Refusal {
    std::uint16_t status = 0;
    std::uint16_t retry_after = 0;
    SipRefusal refusal = SipRefusal::none;
  };
  static Refusal refusal_of(const SipMessage& answer) {
    return {answer.status, answer.retry_after, answer.refusal};
  }
  void target_failed(RegistrationFailure why, Refusal answer, SipUaActions& out);
  void send_keepalive(Time now, SipUaActions& out);
  void answer(SipMessage request, SipUaActions& out) const;
  void register_answered(const SipMessage& answer, Time now, SipUaActions& out);
  void granted(const SipMessage& answer, Time now, SipUaActions& out);
  void fail(RegistrationFailure why, Refusal answer, Time now, SipUaActions& out);
  void keepalive_lost(Time now, SipUaActions& out);
  std::uint32_t asked_expires() const;
  std::uint32_t expires_to_keep(std::uint32_t granted) const;
  Duration refresh_after(std::uint32_t granted_seconds) const;
  Duration wait_after(RegistrationFailure why, std::uint16_t retry_after);
  bool gives_up(std::uint16_t status) const;
  bool pings() const { return config_->keepalive_kind == SipKeepalive::crlf; }

  sim::Beside<const SipUaConfig> config_;
  sim::Random random_;
  SipTransaction register_;
  SipCredentials credentials_;
  sim::Box<SipTransaction> options_;  // from the first keepalive that is to be answered
  Time next_register_ = never;        // refresh or retry
  Time next_keepalive_ = never;
  std::uint32_t user_;
  std::uint32_t cseq_ = 0;
  std::uint32_t min_expires_ = 0;  // what a 423 demanded
  std::uint16_t failures_ = 0;     // since the last success; many more are as many
  Refusal last_answer_;            // of the targets that failed
  State state_ = State::off;
  RegistrationFailure last_failure_ = RegistrationFailure::unresolved;
  std::uint8_t call_id_ = 0;  // another after each start
  bool elsewhere_ : 1 = false;
  bool registered_ : 1 = false;
};

}  // namespace models
