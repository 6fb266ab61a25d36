// One router's part in a group of VRRP: RFC 3768 6.4 (version 2), RFC 5798 6.4 (version 3); with
// preempt delay and learned timers as IOS has them ([cisco-vrrp]). Left out: accept mode - the
// master always answers for the address.
#pragma once

#include "models/protocol/fhrp/fhrp_config.hpp"
#include "sim/base/copy.hpp"

namespace models {

struct VrrpConfig : FhrpConfig {
  int version = 2;
  Duration interval = 1s;  // RFC 3768 6.1 Advertisement_Interval
  bool preempt = true;     // RFC 3768 6.1 Preempt_Mode
  // Another interval than its own is the master's to choose: version 3 always, version 2 with IOS'
  // timers learn; else it is refused (RFC 3768 7.1).
  bool learns_interval = false;
  std::string password{};  // RFC 2338 5.3.6; version 2 only
};

enum class VrrpState : std::uint8_t { initialize, backup, master };

class Vrrp {
 public:
  Vrrp(const VrrpConfig& config, Ipv4 own, FhrpPhase phase = {})
      : config_(&config), own_(own), phase_(phase) {}

  void came_up(FhrpStart how, Time now, FhrpActions& out);
  void went_down(bool tells, FhrpActions& out);
  FhrpRefusal receive(const VrrpMessage& message, Ipv4 from, Time now, FhrpActions& out);
  void wake(Time now, FhrpActions& out);
  void tracked(int failures) { failures_ = failures; }

  Time deadline() const { return state_ == VrrpState::initialize ? never : timer_; }
  bool is_running() const { return state_ != VrrpState::initialize; }
  bool is_active() const { return state_ == VrrpState::master; }
  VrrpState state() const { return state_; }
  int priority() const { return fhrp_priority(*config_, failures_, 1); }

 private:
  FhrpRefusal refusal(const VrrpMessage& message) const;
  void await_master(const VrrpMessage& message, Time now);
  void become_master(Time now, FhrpActions& out);
  void send(int priority, FhrpActions& out) const;
  bool learns() const { return config_->version == 3 || config_->learns_interval; }
  Duration skew() const;
  Duration master_down() const { return 3 * interval_ + skew(); }

  sim::Beside<const VrrpConfig> config_;
  Ipv4 own_;
  FhrpPhase phase_;
  VrrpState state_ = VrrpState::initialize;
  bool settles_ = false;  // the run begins
  int failures_ = 0;
  Duration interval_ = 0s;  // the master's
  Time preempts_at_{};
  Time timer_ = never;  // Adver_Timer of a master, Master_Down_Timer of a backup
};

}  // namespace models
