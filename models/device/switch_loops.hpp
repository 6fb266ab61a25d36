// What a switch has in a network with loops: where it must not send in which VLAN so that nothing
// goes round here, what a storm does to it meanwhile, and what it does against it.
// switch_loops.cpp.
#pragma once

#include <vector>

#include "models/device/outbox.hpp"
#include "models/protocol/l2/storm_control.hpp"

namespace models {

struct SwitchConfig;

// Who lets it be, and by which setting; nobody: there is none.
struct LoopCause {
  sim::Beside<const SwitchConfig> culprit{};
  bool filters = false;  // its ports do not heed BPDUs; else it has no spanning tree
  Setting setting() const;
};

// What the network has found.
struct LoopView {
  std::vector<std::pair<std::uint16_t, VlanId>> cuts{};  // where nothing is flooded, in order
  std::vector<VlanId> looped{};                          // VLANs with a loop
  std::vector<std::uint16_t> returned{};  // protected ports to which comes back what they send
  sim::Beside<const SwitchConfig> culprit{};
  bool filters = false;
};
using StormRates = std::vector<std::pair<std::uint16_t, std::uint64_t>>;  // frames in a second

struct SwitchLoops {
  struct Port {
    PacketRate broadcasts{};  // storm control's
    Time control_at = never;  // a storm is above its level: then it goes down
    Time protect_at = never;  // what it sent comes back: then it goes down
    bool storms = false;      // more comes in than its level
  };
  explicit SwitchLoops(std::size_t number) : ports(number) {}
  Time deadline() const {
    Time first = never;
    for (const Port& port : ports) first = std::min({first, port.control_at, port.protect_at});
    return first;
  }

  std::vector<Port> ports;
  std::vector<std::pair<std::uint16_t, VlanId>> cuts;  // in order
  std::vector<VlanId> looped;                          // VLANs in which copies go round
  std::vector<VlanId> storming;                        // and do so now
  std::vector<MacKey> astray;                          // hosts whose copies did: in order
  LoopCause why{};
  Alarm alarm{};
};

}  // namespace models
