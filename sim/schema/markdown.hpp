// What a field table says, for people: Markdown.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "sim/schema/members.hpp"

namespace sim {

// A section, or list of sections, that several tables have below the same key.
struct SharedSection {
  Shape::Key key;                     // of the first of them
  std::vector<std::size_t> tables{};  // their numbers
  std::string title{};                // Section arp; Section sip 2, if another one has that name
};
// In the order in which the tables have them. Only their defaults may differ.
std::vector<SharedSection> shared_sections(std::span<const Shape> tables);

// | key | default | range | meaning |, one row per value, nested keys with dots. A section that is
// described elsewhere is one row, and the values that have another default here.
std::string markdown_table(const Shape& shape, std::span<const SharedSection> elsewhere = {});
std::string markdown_table(const SharedSection& shared);
template <class T>
std::string markdown_table() {
  return markdown_table(shape_of<T>());
}

}  // namespace sim
