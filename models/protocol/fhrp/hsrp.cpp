#include "models/protocol/fhrp/hsrp.hpp"

namespace models {

using enum HsrpState;

void Hsrp::came_up(FhrpStart how, Time now, FhrpActions&) {  // event a: AB/3
  ENSURE(state_ == initial);
  if (how == FhrpStart::settled) settled_ = now + 1s;
  const Duration delay = how == FhrpStart::settled ? 0s
                         : how == FhrpStart::link
                             ? config_->preempt_delay
                             : std::max(config_->preempt_delay, config_->preempt_delay_reload);
  preempts_at_ = after(now, delay);
  hello_ = hold_ = 0s;
  state_ = listen;
  active_at_ = standby_at_ = patience(now);
  if (how == FhrpStart::settled) speak(now);  // whoever is higher is heard at once
}

void Hsrp::went_down(bool tells, FhrpActions& out) {  // event b: CD/1, of the active one CDH/1
  if (is_active() && tells) send(HsrpOp::resign, out);
  state_ = initial;
}

FhrpRefusal Hsrp::receive(const HsrpMessage& m, Ipv4 from, Time now, FhrpActions& out) {
  if (state_ == initial || m.version != config_->version || m.group != config_->group) {
    return FhrpRefusal::other_group;
  }
  if (m.password != fhrp_password(config_->password)) return FhrpRefusal::password;
  const bool higher = m.priority > priority() || (m.priority == priority() && from > own_);
  if (m.op == HsrpOp::resign) {  // event i
    active_resigned(now, out);
  } else if (m.op == HsrpOp::coup) {  // event j: ABH/4
    if (!is_active() || !higher) return FhrpRefusal::none;
    speak(now);
    send(HsrpOp::resign, out);  // by its own MAC: the virtual one is elsewhere by now
    active_at_ = standby_at_ = after(now, hold());
  } else if (m.state == active) {  // events g, h
    active_heard(m, higher, now, out);
  } else if (m.state == standby) {  // events k, l
    standby_heard(higher, now);
  } else if (m.state == HsrpState::speak && higher) {  // event f: B/3
    if (state_ != HsrpState::speak && state_ != standby) return FhrpRefusal::none;
    listen_again(now);
    standby_at_ = patience(now);
  }
  return FhrpRefusal::none;
}

void Hsrp::active_heard(const HsrpMessage& m, bool higher, Time now, FhrpActions& out) {
  if (is_active() && !higher) return send(HsrpOp::coup, out);  // h: G
  const bool yields = is_active();                             // g: AB/4
  if (!higher && may_preempt(m, now)) {                        // h: BGFI/6
    send(HsrpOp::coup, out);
    standby_at_ = patience(now);
    return become_active(now, out);
  }
  if (yields) {
    speak(now);
    standby_at_ = patience(now);
  }
  hello_ = Duration(1ms) * m.hello_ms;  // E: the active router's times are the group's
  hold_ = Duration(1ms) * m.hold_ms;
  active_at_ = after(now, hold());
}

// An equal priority with a higher address counts where nobody is active yet, and between two.
bool Hsrp::may_preempt(const HsrpMessage& m, Time now) const {
  return config_->preempt && m.priority < priority() && now >= preempts_at_;
}

void Hsrp::standby_heard(bool higher, Time now) {
  switch (state_) {
    case listen:
      if (!higher) speak(now);  // l: B/4
      break;                    // k: B
    case HsrpState::speak:
      if (!higher) return stand_by(now);  // l: D/5
      listen_again(now);                  // k: B/3
      break;
    case standby:
      if (!higher) return;
      listen_again(now);  // k: B/3
      break;
    case active:
    case initial:
    case learn: break;
  }
  standby_at_ = after(now, hold());
}

void Hsrp::active_resigned(Time now, FhrpActions& out) {
  switch (state_) {
    case listen:  // AB/4
      speak(now);
      active_at_ = standby_at_ = patience(now);
      return;
    case HsrpState::speak: active_at_ = patience(now); return;  // A
    case standby: return become_active(now, out);               // CFI/6
    case active:
    case initial:
    case learn: return;
  }
}

void Hsrp::wake(Time now, FhrpActions& out) {
  if (now >= standby_due()) {  // event d
    if (state_ == HsrpState::speak) {
      stand_by(now);  // D/5
    } else {
      speak(now);  // B/4
      standby_at_ = patience(now);
    }
  } else if (now >= active_due()) {  // event c
    active_expired(now, out);
  } else if (now >= hello_due()) {  // event e
    hello_at_ = after(now, hello());
    send(HsrpOp::hello, out);
  }
}

void Hsrp::active_expired(Time now, FhrpActions& out) {
  if (state_ == standby) return become_active(now, out);  // CDFI/6
  speak(now);                                             // AB/4
  active_at_ = standby_at_ = patience(now);
}

void Hsrp::become_active(Time now, FhrpActions& out) {
  state_ = active;
  hello_at_ = after(now, now <= settled_ ? phase_.of(hello()) : hello());
  send(HsrpOp::hello, out);
}

void Hsrp::speak(Time now) {
  state_ = HsrpState::speak;
  hello_at_ = now;
}

// An active timer that ran out while it spoke has no meaning for who listens, and makes who stands
// by active.
void Hsrp::listen_again(Time now) {
  state_ = listen;
  if (active_at_ <= now) active_at_ = never;
}

void Hsrp::stand_by(Time now) {
  state_ = standby;
  active_at_ = std::max(active_at_, now);
}

void Hsrp::send(HsrpOp op, FhrpActions& out) const {
  const auto ms = [](Duration d) { return static_cast<std::uint32_t>(d / 1ms); };
  out.push_back(FhrpSend{{HsrpMessage{.password = fhrp_password(config_->password),
                                      .address = config_->address,
                                      .hello_ms = ms(hello()),
                                      .hold_ms = ms(hold()),
                                      .group = static_cast<std::uint16_t>(config_->group),
                                      .version = static_cast<std::uint8_t>(config_->version),
                                      .priority = static_cast<std::uint8_t>(priority()),
                                      .op = op,
                                      .state = state_},
                          own_},
                         is_active()});
}

}  // namespace models
