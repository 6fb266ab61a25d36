// What a network with redundant cables remembers of its spanning tree between two changes.
#pragma once

#include <vector>

#include "models/protocol/l2/bridge_tree.hpp"

namespace models {

// A tree port is an end of a cable between switches: 2n and 2n+1 are those of the n-th one.
struct SpanningTrees {
  std::vector<std::uint32_t> links;   // that join two switches
  std::vector<TreeRole> roles;        // by tree port
  std::vector<TreeVector> heard;      // by tree port: what was last said on its segment
  std::vector<TreeVector> best;       // by switch: what it knew of the root
  std::vector<std::uint32_t> rooted;  // by switch: its root port, a tree port
  bool settling = false;              // at the start: all has been so for long
};

}  // namespace models
