// How a frame leaves the switch: by the port where its destination is, or by all of its VLAN.
#include "models/device/switch.hpp"

namespace models {

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
  std::uint16_t last = ingress;   // the last port gets the frame itself, the others copies
  std::uint16_t waits = ingress;  // one that would get it, but may not forward yet
  std::uint16_t shut = ingress;   // the same, but nobody has been authenticated there
  const bool is_hello = out.frames[frame].fhrp() != nullptr;
  bool has_way = false;
  bool only_hosts = false;
  bool is_pruned = false;  // a trunk does not carry its VLAN
  if (loops_ != nullptr && !loops_->looped.empty()) {
    out.flooded.push_back({out.frames[frame].source, vlan, out.self});
  }
  for (std::uint16_t port = 0; port < ports_.size(); ++port) {
    const PortState p = states_[port];
    // Down ports too: what would have gone there dies on the cable, and is told.
    if (port == ingress || !p.linked) continue;
    if (p.member && skips(port, ingress)) continue;
    if (sees_loops_ && is_cut(port, vlan)) continue;
    if (is_hello && !p.passes_hellos) {
      only_hosts = true;
      continue;
    }
    if (!carries(port, vlan)) {
      if (config_->ports[port].trunk) is_pruned = true;
      continue;
    }
    if (only != nullptr && !has_port(*only, port)) continue;
    has_way = true;
    if (p.err_disabled) {  // the same here
      const FrameId lost = out.make(out.frames[frame]);
      if (out.out_of_frames) break;
      drop_disabled(port, lost, now, out);
      continue;
    }
    if (!can_leave(port)) {
      const FrameId lost = out.make(out.frames[frame]);
      if (out.out_of_frames) break;
      drop_idle(port, lost, now, out);
      continue;
    }
    if (p.closed) {
      shut = port;
      miss_closed(port, frame, now, out);
      continue;
    }
    if (tree_state(port, now) != SpanningTreeState::forwarding) {
      if (!ports_[port].blocked) waits = port;
      continue;
    }
    if (last != ingress) {
      const FrameId copy = out.make(out.frames[frame]);
      if (out.out_of_frames) break;
      forward(last, vlan, copy, out);
    }
    last = port;
  }
  const bool is_traffic = out.frames[frame].announcement() == nullptr;
  if (last == ingress && waits != ingress && is_traffic)
    return drop_waiting(waits, frame, now, out);
  if (last == ingress && shut != ingress && is_traffic) return drop_closed(shut, frame, now, out);
  if (only != nullptr && !has_way) {
    return out.drop(frame, Fate::dhcp_no_trusted_port, ingress, {.setting = only}, now);
  }
  if (last == ingress && is_pruned) {
    return out.drop(frame, Fate::vlan_not_allowed, ingress, {.setting = &config_->ports}, now);
  }
  if (last == ingress) {
    return out.end(frame, only_hosts ? Fate::not_for_me : Fate::flooded_nowhere);
  }
  forward(last, vlan, frame, out);
}

void Switch::forward(std::uint16_t port, VlanId vlan, FrameId frame, Outbox& out) const {
  out.frames[frame].vlan = access_vlan(port) == vlan ? VlanId{0} : vlan;
  out.send(frame, states_[port].member ? member_for(port, out.frames[frame]) : port);
}

}  // namespace models
