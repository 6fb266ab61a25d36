// What a network with loops remembers of them: which VLANs it has, where copies go round, and what
// that leaves of the cables.
#pragma once

#include <vector>

#include "models/wire/ethernet.hpp"

namespace models {

struct Storms {
  std::vector<VlanId> vlans;           // in order
  std::vector<std::uint8_t> looped;    // by node, a switch in a VLAN: copies would go round
  std::vector<std::uint8_t> storming;  // by node: they do
  std::vector<std::uint32_t> domains;  // by node: who can be reached by broadcast
  std::vector<std::pair<std::uint32_t, std::uint64_t>> astray;  // domains and MACs, in order

  // Of a storm, by direction of a cable; empty: there is none.
  std::vector<std::uint64_t> into;      // frames in a second that want to pass
  std::vector<std::uint32_t> flooded;   // of a billion other frames so many do not
  std::vector<std::uint32_t> overrun;   // and so many the device at its end does not take in
  std::vector<std::uint32_t> culprits;  // the switch without spanning tree
  std::vector<std::uint8_t> filters;    // or whose ports do not heed BPDUs
  bool is_calm = true;                  // there is no loop, and there was none
};

}  // namespace models
