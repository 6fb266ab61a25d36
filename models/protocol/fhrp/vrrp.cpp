#include "models/protocol/fhrp/vrrp.hpp"

namespace models {

using enum VrrpState;

void Vrrp::came_up(FhrpStart how, Time now, FhrpActions& out) {  // 6.4.1
  ENSURE(state_ == initialize);
  interval_ = config_->interval;
  settles_ = how == FhrpStart::settled;
  if (config_->priority == 255) return become_master(now, out);
  const Duration reload = std::max(config_->preempt_delay, config_->preempt_delay_reload);
  state_ = backup;
  if (how == FhrpStart::settled) {  // the highest one is the first
    preempts_at_ = now;
    timer_ = now + fhrp_settling * (256 - priority()) / 256;
    return;
  }
  preempts_at_ = after(now, how == FhrpStart::link ? config_->preempt_delay : reload);
  timer_ = after(now, master_down());
}

void Vrrp::went_down(bool tells, FhrpActions& out) {  // 6.4.2, 6.4.3: a Shutdown event
  if (is_active() && tells) send(0, out);
  state_ = initialize;
}

FhrpRefusal Vrrp::refusal(const VrrpMessage& m) const {  // 7.1
  if (state_ == initialize || m.version != config_->version || m.group != config_->group) {
    return FhrpRefusal::other_group;
  }
  if (m.version == 2 && m.password != fhrp_password(config_->password)) {
    return FhrpRefusal::password;
  }
  if (!learns() && Duration(1ms) * m.interval_ms != config_->interval) {
    return FhrpRefusal::interval;
  }
  const bool is_owner = m.priority == 255;
  return m.address == config_->address || is_owner ? FhrpRefusal::none : FhrpRefusal::address;
}

FhrpRefusal Vrrp::receive(const VrrpMessage& m, Ipv4 from, Time now, FhrpActions& out) {
  if (const FhrpRefusal why = refusal(m); why != FhrpRefusal::none) return why;
  if (state_ == backup) {  // 6.4.2
    const bool preempts = config_->preempt && now >= preempts_at_;
    if (m.priority == 0) {
      timer_ = after(now, skew());
    } else if (!preempts || m.priority >= priority()) {
      await_master(m, now);
    }
  } else if (m.priority == 0) {  // 6.4.3
    send(priority(), out);
    timer_ = after(now, config_->interval);
  } else if (m.priority > priority() || (m.priority == priority() && from > own_)) {
    state_ = backup;
    await_master(m, now);
  }
  return FhrpRefusal::none;
}

void Vrrp::await_master(const VrrpMessage& m, Time now) {
  interval_ = learns() ? Duration(1ms) * m.interval_ms : config_->interval;
  timer_ = after(now, master_down());
  settles_ = false;
}

void Vrrp::wake(Time now, FhrpActions& out) {
  if (now < deadline()) return;
  if (state_ == backup) return become_master(now, out);
  send(priority(), out);
  timer_ = after(now, config_->interval);
}

void Vrrp::become_master(Time now, FhrpActions& out) {
  state_ = master;
  send(priority(), out);
  timer_ = after(now, settles_ ? phase_.of(config_->interval) : config_->interval);
  settles_ = false;
}

// RFC 3768 6.1: of a second; RFC 5798 6.1: of the master's interval.
Duration Vrrp::skew() const {
  return (config_->version == 3 ? interval_ : Duration(1s)) * (256 - priority()) / 256;
}

void Vrrp::send(int priority, FhrpActions& out) const {
  out.push_back(
      FhrpSend{{VrrpMessage{.password = fhrp_password(config_->password),
                            .address = config_->address,
                            .interval_ms = static_cast<std::uint32_t>(config_->interval / 1ms),
                            .group = static_cast<std::uint8_t>(config_->group),
                            .version = static_cast<std::uint8_t>(config_->version),
                            .priority = static_cast<std::uint8_t>(priority)},
                own_},
               true});
}

}  // namespace models
