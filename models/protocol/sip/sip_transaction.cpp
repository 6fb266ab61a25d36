// RFC 3261 figure 6, one line per edge.
#include "models/protocol/sip/sip_transaction.hpp"

#include <algorithm>

namespace models {

using enum SipTransaction::State;

void SipTransaction::start(const SipMessage& request, const SipTimers& timers, Time now) {
  request_ = request;
  state_ = trying;
  interval_ = timers.t1;
  timer_e_ = timers.reliable ? never : now + interval_;
  timer_f_ = now + timers.timer_f;
  timer_k_ = never;
}

void SipTransaction::receive(const SipMessage& answer, const SipTimers& timers, Time now,
                             SipTransactionActions& out) {
  if (!matches(answer)) return;
  switch (state_) {
    case trying:
    case proceeding:
      if (!answer.is_final()) {
        state_ = proceeding;  // timer E runs on as it is
        return;
      }
      state_ = completed;
      timer_e_ = timer_f_ = never;
      timer_k_ = now + timers.t4;
      out.push_back(SipAnswered{answer});
      return;
    case idle:
    case completed:  // a copy of the answer
    case terminated: return;
  }
}

void SipTransaction::wake(const SipTimers& timers, Time now, SipTransactionActions& out) {
  if (now >= timer_f_) {
    state_ = terminated;
    timer_e_ = timer_f_ = never;
    out.push_back(SipTimedOut{});
    return;
  }
  if (now < timer_e_) return;
  interval_ = state_ == proceeding ? timers.t2 : std::min(2 * interval_, timers.t2);
  timer_e_ = now + interval_;
  out.push_back(SipSendAgain{request_});
}

SipTransaction::State SipTransaction::state(Time now) const {
  return state_ == completed && now >= timer_k_ ? terminated : state_;
}

// 17.1.3: the branch and the method; a branch is a user's request number here.
bool SipTransaction::matches(const SipMessage& answer) const {
  return !answer.is_request() && answer.method == request_.method && answer.user == request_.user &&
         answer.cseq == request_.cseq;
}

}  // namespace models
