// The switch in a loop: the network says where there is one, and how much comes in. Storm control
// and loop protection shut ports; hosts whose broadcasts go round are not found.
#include <algorithm>

#include "models/device/switch.hpp"

namespace models {

Setting LoopCause::setting() const {
  if (culprit == nullptr) return {};
  return filters ? Setting(&culprit->ports) : Setting(&culprit->spanning_tree.enabled);
}

SwitchLoops& Switch::loops() {
  if (loops_ == nullptr) loops_ = std::make_unique<SwitchLoops>(states_.size());
  return *loops_;
}

bool Switch::forwards(std::uint16_t port, Time now) const {
  if (!states_[port].waiting) return true;
  const Port& p = ports_[port];
  return !p.blocked && state_of(config_->spanning_tree, p.neighbour, config_->ports[port].trunk,
                                now - p.up_since) == SpanningTreeState::forwarding;
}

bool Switch::is_cut(std::uint16_t port, VlanId vlan) const {
  return loops_ != nullptr && std::ranges::binary_search(loops_->cuts, std::pair{port, vlan});
}

void Switch::see_loops(LoopView view, Time now, Outbox& out) {
  const bool is_news = !view.looped.empty() || !view.returned.empty();
  if (loops_ == nullptr && !is_news) return;
  SwitchLoops& l = loops();
  for (const auto& cut : view.cuts) {
    if (std::ranges::binary_search(l.cuts, cut)) continue;
    table_.erase_if([&](const MacKey& key, const MacEntry& entry) {
      return entry.port == cut.first && key.vlan() == cut.second && !entry.secure;
    });
  }
  l.cuts = std::move(view.cuts);
  l.looped = std::move(view.looped);
  std::erase_if(l.storming,
                [&](VlanId vlan) { return std::ranges::find(l.looped, vlan) == l.looped.end(); });
  if (view.culprit != nullptr) {
    l.why.culprit = std::move(view.culprit);
    l.why.filters = view.filters;
  }
  const LoopProtectConfig& c = config_->loop_protect;
  for (std::uint16_t port = 0; port < l.ports.size(); ++port) {
    SwitchLoops::Port& p = l.ports[port];
    if (l.storming.empty()) {
      p.storms = false;
      p.control_at = never;
    }
    const bool returns = std::ranges::find(view.returned, port) != view.returned.end();
    if (!returns) {
      p.protect_at = never;
    } else if (p.protect_at == never) {  // they are sent at each multiple of the interval
      p.protect_at = Time{(now.time_since_epoch() / c.interval + 1) * c.interval};
    }
  }
  watch_loops(out);
}

void Switch::watch_loops(Outbox& out) {
  const SwitchLoops& l = *loops_;
  sees_loops_ = config_->storm_control.level > 0 || !l.looped.empty() || !l.astray.empty();
  loops_->alarm.set(l.deadline(), of_loops, out);
}

void Switch::storm_began(VlanId vlan, const StormRates& rates, Time now, Outbox& out) {
  SwitchLoops& l = loops();
  if (std::ranges::find(l.storming, vlan) == l.storming.end()) l.storming.push_back(vlan);
  const StormControlConfig& c = config_->storm_control;
  for (const auto& [port, rate] : rates) {
    if (!c.covers(port) || rate < static_cast<std::uint64_t>(c.level)) continue;
    SwitchLoops::Port& p = l.ports[port];
    p.storms = true;
    if (c.action == StormAction::shutdown) p.control_at = std::min(p.control_at, now + c.window);
  }
  watch_loops(out);
}

void Switch::goes_astray(VlanId vlan, Mac host, Outbox& out) {
  SwitchLoops& l = loops();
  const MacKey key(vlan, host);
  const auto place = std::ranges::lower_bound(l.astray, key);
  if (place != l.astray.end() && *place == key) return;
  l.astray.insert(place, key);
  watch_loops(out);
}

bool Switch::survives(std::uint16_t port, VlanId vlan, FrameId frame, Time now, Outbox& out) {
  const Frame& f = out.frames[frame];
  if (f.destination == sim::broadcast_mac) {
    if (controlled(port, frame, now, out)) return false;
  }
  if (loops_ == nullptr || loops_->astray.empty()) return true;
  SwitchLoops& l = *loops_;
  if (std::ranges::find(l.storming, vlan) == l.storming.end()) {  // it is learned where it is
    const auto own = std::ranges::lower_bound(l.astray, MacKey(vlan, f.source));
    if (own != l.astray.end() && *own == MacKey(vlan, f.source)) l.astray.erase(own);
  }
  if (f.destination.is_group()) return true;
  if (!std::ranges::binary_search(l.astray, MacKey(vlan, f.destination))) return true;
  out.drop(frame, Fate::mac_flapping, port, {.setting = l.why.setting()}, now);
  return false;
}

bool Switch::controlled(std::uint16_t port, FrameId frame, Time now, Outbox& out) {
  const StormControlConfig& c = config_->storm_control;
  if (!c.covers(port)) return false;
  SwitchLoops::Port& p = loops().ports[port];
  const bool above = p.broadcasts.exceeds(c.level, c.window, now) || p.storms;
  if (!above || c.action == StormAction::trap) return false;
  out.drop(frame, Fate::storm_controlled, port, {.setting = &c.level}, now);
  if (c.action == StormAction::shutdown && !p.storms) shut(port, &c.level, c.recovery, now, out);
  return true;
}

void Switch::wake_loops(Time at, Outbox& out) {
  if (loops_ == nullptr || !loops_->alarm.rings(at) || !on_) return;
  for (std::uint16_t port = 0; port < loops_->ports.size(); ++port) {
    SwitchLoops::Port& p = loops_->ports[port];
    if (at >= p.control_at) {
      p.control_at = never;
      p.storms = false;
      const StormControlConfig& c = config_->storm_control;
      if (!states_[port].err_disabled) shut(port, &c.level, c.recovery, at, out);
    }
    if (at >= p.protect_at) {
      p.protect_at = never;
      if (states_[port].err_disabled) continue;
      ports_[port].looped_back = true;
      shut(port, nullptr, config_->loop_protect.recovery, at, out);
      lost_link(port);
    }
  }
  watch_loops(out);
}

void Switch::forget_loops() {
  if (loops_ == nullptr) return;
  loops_->astray.clear();
  loops_->storming.clear();
  for (SwitchLoops::Port& p : loops_->ports) p = {};
  loops_->alarm.clear();
}

}  // namespace models
