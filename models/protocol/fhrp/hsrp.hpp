// One router's part in a group of HSRP: RFC 2281 5.7, with what IOS does: preempt delay
// ([cisco-hsrp]). Left out: the state Learn, for the virtual address is always given.
#pragma once

#include "models/protocol/fhrp/fhrp_config.hpp"
#include "sim/base/copy.hpp"

namespace models {

struct HsrpConfig : FhrpConfig {
  int version = 1;                 // they do not understand each other
  Duration hello = 3s;             // RFC 2281 5.1
  Duration hold = 10s;             // the same
  bool preempt = false;            // [cisco-hsrp]
  std::string password = "cisco";  // RFC 2281 5.1
};

class Hsrp {
 public:
  Hsrp(const HsrpConfig& config, Ipv4 own, FhrpPhase phase = {})
      : config_(&config), own_(own), phase_(phase) {}

  void came_up(FhrpStart how, Time now, FhrpActions& out);
  void went_down(bool tells, FhrpActions& out);
  FhrpRefusal receive(const HsrpMessage& message, Ipv4 from, Time now, FhrpActions& out);
  void wake(Time now, FhrpActions& out);  // for one timer; the others wake us again
  void tracked(int failures) { failures_ = failures; }

  Time deadline() const { return std::min({standby_due(), active_due(), hello_due()}); }
  bool is_running() const { return state_ != HsrpState::initial; }
  bool is_active() const { return state_ == HsrpState::active; }
  HsrpState state() const { return state_; }
  int priority() const { return fhrp_priority(*config_, failures_, 0); }

 private:
  void active_heard(const HsrpMessage& message, bool higher, Time now, FhrpActions& out);
  void standby_heard(bool higher, Time now);
  void active_resigned(Time now, FhrpActions& out);
  void active_expired(Time now, FhrpActions& out);
  void become_active(Time now, FhrpActions& out);
  void speak(Time now);
  void listen_again(Time now);
  void stand_by(Time now);
  void send(HsrpOp op, FhrpActions& out) const;
  bool may_preempt(const HsrpMessage& message, Time now) const;

  // Each timer where RFC 2281 5.7 heeds it.
  Time standby_due() const {
    return state_ == HsrpState::listen || state_ == HsrpState::speak ? standby_at_ : never;
  }
  Time active_due() const {
    return state_ == HsrpState::listen || state_ == HsrpState::standby ? active_at_ : never;
  }
  Time hello_due() const { return state_ >= HsrpState::speak ? hello_at_ : never; }
  Duration hello() const { return is_active() || hello_ == 0s ? config_->hello : hello_; }
  Duration hold() const { return is_active() || hold_ == 0s ? config_->hold : hold_; }
  Time patience(Time now) const { return after(now, now < settled_ ? fhrp_settling : hold()); }

  sim::Beside<const HsrpConfig> config_;
  Ipv4 own_;
  FhrpPhase phase_;
  HsrpState state_ = HsrpState::initial;
  int failures_ = 0;
  Duration hello_ = 0s;  // learned from who is active; 0: not yet
  Duration hold_ = 0s;
  Time settled_{};  // until then the run is still finding out who has been active
  Time preempts_at_{};
  Time active_at_ = never;
  Time standby_at_ = never;
  Time hello_at_ = never;
};

}  // namespace models
