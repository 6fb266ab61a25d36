// The non-INVITE client transaction, RFC 3261 17.1.2: who repeats a request, how often, and when it
// has failed. Over UDP, with the defaults: 11 transmissions at 0, 0.5, 1.5, 3.5, 7.5, 11.5 ...
// 31.5 s, failure at 32 s. Left out: the server transaction (each copy of a request is answered
// anew).
#pragma once

#include <variant>

#include "models/wire/sip.hpp"
#include "sim/base/static_vector.hpp"

namespace models {

struct SipTimers {  // RFC 3261 table 4
  Duration t1 = 500ms;
  Duration t2 = 4s;
  Duration t4 = 5s;
  Duration timer_f = 32s;  // 64 * T1; Cisco SPA: 16 s
  bool reliable = false;   // over TCP or TLS: TCP repeats, timer E does not run (17.1.2.2)
};

struct SipSendAgain {
  SipMessage request;
};
struct SipTimedOut {};
struct SipAnswered {
  SipMessage answer;
};
using SipTransactionActions =
    sim::StaticVector<std::variant<SipSendAgain, SipTimedOut, SipAnswered>, 2>;

class SipTransaction {
 public:
  enum class State : std::uint8_t { idle, trying, proceeding, completed, terminated };

  // The request has just been sent for the first time. What was under way is forgotten.
  void start(const SipMessage& request, const SipTimers& timers, Time now);
  void receive(const SipMessage& answer, const SipTimers& timers, Time now,
               SipTransactionActions& out);
  void wake(const SipTimers& timers, Time now, SipTransactionActions& out);
  void abandon() { *this = SipTransaction{}; }

  Time deadline() const { return timer_e_ < timer_f_ ? timer_e_ : timer_f_; }
  State state(Time now) const;  // timer K is judged when one looks

 private:
  bool matches(const SipMessage& answer) const;

  SipMessage request_;
  State state_ = State::idle;
  Duration interval_{};   // of timer E
  Time timer_e_ = never;  // the next retransmission
  Time timer_f_ = never;  // the transaction's failure
  Time timer_k_ = never;  // until then copies of the answer are expected
};

}  // namespace models
