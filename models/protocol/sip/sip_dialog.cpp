// What both sides of a call do: they ask within it, hang up, hold, refresh; and its timers.
#include "models/protocol/sip/sip_dialog.hpp"

#include <algorithm>

#include "models/wire/call_tag.hpp"

namespace models {

using enum SipDialog::State;

namespace {

// RFC 3264 8.4: who holds offers sendonly, and takes in no more than that.
MediaDirection said(bool holds) { return holds ? MediaDirection::sends : MediaDirection::both; }

}  // namespace

CallMessage SipDialog::message(SipMethod method) const {
  CallMessage m;
  m.user = user_;
  m.method = method;
  m.call = call_;
  m.contact = self_.contact.address;
  m.contact_port = self_.contact.port;
  m.rport = true;
  m.by_phone = self_.is_phone;
  return m;
}

void SipDialog::add_media(CallMessage& m) const {
  m.media = self_.media.address;
  m.media_port = self_.media.port;
  m.direction = said(holds_);
}

void SipDialog::begin(const CallMessage& request, DialogWay way, const SipTimers& timers, Time now,
                      SipDialogActions& out) {
  pending_.request = request;
  pending_.interval = timers.t1;
  pending_.again = timers.reliable ? never : now + timers.t1;
  pending_.fails = now + 64 * timers.t1;
  pending_.is_open = true;
  out.push_back(DialogSend{request, way});
}

// 14.1, RFC 4028 7.4: it says who refreshes, as seen from this request.
void SipDialog::reinvite(SipMethod method, const SipTimers& timers, Time now,
                         SipDialogActions& out) {
  CallMessage request = message(method);
  request.cseq = ++cseq_;
  if (method == SipMethod::invite) {
    invite_cseq_ = cseq_;
    request.expires = tagged_for_a_call;
    add_media(request);
  }
  if (session_ > 0s) {
    request.session_expires = session_seconds(session_);
    request.refresher = refreshes_ ? SessionRefresher::uac : SessionRefresher::uas;
    request.min_expires = min_se_;
  }
  offers_ = false;
  begin(request, DialogWay::target, timers, now, out);
}

void SipDialog::acknowledge(std::uint32_t cseq, DialogWay way, SipDialogActions& out) const {
  CallMessage ack = message(SipMethod::ack);
  ack.cseq = cseq;
  out.push_back(DialogSend{ack, way});
}

void SipDialog::cancel(const SipTimers& timers, Time now, SipDialogActions& out) {
  CallMessage request = message(SipMethod::cancel);
  request.cseq = invite_cseq_;  // 9.1
  begin(request, DialogWay::first_hop, timers, now, out);
}

void SipDialog::end(DialogEnd how, std::uint16_t status, SipDialogActions& out) {
  const bool is_told = state_ == over || state_ == cancelling;
  state_ = over;
  resend_at_ = ack_until_ = answer_at_ = refresh_at_ = expires_at_ = retry_at_ = never;
  if (!is_told) out.push_back(DialogEnded{how, status});
}

// What is under way is forgotten; RFC 3261 15.1.1.
void SipDialog::hang_up(const SipTimers& timers, Time now, SipDialogActions& out, DialogEnd why) {
  switch (state_) {
    case idle:
    case cancelling:
    case over: return;
    case calling:  // 9.1: before a provisional answer there is nothing to CANCEL
      state_ = cancelling;
      out.push_back(DialogEnded{why, 0});
      return;
    case proceeding:
      state_ = cancelling;
      out.push_back(DialogEnded{why, 0});
      return cancel(timers, now, out);
    case offered: return refuse(480, now, out);
    case accepted:
    case confirmed: break;
  }
  end(why, 0, out);
  CallMessage bye = message(SipMethod::bye);
  bye.cseq = ++cseq_;
  begin(bye, DialogWay::target, timers, now, out);
}

void SipDialog::vanish(SipDialogActions& out) {
  pending_ = Pending{};
  end(DialogEnd::gone, 0, out);
}

void SipDialog::hold(bool holds, const SipTimers& timers, Time now, SipDialogActions& out) {
  if (holds_ == holds || state_ == over) return;
  holds_ = holds;
  offers_ = true;
  if (state_ == confirmed && !pending_.is_open) {
    reinvite(SipMethod::invite, timers, now, out);
    out.push_back(DialogMedia{});  // at once it talks no more, or does again
  }
}

bool SipDialog::talks() const {
  const bool is_up = state_ == accepted || state_ == confirmed;
  return is_up && !holds_ && there_ == MediaDirection::both && media_.port != 0;
}

void SipDialog::learn(const CallMessage& m) {
  if (m.contact_port != 0) contact_ = {m.contact, m.contact_port};
  if (!m.has_media()) return;
  media_ = {m.media, m.media_port};
  there_ = m.direction;
}

// RFC 4028 10: half of it, and a third of it or 32 s before its end. Who only says that it
// refreshes looks at no clock.
void SipDialog::run_session(std::uint16_t seconds, bool refreshes, bool does_so, Time now) {
  session_ = seconds * Duration{1s};
  refreshes_ = refreshes;
  refresh_at_ = expires_at_ = never;
  if (seconds == 0 || (refreshes && !does_so)) return;
  if (refreshes) refresh_at_ = now + session_ / 2;
  expires_at_ = now + session_ - std::min<Duration>(32s, session_ / 3);
}

// RFC 3261 12.2.1.2, RFC 4028 10.
void SipDialog::failed(std::uint16_t status, const SipTimers& timers, Time now,
                       SipDialogActions& out) {
  end(DialogEnd::unanswered, status, out);
  CallMessage bye = message(SipMethod::bye);
  bye.cseq = ++cseq_;
  begin(bye, DialogWay::target, timers, now, out);
}

// 8.1.3.1: no connection leads there; [pjsip-inv]: as if nobody had answered.
void SipDialog::transport_failed(const SipTimers& timers, Time now, SipDialogActions& out) {
  if (!pending_.is_open) return;
  const SipMethod method = pending_.request.method;
  pending_ = Pending{};
  if (state_ == calling || state_ == proceeding) {
    end(DialogEnd::no_answer, 0, out);
  } else if (state_ == confirmed && (method == SipMethod::invite || method == SipMethod::update)) {
    failed(408, timers, now, out);
    pending_ = Pending{};
  } else if (state_ == cancelling) {
    state_ = over;
  }
}

Time SipDialog::deadline() const {
  const Time pending = pending_.is_open ? std::min(pending_.again, pending_.fails) : never;
  return std::min(
      {pending, resend_at_, ack_until_, answer_at_, refresh_at_, expires_at_, retry_at_});
}

void SipDialog::wake(const SipDialogConfig& config, const SipTimers& timers, Time now,
                     SipDialogActions& out) {
  if (now >= answer_at_) return accept(config, timers, now, out);
  if (now >= ack_until_) {  // 13.3.1.4
    return hang_up(timers, now, out, DialogEnd::no_ack);
  }
  if (now >= resend_at_) {
    resend_ = std::min(2 * resend_, timers.t2);
    resend_at_ = now + resend_;
    out.push_back(DialogSend{answer_, DialogWay::back});
  }
  if (now >= expires_at_) return hang_up(timers, now, out, DialogEnd::expired);
  if (pending_.is_open && now >= pending_.fails) {
    pending_ = Pending{};
    if (state_ == calling || state_ == proceeding) return end(DialogEnd::no_answer, 0, out);
    if (state_ == cancelling) state_ = over;
    if (state_ == confirmed || state_ == accepted) return failed(408, timers, now, out);
    return;
  }
  if (pending_.is_open && now >= pending_.again) {
    const bool is_invite = pending_.request.method == SipMethod::invite;
    pending_.interval =
        is_invite ? 2 * pending_.interval : std::min(2 * pending_.interval, timers.t2);
    pending_.again = now + pending_.interval;
    const bool is_first = state_ == calling || state_ == cancelling;
    out.push_back(
        DialogSend{pending_.request, is_first ? DialogWay::first_hop : DialogWay::target});
  }
  const bool is_due = now >= refresh_at_ || now >= retry_at_;
  if (!is_due || pending_.is_open) {
    if (is_due) refresh_at_ = retry_at_ = never;  // what is under way refreshes, too
    return;
  }
  const bool by_update = config.refresh_method == RefreshMethod::update && !offers_;
  refresh_at_ = retry_at_ = never;
  reinvite(by_update ? SipMethod::update : SipMethod::invite, timers, now, out);
}

}  // namespace models
