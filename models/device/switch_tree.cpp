// The switch in a spanning tree with redundant cables: what the network tells it of its ports.
#include "models/device/switch.hpp"
#include "models/protocol/l2/bridge_tree.hpp"

namespace models {

std::uint32_t Switch::path_cost(std::uint16_t port, std::uint64_t rate) const {
  const int set = config_->ports[port].stp_cost;
  return set > 0 ? static_cast<std::uint32_t>(set) : models::path_cost(rate);
}

bool Switch::guards(std::uint16_t port) const {
  const SpanningTreeConfig& c = config_->spanning_tree;
  return c.enabled && c.portfast && c.bpdu_guard && !config_->ports[port].trunk &&
         !states_[port].err_disabled;
}

// [catalyst-2950]: a bridge where none may be.
void Switch::guard(std::uint16_t port, Time now, Outbox& out) {
  const SpanningTreeConfig& c = config_->spanning_tree;
  Port& p = ports_[port];
  states_[port].err_disabled = p.guarded = true;
  floods_changed();
  lost_link(port);
  if (c.guard_recovery > 0s) p.recovery.set(now + c.guard_recovery, port, out);
  out.ports.push_back({port, false});
  power_follows(port, now, out);
}

void Switch::set_blocked(std::uint16_t port, bool blocked) {
  Port& p = ports_[port];
  p.blocked = blocked;
  states_[port].waiting = blocked;
  floods_changed();
  if (blocked) p.forwards.clear();
}

// The port is on its way to forward, from `begin` on.
void Switch::open(std::uint16_t port, Time begin, Time now, Outbox& out) {
  Port& p = ports_[port];
  p.blocked = false;
  p.up_since = begin;
  states_[port].waiting = true;
  floods_changed();
  const Time at = begin + wait_of(config_->spanning_tree, p.neighbour, config_->ports[port].trunk);
  p.forwards.clear();
  if (at <= now) {
    out.topology_changed = true;
  } else {
    p.forwards.set(at, of_tree + port, out);
  }
}

// STP: what has been silent for a forward delay is forgotten (802.1D-1998 8.3.5); RSTP forgets all
// that is not behind an edge port (802.1D-2004 17.11).
void Switch::topology_changed(Time now) {
  const SpanningTreeConfig& c = config_->spanning_tree;
  if (!c.enabled) return;
  const Duration keeps = c.mode == SpanningTreeMode::rstp ? 0s : c.forward_delay;
  table_.shorten([&](const MacTable::Entry& entry) {
    const std::uint16_t port = entry.value.port;
    const bool is_edge =
        c.portfast && may_be_edge(ports_[port].neighbour, config_->ports[port].trunk);
    if (entry.value.secure || is_edge) return entry.fresh_until;
    const Time used = config_->mac_aging == forever ? now : entry.fresh_until - config_->mac_aging;
    return std::max(now, used + keeps);
  });
}

}  // namespace models
