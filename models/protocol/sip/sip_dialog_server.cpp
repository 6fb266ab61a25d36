// A call's side as a server: what it says to INVITE, re-INVITE, UPDATE, CANCEL and BYE.
#include <algorithm>

#include "models/protocol/sip/sip_dialog.hpp"

namespace models {

using enum SipDialog::State;

namespace {

// RFC 3264 6.1, 8.4: the answer to an offer.
MediaDirection answer_to(MediaDirection offer, bool holds) {
  switch (offer) {
    case MediaDirection::both: return holds ? MediaDirection::sends : MediaDirection::both;
    case MediaDirection::sends: return holds ? MediaDirection::inactive : MediaDirection::receives;
    case MediaDirection::receives: return MediaDirection::sends;
    case MediaDirection::inactive: break;
  }
  return MediaDirection::inactive;
}

}  // namespace

void SipDialog::receive(const CallMessage& m, const SipDialogConfig& config,
                        const SipTimers& timers, Time now, SipDialogActions& out) {
  if (!m.is_request()) return answered(m, config, timers, now, out);
  if (m.method == SipMethod::ack) {
    if (m.cseq != answer_.cseq || answer_.method != SipMethod::invite) return;
    resend_at_ = ack_until_ = never;
    if (state_ == accepted) state_ = confirmed;
    if (state_ == confirmed && offers_ && !pending_.is_open) {
      reinvite(SipMethod::invite, timers, now, out);
    }
    return;
  }
  requested(m, config, timers, now, out);
}

void SipDialog::requested(const CallMessage& m, const SipDialogConfig& config,
                          const SipTimers& timers, Time now, SipDialogActions& out) {
  const bool is_copy = m.method == heard_.method && m.cseq == heard_.cseq && heard_.call == call_;
  if (is_copy) {  // 17.2.1, 17.2.2
    if (answer_.status != 0) out.push_back(DialogSend{answer_, DialogWay::back});
    return;
  }
  switch (m.method) {
    case SipMethod::invite:
    case SipMethod::update:
      if (state_ == idle) {
        was_offered(m, config, now, out);
      } else if (state_ == confirmed || state_ == accepted) {
        reoffered(m, config, timers, now, out);
      } else if (state_ == over) {
        say(m, 481, out);
      }
      return;
    case SipMethod::cancel: {
      const bool rings = state_ == offered;
      CallMessage invite = heard_;
      say(m, state_ == over ? 481 : 200, out);
      if (!rings) return;
      say(invite, 487, out);  // 9.2
      return end(DialogEnd::hung_up_there, 0, out);
    }
    case SipMethod::bye:
      say(m, 200, out);
      pending_.is_open = false;
      return end(DialogEnd::hung_up_there, 0, out);
    case SipMethod::register_:
    case SipMethod::refer:
    case SipMethod::options:
    case SipMethod::ack:
    case SipMethod::crlf: return;
  }
}

// What it says of itself goes with it, and is what a copy of the request gets again.
void SipDialog::say(const CallMessage& request, std::uint16_t status, SipDialogActions& out) {
  CallMessage answer = message(request.method);
  answer.cseq = request.cseq;
  answer.status = status;
  heard_ = request;
  answer_ = answer;
  out.push_back(DialogSend{answer, DialogWay::back});
}

void SipDialog::was_offered(const CallMessage& invite, const SipDialogConfig& config, Time now,
                            SipDialogActions& out) {
  called_ = invite.called();
  const std::uint16_t asked = invite.session_expires;
  const std::uint16_t least = session_seconds(config.min_se);
  if (config.session_timers != SessionTimers::refuse && asked != 0 && asked < least) {
    CallMessage answer = message(SipMethod::invite);  // RFC 4028 9
    answer.cseq = invite.cseq;
    answer.status = 422;
    answer.min_expires = least;
    heard_ = invite;
    answer_ = answer;
    out.push_back(DialogSend{answer, DialogWay::back});
    return;  // the next INVITE is as if it were the first
  }
  learn(invite);
  state_ = offered;
  answer_at_ = now + config.answers_after;
  say(invite, 180, out);
}

// RFC 4028 9: the least that was asked for, and no less than both bear.
void SipDialog::agree(CallMessage& answer, const CallMessage& request,
                      const SipDialogConfig& config, Time now) {
  SessionRefresher by = request.refresher;
  std::uint16_t seconds = session_seconds(config.session_expires);
  const std::uint16_t least = session_seconds(config.min_se);
  min_se_ = std::max(min_se_, request.min_expires);
  if (config.session_timers == SessionTimers::refuse) {
    seconds = 0;
  } else if (request.session_expires == 0) {
    by = SessionRefresher::uas;  // who did not ask, may not know how
    if (config.session_timers == SessionTimers::accept) seconds = 0;
  } else {
    seconds = std::max({std::min(seconds, request.session_expires), least, request.min_expires});
    const bool here = config.refreshed_by == RefreshedBy::called;
    if (by == SessionRefresher::none) by = here ? SessionRefresher::uas : SessionRefresher::uac;
  }
  answer.session_expires = seconds;
  answer.refresher = seconds != 0 ? by : SessionRefresher::none;
  run_session(seconds, by == SessionRefresher::uas, config.refreshes, now);
}

void SipDialog::accept(const SipDialogConfig& config, const SipTimers& timers, Time now,
                       SipDialogActions& out) {
  answer_at_ = never;
  if (state_ != offered) return;
  state_ = accepted;
  CallMessage answer = message(SipMethod::invite);
  answer.cseq = heard_.cseq;
  answer.status = 200;
  add_media(answer);
  answer.direction = answer_to(there_, holds_);
  agree(answer, heard_, config, now);
  answer_ = answer;
  resend_ = timers.t1;  // also over TCP: 13.3.1.4
  resend_at_ = now + resend_;
  ack_until_ = now + 64 * timers.t1;
  out.push_back(DialogSend{answer, DialogWay::back});
  out.push_back(DialogAnswered{});
}

void SipDialog::refuse(std::uint16_t status, Time, SipDialogActions& out) {
  if (state_ != offered) return;
  const CallMessage invite = heard_;
  say(invite, status, out);
  end(DialogEnd::hung_up, 0, out);
}

void SipDialog::reoffered(const CallMessage& request, const SipDialogConfig& config,
                          const SipTimers& timers, Time now, SipDialogActions& out) {
  if (pending_.is_open && pending_.request.method == SipMethod::invite &&
      request.method == SipMethod::invite) {
    return say(request, 491, out);  // 14.2
  }
  learn(request);
  CallMessage answer = message(request.method);
  answer.cseq = request.cseq;
  answer.status = 200;
  if (request.has_media()) {
    add_media(answer);
    answer.direction = answer_to(there_, holds_);
  }
  agree(answer, request, config, now);
  heard_ = request;
  answer_ = answer;
  if (request.method == SipMethod::invite) {
    resend_ = timers.t1;
    resend_at_ = now + resend_;
    ack_until_ = now + 64 * timers.t1;
  }
  out.push_back(DialogSend{answer, DialogWay::back});
  out.push_back(DialogMedia{});
}

}  // namespace models
