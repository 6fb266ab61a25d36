// What a file may say, as a tree, and whether a dotted path such as phone.tcp.rto_max names a
// value.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/text.hpp"
#include "sim/schema/node.hpp"
#include "sim/schema/rules.hpp"

namespace sim {

// A template, so that it is complete as soon as Shape is (clang asks for that).
template <class Value>
struct ShapeKey {
  std::string_view name, help;
  bool is_required = false;
  Node preset;  // the default; null: none
  Value shape;
};

struct Shape {
  // raw: anything; a later phase reads it. named: a map from free names to the one shape in `of`.
  // one_of: any shape in `of`. The last two are for composing a whole file's schema by hand.
  enum class Kind : std::uint8_t {
    boolean,
    integer,
    duration,
    bit_rate,
    power,
    probability,
    port_ranges,
    mac,
    ipv4,
    ipv4_interface,
    text,
    choice,
    list,
    section,
    raw,
    named,
    one_of
  };
  struct Choice {
    std::string_view name, help;
    bool operator==(const Choice&) const = default;
  };
  using Key = ShapeKey<Shape>;

  Kind kind = Kind::raw;
  Rules rules{};
  std::vector<Choice> choices{};
  std::vector<Shape> of{};  // a list's items, too
  std::vector<Key> keys{};  // of a section

  const Key* find(std::string_view key) const;
  Key* find(std::string_view key);
};

// Do both take the same files? Defaults, which belong to a place, may differ.
bool is_same(const Shape& a, const Shape& b);
// What a struct's member holds by default, also if that differs from the member's own type.
void set_preset(Shape::Key& key, Node preset);

// A value of `kind` in words, and how it is written: {"a duration with its unit", "115s, ..."}.
struct Wording {
  std::string_view noun, example;
};
Wording wording(Shape::Kind kind);
std::string bound_text(Shape::Kind kind, std::int64_t bound);  // 1ms, 48, 100Mbit/s
// "unknown key 'lins'; did you mean 'lines'?", or a list of all keys if none is near.
std::string unknown_key(std::string_view key, const Shape& section);

struct PathError {
  std::size_t piece = 0;  // the first wrong one
  std::string text;
};
// Nothing, if the path names a scalar (or leads into a raw section, which only its reader knows).
std::optional<PathError> check_path(const Shape& shape, std::span<const std::string> pieces);

// What may stand there; nullptr: no such path. A number is any item of a list.
const Shape* shape_at(const Shape& shape, std::span<const std::string> pieces);

}  // namespace sim
