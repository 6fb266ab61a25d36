// Names of things as numbers: a node is its kind and its index in that kind's own array.
#pragma once

#include <compare>
#include <cstdint>

namespace sim {

struct NodeId {
  std::uint32_t value = ~std::uint32_t{0};

  constexpr NodeId() = default;
  constexpr NodeId(std::uint8_t kind, std::uint32_t index)
      : value(std::uint32_t{kind} << 24U | index) {}
  constexpr std::uint8_t kind() const { return static_cast<std::uint8_t>(value >> 24U); }
  constexpr std::uint32_t index() const { return value & 0xff'ffffU; }  // at most 16.7 million
  constexpr auto operator<=>(const NodeId&) const = default;
};
inline constexpr NodeId no_node{};

using FrameId = std::uint32_t;  // index into the network's frame pool

}  // namespace sim
