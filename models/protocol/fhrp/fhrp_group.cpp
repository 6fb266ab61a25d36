#include "models/protocol/fhrp/fhrp_group.hpp"

namespace models {
namespace {

bool is_active_in(const std::variant<Hsrp, Vrrp>& machine) {
  return std::visit([](const auto& m) { return m.is_active(); }, machine);
}

}  // namespace

bool FhrpGroup::is_active() const { return is_active_in(machine_); }

void FhrpGroup::start(FhrpStart how, Time now, FhrpActions& out) {
  is_up_ = true;
  if (how != FhrpStart::link) was_active_ = false;
  if (!config_->enabled) return;
  std::visit([&](auto& m) { m.came_up(how, now, out); }, machine_);
  follow(false, now, out);
}

void FhrpGroup::stop() {
  is_up_ = false;
  FhrpActions unheard;
  std::visit([&](auto& m) { m.went_down(false, unheard); }, machine_);
  announces_at_ = never;
}

void FhrpGroup::reconfigured(Time now, FhrpActions& out) {
  const bool runs = std::visit([](const auto& m) { return m.is_running(); }, machine_);
  if (runs && !config_->enabled) {
    std::visit([&](auto& m) { m.went_down(true, out); }, machine_);
    announces_at_ = never;
  } else if (!runs && is_up_ && config_->enabled) {
    start(FhrpStart::link, now, out);
  }
}

FhrpRefusal FhrpGroup::receive(const FhrpPacket& packet, Time now, FhrpActions& out) {
  const bool before = is_active();
  FhrpRefusal refusal = FhrpRefusal::other_group;
  if (auto* const hsrp = std::get_if<Hsrp>(&machine_)) {
    const auto* const m = std::get_if<HsrpMessage>(&packet.message);
    if (m != nullptr) refusal = hsrp->receive(*m, packet.source, now, out);
  } else if (const auto* const m = std::get_if<VrrpMessage>(&packet.message)) {
    refusal = std::get<Vrrp>(machine_).receive(*m, packet.source, now, out);
  }
  follow(before, now, out);
  return refusal;
}

void FhrpGroup::wake(Time now, FhrpActions& out) {
  if (now >= announces_at_) {
    announces_at_ = --announces_left_ > 0 ? after(now, config_->announce_interval) : never;
    out.push_back(FhrpAnnounce{});
    return;
  }
  const bool before = is_active();
  std::visit([&](auto& m) { m.wake(now, out); }, machine_);
  follow(before, now, out);
}

// Who has become active says so at once, and again later.
void FhrpGroup::follow(bool was_active, Time now, FhrpActions& out) {
  if (is_active() == was_active) return;
  announces_at_ = never;
  if (was_active) return;
  was_active_ = true;
  announces_left_ = config_->announces;
  if (announces_left_ == 0) return;
  out.push_back(FhrpAnnounce{});
  if (--announces_left_ > 0) announces_at_ = after(now, config_->announce_interval);
}

void FhrpGroup::tracked(int failures) {
  failures_ = failures;
  std::visit([&](auto& m) { m.tracked(failures); }, machine_);
}

Time FhrpGroup::deadline() const {
  return std::min(announces_at_, std::visit([](const auto& m) { return m.deadline(); }, machine_));
}

Mac FhrpGroup::virtual_mac() const {
  if (config_->use_bia) return mac_;
  const auto group = static_cast<std::uint32_t>(config_->group);
  const HsrpConfig* const hsrp = hsrp_config();
  if (hsrp == nullptr) return virtual_vrrp_mac(group);
  return virtual_hsrp_mac(static_cast<std::uint32_t>(hsrp->version), group);
}

}  // namespace models
