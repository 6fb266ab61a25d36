// RFC 3261 figure 5 as far as the first ring, and what the caller's hanging up adds.
#include "models/protocol/sip/sip_call.hpp"

namespace models {

void SipCall::start(const SipCallTimers& timers, Time now, SipCallActions& out) {
  interval_ = timers.t1;
  timer_a_ = timers.reliable ? never : now + interval_;
  timer_b_ = now + timers.timer_b;
  out.push_back(SipCallSend{invite_});
}

void SipCall::receive(const SipMessage& answer, const SipCallTimers& timers, Time now,
                      SipCallActions& out) {
  const bool mine = !answer.is_request() && answer.method == SipMethod::invite &&
                    answer.user == invite_.user && answer.cseq == invite_.cseq;
  if (!mine) return;
  switch (state_) {
    case State::calling:
      if (answer.status == 100) {
        timer_a_ = timer_b_ = never;  // they are of the calling state (figure 5)
      } else if (!answer.is_final()) {
        state_ = State::cancelled;
        timer_a_ = never;
        timer_b_ = now + timers.timer_b;  // 9.1: 64 * T1 after the CANCEL
        const bool elsewhere = answer.misdirected;
        out.push_back(SipCallEnded{elsewhere ? SipCallEnd::rings_elsewhere : SipCallEnd::rings,
                                   answer.status});
        out.push_back(SipCallSend{request(SipMethod::cancel)});
      } else {
        state_ = State::completed;
        timer_a_ = timer_b_ = never;
        out.push_back(SipCallSend{request(SipMethod::ack)});
        out.push_back(SipCallEnded{SipCallEnd::refused, answer.status});
      }
      return;
    case State::cancelled:
      if (!answer.is_final()) return;
      state_ = State::completed;
      timer_b_ = never;
      out.push_back(SipCallSend{request(SipMethod::ack)});
      return;
    case State::completed: return;
  }
}

void SipCall::wake(Time now, SipCallActions& out) {
  if (now >= timer_b_) {
    if (state_ == State::calling) out.push_back(SipCallEnded{SipCallEnd::no_answer, 0});
    state_ = State::completed;
    timer_a_ = timer_b_ = never;
  } else if (now >= timer_a_) {
    interval_ *= 2;  // 17.1.1.2: without T2
    timer_a_ = now + interval_;
    out.push_back(SipCallSend{invite_});
  }
}

void SipCall::abandon() {
  if (state_ != State::calling) return;
  state_ = State::completed;
  timer_a_ = timer_b_ = never;
}

SipMessage SipCall::request(SipMethod method) const {
  SipMessage message = invite_;
  message.method = method;
  return message;
}

}  // namespace models
