// When a port forwards after its link came up, in a tree: IEEE 802.1D-1998 8.4 (STP), 802.1D-2004
// 17 (RSTP), Catalyst PortFast and BPDU guard [catalyst-2950]. BPDUs that change nothing are no
// frames here; bridge_tree says which ports are blocked.
#pragma once

#include "models/wire/names.hpp"
#include "sim/base/copy.hpp"

namespace models {

enum class SpanningTreeMode : std::uint8_t { stp, rstp };

struct SpanningTreeConfig {
  bool enabled = false;
  SpanningTreeMode mode = SpanningTreeMode::stp;
  bool portfast = false;         // 802.1D-2004 17.13.1: AdminEdge; not on trunks, as Catalyst's
  bool auto_edge = false;        // rstp, 17.13.3: who is silent for migrate_time is no bridge
  Duration migrate_time = 3s;    // 17.13.9
  Duration forward_delay = 15s;  // 802.1D-1998 table 8-3: 4 to 30 s
  Duration max_age = 20s;        // 6 to 40 s: so long is believed what nobody says any more
  Duration hello = 2s;           // 802.1D-2004 17.21.23: RSTP misses three of them
  int priority = 32'768;         // of the bridge: the lowest is the root
  bool bpdu_guard = false;       // a PortFast port that hears a bridge goes down
  Duration guard_recovery = 0s;  // and comes up again so much later; 0 s: by hand
  bool passes_bpdus = true;      // of one without spanning tree: unmanaged ones do, phones do not
};

// STP's blocking and listening treat frames alike: RSTP calls both discarding (802.1D-2004 7.4).
enum class SpanningTreeState : std::uint8_t { discarding, learning, forwarding };

// What is at the other end of a port's cable. A bridge is told by its BPDUs, which end PortFast.
struct SpanningTreeNeighbour {
  sim::Beside<const SpanningTreeConfig> bridge{};  // none: an end device or a router
  bool hears = false;  // BPDUs of a bridge behind a switch that sends none itself
  constexpr bool is_silent() const { return !hears && (bridge == nullptr || !bridge->enabled); }
  constexpr bool is_rapid() const {
    return bridge != nullptr && bridge->enabled && bridge->mode == SpanningTreeMode::rstp;
  }
};

// Could this port be an edge port, if its switch were told so?
constexpr bool may_be_edge(const SpanningTreeNeighbour& neighbour, bool trunk) {
  return neighbour.is_silent() && !trunk;
}

// Of a port whose link has been up for so long.
constexpr SpanningTreeState state_of(const SpanningTreeConfig& own,
                                     const SpanningTreeNeighbour& neighbour, bool trunk,
                                     Duration up) {
  using enum SpanningTreeState;
  const bool rapid = own.mode == SpanningTreeMode::rstp;
  if (!own.enabled) return forwarding;
  if (up < 0s) return discarding;  // it still believes that another way leads to the root
  if (own.portfast && may_be_edge(neighbour, trunk)) return forwarding;
  if (neighbour.is_silent()) {
    if (rapid && own.auto_edge) return up < own.migrate_time ? discarding : forwarding;
  } else if (rapid && neighbour.is_rapid()) {
    return forwarding;  // 17.10: proposal and agreement; assumed at once, it takes milliseconds
  }
  if (up < own.forward_delay) return discarding;  // 8.4.2: listening
  return up < 2 * own.forward_delay ? learning : forwarding;
}

// From link up to the first frame.
constexpr Duration wait_of(const SpanningTreeConfig& own, const SpanningTreeNeighbour& neighbour,
                           bool trunk) {
  for (const Duration wait : {Duration{0s}, own.migrate_time, own.forward_delay}) {
    if (state_of(own, neighbour, trunk, wait) == SpanningTreeState::forwarding) return wait;
  }
  return 2 * own.forward_delay;
}

}  // namespace models
