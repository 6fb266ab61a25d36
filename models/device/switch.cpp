#include "models/device/switch.hpp"

#include <algorithm>

#include "sim/base/table_growth.hpp"

namespace models {

namespace {

// Of a trunk.
bool allows(const SwitchPortConfig& port, VlanId vlan) {
  if (port.allowed.empty()) return true;
  return std::ranges::any_of(port.allowed, [&](const VlanRange& range) {
    return range.first <= vlan && vlan <= range.last;
  });
}

// Why an address is still another port's.
Setting kept_elsewhere(const PortSecurityConfig& c) {
  return c.sticky ? Setting(&c.sticky) : Setting(&c.aging_time);
}

}  // namespace

Switch::Switch(const Config& config, const Installation& self)
    : config_(&config),
      mac_(self.mac),
      table_(std::min(sim::first_room, static_cast<std::size_t>(config.mac_capacity))),
      ports_(config.ports.size()),
      states_(config.ports.size()) {
  prepare_access(self);
  sees_loops_ = config.storm_control.level > 0;
  if (config.channels.empty()) return;
  channels_ = std::make_unique<SwitchChannels>(config, mac_);
  for (std::size_t port = 0; port < states_.size(); ++port) {
    states_[port].member = channels_->places[port].channel != 0;
  }
}

// Makes the run faster, never different.
void Switch::expect(std::uint16_t port, const Frame& frame) const {
  table_.fetch(MacKey(classify(port, frame), frame.source));
}

void Switch::receive(std::uint16_t port, FrameId frame, Time now, Outbox& out) {
  const auto drop = [&](Fate fate, const Cause& cause) { out.drop(frame, fate, port, cause, now); };
  if (!on_) return drop(Fate::device_down, {.act = Act::power});
  if (states_[port].err_disabled) return drop_disabled(port, frame, now, out);
  if (states_[port].member && !joins(port, frame, now, out)) return;
  const Frame& f = out.frames[frame];
  const VlanId vlan = classify(port, f);
  if (vlan == 0) return drop(Fate::vlan_not_allowed, {.setting = &config_->ports});
  if (states_[port].controlled && !enters(port, vlan, frame, now, out)) return;
  const SpanningTreeState tree = tree_state(port, now);
  if (tree == SpanningTreeState::discarding) return drop_waiting(port, frame, now, out);
  if (sees_loops_ && !survives(port, vlan, frame, now, out)) return;
  const MacKey source(vlan, f.source);
  make_room(table_, static_cast<std::size_t>(config_->mac_capacity));
  if (config_->port_security.enabled && config_->secure[port]) {
    if (!admitted(port, source, frame, now, out)) return;
  } else {
    learn(port, source, now);
  }
  if (tree == SpanningTreeState::learning) return drop_waiting(port, frame, now, out);
  if (access_ != nullptr && to_cpu(vlan, frame, now, out)) return;
  if (config_->watches && watched(port, vlan, frame, now, out)) return;
  if (f.destination.is_group()) {
    if (f.announcement() != nullptr && hears(port, frame, now, out)) return;
    if (f.eapol() != nullptr && !config_->passes_eapol) return out.end(frame, Fate::not_for_me);
    if (f.lacp() != nullptr) return out.end(frame, Fate::not_for_me);  // 802.1D 7.12.6
    return flood(port, vlan, frame, now, out);
  }
  const MacEntry* known = table_.fresh(MacKey(vlan, f.destination), now);
  if (known == nullptr) return flood(port, vlan, frame, now, out);  // unknown unicast
  const std::uint16_t egress = known->port;
  if (egress == port) return out.end(frame, Fate::same_port);
  if (!carries(egress, vlan)) return flood(port, vlan, frame, now, out);  // not any more
  leave(egress, vlan, frame, now, out);
}

// Port security: true if the frame may go on. Otherwise it has met its fate.
bool Switch::admitted(std::uint16_t port, MacKey source, FrameId frame, Time now, Outbox& out) {
  const PortSecurityConfig& c = config_->port_security;
  const auto [verdict, aged, limit] =
      ports_[port].secure.check(c, table_, source, port, config_->ports[port].voice_vlan, now);
  switch (verdict) {
    case Verdict::forward: return true;
    case Verdict::relearn: {
      if (out.frames[frame].announcement() != nullptr) return true;  // the CPU gets it all the same
      Cause cause{.setting = &c.relearn};
      if (aged != never) cause = {.setting = &c.aging_time, .since = aged, .limit = c.aging_time};
      out.drop(frame, Fate::port_security_relearn, port, cause, now);
      return false;
    }
    case Verdict::violation:
      violated(port, limit == nullptr ? nullptr : &*limit, now, out);
      out.drop(frame, Fate::port_security_violation, port,
               {.setting = limit == nullptr ? kept_elsewhere(c) : Setting(&*limit)}, now);
      return false;
  }
  return false;
}

void Switch::violated(std::uint16_t port, const int* limit, Time now, Outbox& out) {
  const PortSecurityConfig& c = config_->port_security;
  if (c.violation == Violation::protect) return;  // neither counted nor logged
  ++violations_;
  if (c.violation == Violation::restrict) return;
  shut(port, limit, c.errdisable_recovery ? c.errdisable_interval : 0s, now, out);
}

// Err-disables it; recovery 0: for ever.
void Switch::shut(std::uint16_t port, const int* limit, Duration recovery, Time now, Outbox& out) {
  Port& p = ports_[port];
  floods_changed();
  p.limit = sim::Beside<const int>(limit);
  p.secure.flush(config_->port_security, table_, port);
  if (states_[port].member) {
    set_members(port, true, now, out);
  } else {
    states_[port].err_disabled = true;
    out.ports.push_back({port, false});
    power_follows(port, now, out);
  }
  if (recovery > 0s) p.recovery.set(now + recovery, port, out);
}

void Switch::wake(std::uint32_t index, Time at, Outbox& out) {
  if (index == of_access) return wake_access(at, out);
  if (index == of_poe) return wake_poe(at, out);
  if (index == of_channels) return wake_channels(at, out);
  if (index == of_loops) return wake_loops(at, out);
  if (index == of_battery || index == of_boot) return wake_power(index, at, out);
  if (index >= of_watch) return probe_hosts(at, out);
  if (index >= of_tree) {
    if (ports_[index - of_tree].forwards.rings(at)) out.topology_changed = true;
    return;
  }
  if (!ports_[index].recovery.rings(at)) return;
  const auto port = static_cast<std::uint16_t>(index);
  states_[port].err_disabled = ports_[port].guarded = ports_[port].looped_back = false;
  floods_changed();
  if (states_[port].member) return set_members(port, false, at, out);
  link_came_up(port, at);
  if (states_[port].controlled) access_link(port, true, at, out);
  out.ports.push_back({port, true});
  power_follows(port, at, out);
}

VlanId Switch::entered(std::uint16_t port, VlanId tag) const {
  const SwitchPortConfig& c = config_->ports[port];
  if (tag == 0) return access_vlan(port);
  if (c.trunk) return allows(c, tag) ? tag : VlanId{0};
  return tag == c.voice_vlan || tag == c.vlan ? tag : VlanId{0};
}

bool Switch::carries(std::uint16_t port, VlanId vlan) const {
  const SwitchPortConfig& c = config_->ports[port];
  if (c.trunk) return allows(c, vlan);
  return access_vlan(port) == vlan || c.voice_vlan == vlan;
}

void Switch::learn(std::uint16_t port, MacKey source, Time now) {
  const Time fresh_until = after(now, config_->mac_aging);
  const auto found = table_.find(source, now);
  if (found.value != nullptr && found.value->secure) return;  // a secure address does not move
  if (found.value != nullptr) {
    found.value->port = port;
    table_.refresh(*found.entry, fresh_until);
  } else {  // a full table is not an error: the frame is forwarded, its answer flooded
    table_.insert(source, {.installed = now, .port = port, .secure = false}, fresh_until, now);
  }
}

SpanningTreeState Switch::waited(std::uint16_t port, Time now) {
  const Port& p = ports_[port];
  if (p.blocked) return SpanningTreeState::discarding;
  const SpanningTreeState state =
      state_of(config_->spanning_tree, p.neighbour, config_->ports[port].trunk, now - p.up_since);
  states_[port].waiting = state != SpanningTreeState::forwarding;
  return state;
}

// A phone's question is answered by who speaks its protocol; who does not sends it on, or not.
// True: it has met its fate.
bool Switch::hears(std::uint16_t port, FrameId frame, Time now, Outbox& out) {
  const Announcement said = *out.frames[frame].announcement();
  const AnnouncementConfig& c =
      said.protocol == DiscoveryProtocol::cdp ? config_->cdp : config_->lldp;
  if (!c.enabled && c.passes) return false;
  const bool answers = !said.from_switch && c.answers(now - ports_[port].up_since);
  if (!said.from_switch && !answers) {
    const Setting setting = c.enabled ? Setting(&c.delay) : Setting(&c.enabled);
    out.drop(frame, Fate::announcement_unheard, port, {.setting = setting}, now);
  } else {
    out.end(frame, Fate::delivered);
  }
  if (!answers) return true;
  out.send(out.make({.payload = Announcement{.protocol = said.protocol,
                                             .from_switch = true,
                                             .voice_vlan = config_->ports[port].voice_vlan},
                     .source = mac_,
                     .destination = group_of(said.protocol),
                     .vlan = 0,
                     .origin = out.self}),
           port);
  return true;
}

void Switch::drop_disabled(std::uint16_t port, FrameId frame, Time now, Outbox& out) const {
  if (ports_[port].guarded) {
    return out.drop(frame, Fate::port_err_disabled, port,
                    {.setting = &config_->spanning_tree.bpdu_guard}, now);
  }
  if (states_[port].member && channels_->all[channels_->places[port].channel - 1U].guarded) {
    const auto& channel = channels_->all[channels_->places[port].channel - 1U];
    return out.drop(frame, Fate::port_err_disabled, port,
                    {.setting = &channel.bundle.config().mode}, now);
  }
  if (ports_[port].looped_back) {
    return out.drop(frame, Fate::port_err_disabled, port, {.setting = &config_->loop_protect.ports},
                    now);
  }
  if (disabled_by_access(port)) {
    return out.drop(frame, Fate::port_err_disabled, port,
                    {.setting = &access_->ports[port].access->config().host_mode}, now);
  }
  const auto& limit = ports_[port].limit;
  const Setting setting =
      limit == nullptr ? kept_elsewhere(config_->port_security) : Setting(&*limit);
  out.drop(frame, Fate::port_err_disabled, port, {.setting = setting}, now);
}

// Announcements are no traffic: a port that waits takes them in.
void Switch::drop_waiting(std::uint16_t port, FrameId frame, Time now, Outbox& out) {
  if (out.frames[frame].announcement() != nullptr && hears(port, frame, now, out)) return;
  if (ports_[port].blocked) return out.end(frame, Fate::stp_blocked);
  const SpanningTreeConfig& c = config_->spanning_tree;
  const bool could_be_edge = may_be_edge(ports_[port].neighbour, config_->ports[port].trunk);
  const Setting setting = now < ports_[port].up_since ? Setting(&c.max_age)
                          : could_be_edge             ? Setting(&c.portfast)
                                                      : Setting(&c.forward_delay);
  out.drop(frame, Fate::stp_not_forwarding, port, {.setting = setting}, now);
}

}  // namespace models
