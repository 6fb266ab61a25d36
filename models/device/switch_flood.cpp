// How a frame leaves the switch: by the port where its destination is, or by all of its VLAN. Where
// end devices stand at cables that are alike, all these ports are one step; the others are looked
// at each time.
#include <algorithm>

#include "models/device/switch.hpp"

namespace models {

// The last port, or run of ports, gets the frame itself, the others copies.
struct Switch::Copies {
  std::uint16_t ingress;
  std::uint16_t waits = ingress;  // one that would get it, but may not forward yet
  std::uint16_t shut = ingress;   // the same, but nobody has been authenticated there
  std::uint16_t last = ingress;
  std::uint32_t last_run = 0;
  std::uint32_t more_forward = 0;  // ports that have begun to since the plan was made
  bool is_hello = false;
  bool goes_on = false;  // there is a last one
  bool has_way = false;
  bool only_hosts = false;
  bool is_pruned = false;  // a trunk does not carry its VLAN
};

void Switch::leave(std::uint16_t port, VlanId vlan, FrameId frame, Time now, Outbox& out) {
  if (states_[port].err_disabled) {  // a sticky address is still there
    return drop_disabled(port, frame, now, out);
  }
  if (!can_leave(port)) return drop_idle(port, frame, now, out);
  if (states_[port].closed) return drop_closed(port, frame, now, out);
  if (tree_state(port, now) != SpanningTreeState::forwarding) {
    return drop_waiting(port, frame, now, out);
  }
  forward(port, vlan, frame, out);
}

void Switch::flood(std::uint16_t ingress, VlanId vlan, FrameId frame, Time now, Outbox& out,
                   const PortSet* only) {
  Copies copies{.ingress = ingress};
  copies.is_hello = out.frames[frame].fhrp() != nullptr;
  if (loops_ != nullptr && !loops_->looped.empty()) {
    out.flooded.push_back({out.frames[frame].source, vlan, out.self});
  }
  const bool by_plan = only == nullptr && floods_ != nullptr && out.trace == nullptr &&
                       !sees_loops_ && !out.floods.to_each_port && concerns_few(out.frames[frame]);
  if (by_plan) {
    for (const auto& [port, run] : plan_of(vlan, now, out).steps) {
      if (run == 0) {
        flood_to(port, copies, vlan, frame, now, out, nullptr);
      } else if (out.floods[run].ports.size() > (is_in(run, ingress) ? 1U : 0U)) {
        pass_on(copies, vlan, frame, out);
        copies.has_way = copies.goes_on = true;
        copies.last_run = run;
      }
      if (out.out_of_frames) break;
    }
    if (copies.more_forward > 8 + ports_.size() / 16) floods_->is_old = true;
  } else {
    for (std::uint16_t port = 0; port < ports_.size() && !out.out_of_frames; ++port) {
      flood_to(port, copies, vlan, frame, now, out, only);
    }
  }
  if (copies.goes_on) return send_last(copies, vlan, frame, out);
  const bool is_traffic = out.frames[frame].announcement() == nullptr;
  if (copies.waits != ingress && is_traffic) {
    return drop_waiting(copies.waits, frame, now, out);
  }
  if (copies.shut != ingress && is_traffic) return drop_closed(copies.shut, frame, now, out);
  if (only != nullptr && !copies.has_way) {
    return out.drop(frame, Fate::dhcp_no_trusted_port, ingress, {.setting = only}, now);
  }
  if (copies.is_pruned) {
    return out.drop(frame, Fate::vlan_not_allowed, ingress, {.setting = &config_->ports}, now);
  }
  out.end(frame, copies.only_hosts ? Fate::not_for_me : Fate::flooded_nowhere);
}

void Switch::flood_to(std::uint16_t port, Copies& copies, VlanId vlan, FrameId frame, Time now,
                      Outbox& out, const PortSet* only) {
  const PortState p = states_[port];
  // Down ports too: what would have gone there dies on the cable, and is told.
  if (port == copies.ingress || !p.linked) return;
  if (p.member && skips(port, copies.ingress)) return;
  if (sees_loops_ && is_cut(port, vlan)) return;
  if (copies.is_hello && !p.passes_hellos) {
    copies.only_hosts = true;
    return;
  }
  if (!carries(port, vlan)) {
    if (config_->ports[port].trunk) copies.is_pruned = true;
    return;
  }
  if (only != nullptr && !has_port(*only, port)) return;
  copies.has_way = true;
  if (p.err_disabled) {  // the same here
    const FrameId lost = out.make(out.frames[frame]);
    if (!out.out_of_frames) drop_disabled(port, lost, now, out);
    return;
  }
  if (!can_leave(port)) {
    const FrameId lost = out.make(out.frames[frame]);
    if (!out.out_of_frames) drop_idle(port, lost, now, out);
    return;
  }
  if (p.closed) {
    copies.shut = port;
    return miss_closed(port, frame, now, out);
  }
  if (tree_state(port, now) != SpanningTreeState::forwarding) {
    if (!ports_[port].blocked) copies.waits = port;
    return;
  }
  if (floods_ != nullptr && floods_->waited[port]) ++copies.more_forward;
  pass_on(copies, vlan, frame, out);
  copies.goes_on = true;
  copies.last = port;
  copies.last_run = 0;
}

// There is one more after the last.
void Switch::pass_on(const Copies& copies, VlanId vlan, FrameId frame, Outbox& out) const {
  if (!copies.goes_on) return;
  const FrameId copy = out.make(out.frames[frame]);
  if (!out.out_of_frames) send_last(copies, vlan, copy, out);
}

void Switch::send_last(const Copies& copies, VlanId vlan, FrameId frame, Outbox& out) const {
  if (copies.last_run == 0) return forward(copies.last, vlan, frame, out);
  out.frames[frame].vlan = 0;
  out.send_to_run(frame, copies.last_run, copies.ingress);
}

void Switch::forward(std::uint16_t port, VlanId vlan, FrameId frame, Outbox& out) const {
  out.frames[frame].vlan = access_vlan(port) == vlan ? VlanId{0} : vlan;
  out.send(frame, states_[port].member ? member_for(port, out.frames[frame]) : port);
}

void Switch::alike(std::uint16_t port, std::uint16_t number) {
  if (floods_ == nullptr) {
    if (number == 0) return;
    floods_ = std::make_unique<FloodPlans>();
    floods_->alike.resize(ports_.size());
    floods_->run_of.resize(ports_.size());
    floods_->waited.resize(ports_.size());
  }
  floods_->alike[port] = number;
  floods_->is_old = true;
}

// It came up: spanning tree may let it wait.
void Switch::flood_later(std::uint16_t port) {
  if (floods_ == nullptr || floods_->run_of[port] == 0) return;
  floods_->unsettled.push_back(port);
  if (floods_->unsettled.size() > ports_.size()) floods_->is_old = true;
}

const Switch::FloodPlan& Switch::plan_of(VlanId vlan, Time now, Outbox& out) {
  FloodPlans& f = *floods_;
  for (; !f.is_old && !f.unsettled.empty(); f.unsettled.pop_back()) {
    f.is_old = tree_state(f.unsettled.back(), now) != SpanningTreeState::forwarding;
  }
  if (f.is_old) {
    for (const FloodPlan& plan : f.plans) {
      for (const auto& [port, run] : plan.steps) {
        if (run != 0) out.floods.close(run);
      }
    }
    std::ranges::fill(f.run_of, 0U);
    f.waited.assign(ports_.size(), false);
    f.plans.clear();
    f.unsettled.clear();
    f.is_old = false;
  }
  const auto known = std::ranges::find(f.plans, vlan, &FloodPlan::vlan);
  return known != f.plans.end() ? *known : f.plans.emplace_back(make_plan(vlan, now, out));
}

Switch::FloodPlan Switch::make_plan(VlanId vlan, Time now, Outbox& out) {
  constexpr std::size_t few = 4;  // not worth it
  FloodPlan plan{.vlan = vlan, .steps = {}};
  std::vector<std::uint16_t> row;
  const auto end_row = [&] {
    if (row.size() < few) {
      for (const std::uint16_t port : row) plan.steps.push_back({port, 0});
    } else {
      const std::uint32_t run = out.floods.open(out.self, row);
      for (const std::uint16_t port : row) floods_->run_of[port] = run;
      plan.steps.push_back({row.front(), run});
    }
    row.clear();
  };
  for (std::uint16_t port = 0; port < ports_.size(); ++port) {
    const SwitchPortConfig& c = config_->ports[port];
    const PortState& p = states_[port];
    if (!p.linked || (!p.controlled && !c.trunk && !carries(port, vlan))) continue;
    const bool is_plain = floods_->alike[port] != 0 && !p.controlled && !c.trunk &&
                          c.voice_vlan == 0 && !p.err_disabled && !p.member;
    const bool waits = is_plain && tree_state(port, now) != SpanningTreeState::forwarding;
    if (waits) floods_->waited[port] = true;
    const bool joins = is_plain && !waits;
    if (!joins || (!row.empty() && floods_->alike[row.back()] != floods_->alike[port])) end_row();
    if (joins) {
      row.push_back(port);
    } else {
      plan.steps.push_back({port, 0});
    }
  }
  end_row();
  return plan;
}

}  // namespace models
