// A call's side as a client: its INVITE, and what becomes of what it asked.
#include <algorithm>

#include "models/protocol/sip/sip_dialog.hpp"

namespace models {

using enum SipDialog::State;

void SipDialog::invite(std::uint32_t called, const SipDialogConfig& config, const SipTimers& timers,
                       Time now, SipDialogActions& out) {
  called_ = called;
  if (config.session_timers == SessionTimers::originate) {
    asked_ = session_seconds(config.session_expires);
    min_se_ = session_seconds(config.min_se);
    if (config.refreshed_by != RefreshedBy::either) {
      const bool here = config.refreshed_by == RefreshedBy::caller;
      asked_refresher_ = here ? SessionRefresher::uac : SessionRefresher::uas;
    }
  }
  state_ = calling;
  invite(timers, now, out);
}

void SipDialog::invite(const SipTimers& timers, Time now, SipDialogActions& out) {
  CallMessage request = message(SipMethod::invite);
  request.cseq = invite_cseq_ = ++cseq_;
  request.expires = called_;
  request.session_expires = asked_;
  request.refresher = asked_refresher_;
  request.min_expires = min_se_;
  add_media(request);
  begin(request, DialogWay::first_hop, timers, now, out);
}

void SipDialog::answered(const CallMessage& answer, const SipDialogConfig& config,
                         const SipTimers& timers, Time now, SipDialogActions& out) {
  const bool of_invite = answer.method == SipMethod::invite && answer.cseq == invite_cseq_;
  if (state_ == cancelling && of_invite) {
    if (!answer.is_final()) {
      if (pending_.is_open && pending_.request.method == SipMethod::invite)
        cancel(timers, now, out);
      return;
    }
    state_ = over;
    pending_ = Pending{};
    acknowledge(answer.cseq, answer.is_success() ? DialogWay::target : DialogWay::first_hop, out);
    if (!answer.is_success()) return;
    learn(answer);  // 9.1: it had picked up before
    CallMessage bye = message(SipMethod::bye);
    bye.cseq = ++cseq_;
    return begin(bye, DialogWay::target, timers, now, out);
  }
  const bool is_awaited = pending_.is_open && pending_.request.method == answer.method &&
                          pending_.request.cseq == answer.cseq;
  if (!is_awaited) {  // 13.2.2.4: each copy of the 200 is acknowledged
    if (of_invite && answer.is_success()) acknowledge(answer.cseq, DialogWay::target, out);
    return;
  }
  if (!answer.is_final()) {
    if (answer.method != SipMethod::invite) return;
    pending_.again = pending_.fails = never;  // they are of the calling state
    if (state_ != calling || answer.status == 100) return;
    state_ = proceeding;
    out.push_back(DialogRings{});
    return;
  }
  pending_.is_open = answer.method == SipMethod::cancel && state_ == cancelling;
  pending_.again = never;
  if (state_ == calling || state_ == proceeding) {
    first_answered(answer, config, timers, now, out);
  } else if (state_ == confirmed || state_ == accepted) {
    next_answered(answer, config, timers, now, out);
  }
}

void SipDialog::first_answered(const CallMessage& answer, const SipDialogConfig& config,
                               const SipTimers& timers, Time now, SipDialogActions& out) {
  if (answer.is_success()) {
    learn(answer);
    acknowledge(answer.cseq, DialogWay::target, out);
    state_ = confirmed;
    run_session(answer.session_expires, answer.refresher != SessionRefresher::uas, config.refreshes,
                now);
    out.push_back(DialogAnswered{});
    if (offers_) reinvite(SipMethod::invite, timers, now, out);
    return;
  }
  acknowledge(answer.cseq, DialogWay::first_hop, out);
  if (answer.status == 422 && answer.min_expires > asked_) {  // RFC 4028 7.3
    asked_ = min_se_ = answer.min_expires;
    state_ = calling;
    return invite(timers, now, out);
  }
  end(DialogEnd::refused, answer.status, out);
}

void SipDialog::next_answered(const CallMessage& answer, const SipDialogConfig& config,
                              const SipTimers& timers, Time now, SipDialogActions& out) {
  if (answer.method == SipMethod::invite) {
    acknowledge(answer.cseq, answer.is_success() ? DialogWay::target : DialogWay::first_hop, out);
  }
  if (answer.is_success()) {
    learn(answer);
    run_session(answer.session_expires, answer.refresher != SessionRefresher::uas, config.refreshes,
                now);
    out.push_back(DialogMedia{});
    if (offers_) reinvite(SipMethod::invite, timers, now, out);
  } else if (answer.status == 408 || answer.status == 481) {
    failed(answer.status, timers, now, out);
  } else if (answer.status == 491) {  // 14.1: whoever has made the Call-ID waits for longer
    const bool ours = (call_ % 2 == 0) == self_.is_phone;
    retry_at_ = now + (ours ? 2100ms : 1000ms);
  }
}

}  // namespace models
