// What a search for loops finds in a network: a node is a switch in one VLAN.
#pragma once

#include "models/protocol/l2/broadcast_loops.hpp"

namespace models {

struct LoopSearch {
  struct Way {
    std::uint32_t cable = 0;  // its place among those between switches
    std::uint16_t port_a = 0;
    std::uint16_t port_b = 0;
  };
  std::vector<LoopEdge> edges{};
  std::vector<Way> ways{};  // of the edges
  BroadcastLoops found{};
  std::vector<std::uint32_t> culprits{};  // by node: a switch; beyond the last one: none
  std::vector<bool> filters{};            // by node: its ports do not heed BPDUs
};

}  // namespace models
