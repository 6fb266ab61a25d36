// A router's part in one group, whatever the protocol: whether it has the virtual address, by which
// MAC, and how it announces that it has it now.
#pragma once

#include "models/protocol/fhrp/hsrp.hpp"
#include "models/protocol/fhrp/vrrp.hpp"

namespace models {

class FhrpGroup {
 public:
  // `own`, `mac`: of the interface. `phase`: see FhrpPhase.
  FhrpGroup(const HsrpConfig& config, Ipv4 own, Mac mac, FhrpPhase phase = {})
      : config_(&config), mac_(mac), machine_(Hsrp(config, own, phase)) {}
  FhrpGroup(const VrrpConfig& config, Ipv4 own, Mac mac, FhrpPhase phase = {})
      : config_(&config), mac_(mac), machine_(Vrrp(config, own, phase)) {}

  void start(FhrpStart how, Time now, FhrpActions& out);
  void stop();  // power, or the cable: nobody hears of it
  void reconfigured(Time now, FhrpActions& out);
  FhrpRefusal receive(const FhrpPacket& packet, Time now, FhrpActions& out);
  void wake(Time now, FhrpActions& out);  // for one timer; the others wake us again
  void tracked(int failures);

  Time deadline() const;
  bool is_active() const;
  bool was_active() const { return was_active_; }  // ever since it was switched on
  bool has_failures() const { return failures_ > 0; }
  Ipv4 address() const { return config_->address; }
  Mac virtual_mac() const;
  const FhrpConfig& config() const { return *config_; }
  const Hsrp* hsrp() const { return std::get_if<Hsrp>(&machine_); }
  const Vrrp* vrrp() const { return std::get_if<Vrrp>(&machine_); }
  const HsrpConfig* hsrp_config() const {
    return hsrp() == nullptr ? nullptr : static_cast<const HsrpConfig*>(&*config_);
  }
  const VrrpConfig* vrrp_config() const {
    return vrrp() == nullptr ? nullptr : static_cast<const VrrpConfig*>(&*config_);
  }

 private:
  void follow(bool was_active, Time now, FhrpActions& out);

  sim::Beside<const FhrpConfig> config_;
  Mac mac_;
  std::variant<Hsrp, Vrrp> machine_;
  Time announces_at_ = never;
  int announces_left_ = 0;
  int failures_ = 0;
  bool is_up_ = false;  // its interface
  bool was_active_ = false;
};

}  // namespace models
