// The tree of a configuration file: scalars, lists and maps in file order, with their positions.
// Also the surgery that overrides and profiles need.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/schema/position.hpp"

namespace sim {

struct Node {
  // null: nothing stands there. invalid: already complained about; readers pass over it.
  enum class Kind : std::uint8_t { null, invalid, scalar, list, map };
  struct Entry;

  Kind kind = Kind::null;
  bool quoted = false;  // a quoted or block scalar
  Position at{};
  std::string text;            // of a scalar
  std::vector<Node> items;     // of a list
  std::vector<Entry> entries;  // of a map, in file order

  static Node scalar(std::string text, Position at = {});
  static Node list(Position at = {});
  static Node map(Position at = {});

  bool is_null() const { return kind == Kind::null; }
  bool is_scalar() const { return kind == Kind::scalar; }
  bool is_list() const { return kind == Kind::list; }
  bool is_map() const { return kind == Kind::map; }
  const Node* find(std::string_view key) const;  // of a map; nullptr: not there, or not a map
  Node* find(std::string_view key);
};

struct Node::Entry {
  std::string key;
  Position at{};  // of the key
  Node value;
};

// The node at a dotted path, or nullptr. A number counts the items of a list from 1.
const Node* find_path(const Node& root, std::span<const std::string> pieces);
// Puts a scalar at the path, making maps on the way, and items behind the last one of a list (the
// first of a new list is number 1). False, and nothing changed: the path leads through a scalar,
// farther past the end of a list, or to a list or a map.
bool set_scalar(Node& root, std::span<const std::string> pieces, std::string text, Position at);
// Maps merge key by key, to any depth; anything else in `over` replaces what `base` has.
Node overlay(Node base, const Node& over);
// In one line: 115s, [a, b], {x: 1}. For people; not quoted for reading back.
std::string flow_text(const Node& node);
// "nothing", "a list", "a map", or the scalar in quotes.
std::string description(const Node& node);

}  // namespace sim
