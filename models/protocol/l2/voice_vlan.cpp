#include "models/protocol/l2/voice_vlan.hpp"

namespace models {

using enum VoiceVlan::State;

// Assumed: from a RELEASE to the first tagged frame, so that ARP for the server has its time.
constexpr Duration leave_time = 1s;

void VoiceVlan::start(VlanId configured, Time now, VoiceVlanActions& out) {
  stop();
  configured_ = configured;
  if (!config_->asks()) return go_on(now, out);
  state_ = asking;
  asked_ = 0;
  patience_ends_ = now + config_->patience;
  ask(now, out);
}

void VoiceVlan::stop() {
  state_ = off;
  ask_at_ = patience_ends_ = leaves_at_ = test_ends_ = never;
}

void VoiceVlan::ask(Time now, VoiceVlanActions& out) {
  if (config_->cdp) out.push_back(VoiceVlanAsk{DiscoveryProtocol::cdp});
  if (config_->lldp_med) out.push_back(VoiceVlanAsk{DiscoveryProtocol::lldp});
  ++asked_;
  ask_at_ = after(now, asked_ < config_->fast_start ? Duration{1s} : interval());
}

Duration VoiceVlan::interval() const {
  if (!config_->cdp) return config_->lldp_interval;
  if (!config_->lldp_med) return config_->cdp_interval;
  return std::min(config_->cdp_interval, config_->lldp_interval);
}

// Nobody names a VLAN at this port.
void VoiceVlan::go_on(Time now, VoiceVlanActions& out) {
  patience_ends_ = never;
  if (!config_->hears_later && !config_->announces) ask_at_ = never;
  if (config_->dhcp) return use(by_lease, 0, now, out);
  use(config_->asks() ? unanswered : told, configured_, now, out);
}

void VoiceVlan::use(State state, VlanId vlan, Time now, VoiceVlanActions& out) {
  state_ = state;
  vlan_ = vlan;
  leaves_at_ = never;
  const bool tests = vlan != 0 && config_->vlan_test > 0s;
  test_ends_ = tests ? now + config_->vlan_test : never;
  out.push_back(VoiceVlanUse{vlan});
}

void VoiceVlan::receive(const Announcement& said, Time now, VoiceVlanActions& out) {
  const bool speaks = said.protocol == DiscoveryProtocol::cdp ? config_->cdp : config_->lldp_med;
  if (!said.from_switch || !speaks || state_ == off || state_ == given_up) return;
  if (state_ != asking && !config_->hears_later) return;
  if (said.voice_vlan == 0) {
    if (state_ == asking) go_on(now, out);
    return;
  }
  patience_ends_ = never;
  if (!config_->announces) ask_at_ = never;
  if (state_ != asking && vlan_ == said.voice_vlan) {
    state_ = told;
    return;
  }
  use(told, said.voice_vlan, now, out);
}

void VoiceVlan::leased(VlanId named, Time now, VoiceVlanActions& out) {
  answered();
  if (state_ != by_lease || named == 0) return;
  if (!config_->announces) ask_at_ = never;
  if (!config_->releases) return use(told, named, now, out);
  state_ = leaving;
  named_ = named;
  leaves_at_ = now + leave_time;
  out.push_back(VoiceVlanRelease{});
}

void VoiceVlan::wake(Time now, VoiceVlanActions& out) {
  if (now >= test_ends_) {  // [avaya-9600]: VLANTEST; nothing tags it again before it restarts
    ask_at_ = never;
    return use(given_up, 0, now, out);
  }
  if (now >= leaves_at_) use(told, named_, now, out);
  if (now >= patience_ends_) go_on(now, out);
  if (now >= ask_at_) ask(now, out);
}

}  // namespace models
