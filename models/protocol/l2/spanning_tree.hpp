// When a port forwards after its link came up, in a tree: IEEE 802.1D-1998 8.4 (STP), 802.1D-2004
// 17 (RSTP), Catalyst PortFast [catalyst-2950]. Left out: BPDUs, election and blocked ports (there
// are no loops to cut), max age, and the short ageing after a topology change, which loses no
// frame, only floods.
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
};

// STP's blocking and listening treat frames alike: RSTP calls both discarding (802.1D-2004 7.4).
enum class SpanningTreeState : std::uint8_t { discarding, learning, forwarding };

// What is at the other end of a port's cable. A bridge is told by its BPDUs, which end PortFast.
struct SpanningTreeNeighbour {
  sim::Beside<const SpanningTreeConfig> bridge{};  // none: an end device or a router
  constexpr bool is_silent() const { return bridge == nullptr || !bridge->enabled; }
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
  if (own.portfast && may_be_edge(neighbour, trunk)) return forwarding;
  if (neighbour.is_silent()) {
    if (rapid && own.auto_edge) return up < own.migrate_time ? discarding : forwarding;
  } else if (rapid && neighbour.bridge->mode == SpanningTreeMode::rstp) {
    return forwarding;  // 17.10: proposal and agreement; assumed at once, it takes milliseconds
  }
  if (up < own.forward_delay) return discarding;  // 8.4.2: listening
  return up < 2 * own.forward_delay ? learning : forwarding;
}

}  // namespace models
