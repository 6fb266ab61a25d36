// Which ports of a redundant network forward: the priority vectors and port roles of IEEE
// 802.1D-2004 17.5 to 17.7, as they are when every bridge has heard all others. How long that
// takes is spanning_tree's. Left out: trees per VLAN, port priorities.
#pragma once

#include <compare>
#include <span>
#include <vector>

#include "models/wire/names.hpp"

namespace models {

// 17.5: the lower one is better.
struct TreeVector {
  std::uint64_t root = ~std::uint64_t{0};
  std::uint32_t cost = 0;    // from the bridge that says so to the root
  std::uint64_t bridge = 0;  // who says so, and by which port
  std::uint16_t port = 0;
  auto operator<=>(const TreeVector&) const = default;
};

// A bridge's port at a segment: a cable, or all that bridges without spanning tree join.
struct TreePort {
  std::uint32_t bridge = 0;   // its place in the list of identifiers
  std::uint32_t segment = 0;  // below the number of segments
  std::uint32_t cost = 0;     // 17.14
  std::uint16_t id = 0;
};
enum class TreeRole : std::uint8_t { none, root, designated, alternate };

struct Tree {
  std::vector<TreeRole> roles;        // by port
  std::vector<TreeVector> bridges;    // what each bridge knows of the root: its best
  std::vector<TreeVector> segments;   // what is said on each segment
  std::vector<std::uint32_t> rooted;  // by bridge: its root port; its own root: none
};
inline constexpr std::uint32_t no_tree_port = ~std::uint32_t{0};

// `bridges`: identifiers, the priority above the MAC (17.14: 48 bits).
Tree tree_of(std::span<const std::uint64_t> bridges, std::span<const TreePort> ports,
             std::size_t segments);

// 802.1D-1998 table 8-5; a rate without limit costs 1.
constexpr std::uint32_t path_cost(std::uint64_t bits_per_second) {
  constexpr std::uint64_t mega = 1'000'000;
  if (bits_per_second == 0) return 1;
  if (bits_per_second <= 10 * mega) return 100;
  if (bits_per_second <= 100 * mega) return 19;
  return bits_per_second <= 1000 * mega ? 4 : 2;
}

}  // namespace models
