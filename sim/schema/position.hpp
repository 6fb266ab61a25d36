// Where something stands in a source text, and values that remember it for a later phase.
#pragma once

#include <compare>
#include <cstdint>

namespace sim {

// `file` is a Source's id (see diagnostic.hpp; 0: none); line 0 means "in the file, no matter
// where". Columns count code points from 1, as editors do; a byte that is not UTF-8 counts as one.
struct Position {
  std::uint32_t file = 0;
  int line = 0;
  int column = 0;
  constexpr auto operator<=>(const Position&) const = default;
};

// A value whose meaning is settled later (a name to resolve), with its place for the complaint.
template <class T>
struct Located {
  T value{};
  Position at{};
};

}  // namespace sim
