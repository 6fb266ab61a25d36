// What a switch makes of its cables and its power: ports come up and forget; it boots, and lives on
// its battery.
#include "models/device/switch.hpp"

namespace models {

void Switch::plug(std::uint16_t port, SpanningTreeNeighbour neighbour, bool passes_hellos) {
  states_[port].linked = true;
  if (channels_ != nullptr) channels_->lit[port] = true;
  states_[port].passes_hellos = passes_hellos;
  ports_[port].neighbour = std::move(neighbour);
}

void Switch::link_came_up(std::uint16_t port, Time now) {
  ports_[port].up_since = now;
  states_[port].waiting = true;  // or not: that is judged when a frame comes
  flood_later(port);
}

void Switch::link_changed(std::uint16_t port, bool up, Time now, Outbox& out) {
  if (states_[port].member) return channel_link(port, up, now, out);
  up ? link_came_up(port, now) : lost_link(port);
  if (states_[port].controlled && !states_[port].err_disabled && on_) {
    access_link(port, up, now, out);
  }
  watch_link(port, up, now, out);
}

// What stood behind the port is forgotten ([ieee-802-1d] 7.9, [catalyst-3550]); it stays
// err-disabled.
void Switch::lost_link(std::uint16_t port) {
  ports_[port].secure.flush(config_->port_security, table_, port);
  table_.erase_if([&](const MacKey&, const MacEntry& e) { return !e.secure && e.port == port; });
}

void Switch::start(Time now, Outbox& out) {
  battery_.clear();
  if (on_) return;
  if (config_->power.boot == 0s) return begin(now, out);
  boots_.set(now + config_->power.boot, of_boot, out);
}

bool Switch::runs_on_battery(Time now, Outbox& out) {
  if (!on_ || config_->power.ups == 0s) return false;
  battery_.set(now + config_->power.ups, of_battery, out);
  return true;
}

void Switch::wake_power(std::uint32_t index, Time at, Outbox& out) {
  if (index == of_boot) return boots_.rings(at) ? begin(at, out) : void();
  if (!battery_.rings(at)) return;
  stop(at, out);
  out.went_dark = true;
}

void Switch::begin(Time now, Outbox& out) {
  on_ = out.link_came_up = true;
  if (poe_ != nullptr) {
    poe_->start(now);
    next_power_.set(poe_->deadline(), of_poe, out);
  }
  for (std::uint16_t port = 0; port < ports_.size(); ++port) {
    link_came_up(port, now);
    if (states_[port].controlled && states_[port].linked) access_link(port, true, now, out);
  }
  start_channels(now, out);
}

void Switch::stop(Time now, Outbox& out) {
  on_ = false;
  boots_.clear();
  battery_.clear();
  forget_hosts(now);
  stop_channels();
  forget_loops();
  table_.clear();
  if (access_ != nullptr) stop_access(now, out);
  for (PortState& state : states_) state.err_disabled = false;
  floods_changed();
  for (Port& p : ports_) {
    p.recovery.clear();
    p.forwards.clear();
    p.guarded = p.looped_back = false;
    p.secure = SecurePort{};
  }
  if (poe_ == nullptr) return;
  PowerActions dark;
  poe_->stop(dark);
  next_power_.clear();
  carry_out(dark, out);
}

}  // namespace models
