// Where a broadcast goes round for ever, and how full of it the cables are. A storm is judged as a
// rate, not sent frame by frame: a hundred thousand frames in a second change nothing any more.
// What is between two loops is part of the storm; what hangs off them only gets it.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace models {

struct LoopEdge {
  std::uint32_t a = 0;  // a switch, in one VLAN
  std::uint32_t b = 0;
};

struct BroadcastLoops {
  std::vector<bool> circles;            // by edge: copies go round on it, both ways
  std::vector<bool> cut;                // by edge: without these there is no loop
  std::vector<std::uint32_t> domain;    // by node: the lowest node that it reaches
  std::vector<bool> looped;             // by node: its domain has a loop
  std::vector<std::uint32_t> distance;  // by node: edges from the nearest loop; in one: 0
};

BroadcastLoops broadcast_loops(std::size_t nodes, std::span<const LoopEdge> edges);

// A short frame, such as an ARP request, with what 802.3 has between two.
inline constexpr std::uint64_t storm_frame_bits = std::uint64_t{84} * 8;

// Frames in a second on each direction of a cable; 0 bit/s: one without a rate has 10 Gbit/s.
constexpr std::uint64_t frames_per_second(std::uint64_t bits_per_second) {
  const std::uint64_t rate = bits_per_second == 0 ? 10'000'000'000 : bits_per_second;
  return rate / storm_frame_bits;
}

// Of `offered` there is room for so many: how many of a billion are lost.
constexpr std::uint32_t overload_loss(std::uint64_t offered, std::uint64_t room) {
  if (offered <= room) return 0;
  return static_cast<std::uint32_t>(1'000'000'000 - room * 1'000'000'000 / offered);
}

}  // namespace models
