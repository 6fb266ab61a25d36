// Field tables at run time: what a file may say (Shape), what a struct holds (dump), and whether a
// dotted path such as phone.tcp.rto_max names a value.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/address.hpp"
#include "sim/base/text.hpp"
#include "sim/schema/field.hpp"
#include "sim/schema/node.hpp"

namespace sim {

struct Shape {
  // raw: anything; a later phase reads it. named: a map from free names to the one shape in `of`.
  // one_of: any shape in `of`. The last two are for composing a whole file's schema by hand.
  enum class Kind : std::uint8_t {
    boolean,
    integer,
    duration,
    bit_rate,
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
  };
  struct Key;

  Kind kind = Kind::raw;
  Rules rules{};
  std::vector<Choice> choices;
  std::vector<Shape> of;  // a list's items, too
  std::vector<Key> keys;  // of a section

  const Key* find(std::string_view key) const;
  Key* find(std::string_view key);
};
struct Shape::Key {
  std::string_view name, help;
  bool is_required = false;
  Node preset;  // the default; null: none
  Shape shape;
};

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

inline std::string to_text(bool value) { return value ? "true" : "false"; }
inline std::string to_text(const std::string& value) { return value; }
template <std::integral T>
std::string to_text(T value) {
  return std::to_string(value);
}

// The value of a struct as a tree, in canonical text; what is not there is left out.
template <class T>
Node dump(const T& value) {
  if constexpr (std::same_as<T, Node>) {
    return value;
  } else if constexpr (is_located<T>) {
    return dump(value.value);
  } else if constexpr (is_optional<T>) {
    return value ? dump(*value) : Node{};
  } else if constexpr (is_list<T>) {
    Node list = Node::list();
    for (const auto& item : value) list.items.push_back(dump<typename T::value_type>(item));
    return list;
  } else if constexpr (HasFields<T>) {
    Node map = Node::map();
    const auto put = [&](const auto& f) {
      Node child = dump(value.*f.member);
      if (!child.is_null()) map.entries.push_back({std::string(f.name), {}, std::move(child)});
    };
    std::apply([&](const auto&... f) { (put(f), ...); }, fields_of<T>());
    return map;
  } else if constexpr (HasNames<T>) {
    for (const auto& name : names_of<T>()) {
      if (name.value == value) return Node::scalar(std::string(name.name));
    }
    return {};
  } else {
    return Node::scalar(to_text(value));
  }
}

template <class T>
consteval Shape::Kind kind_of() {
  using enum Shape::Kind;
  if constexpr (std::same_as<T, bool>)
    return boolean;
  else if constexpr (std::integral<T>)
    return integer;
  else if constexpr (std::same_as<T, Duration>)
    return duration;
  else if constexpr (std::same_as<T, BitRate>)
    return bit_rate;
  else if constexpr (std::same_as<T, Probability>)
    return probability;
  else if constexpr (std::same_as<T, PortRanges>)
    return port_ranges;
  else if constexpr (std::same_as<T, Mac>)
    return mac;
  else if constexpr (std::same_as<T, Ipv4>)
    return ipv4;
  else if constexpr (std::same_as<T, Ipv4Interface>)
    return ipv4_interface;
  else if constexpr (std::same_as<T, std::string>)
    return text;
  else if constexpr (HasNames<T>)
    return choice;
  else if constexpr (is_list<T>)
    return list;
  else if constexpr (HasFields<T>)
    return section;
  else if constexpr (std::same_as<T, Node>)
    return raw;
  else
    static_assert(!sizeof(T), "this type needs fields(T*) or names(T*), visible before its use");
}

template <class T>
Shape shape_of(const Rules& rules = {}) {
  if constexpr (is_located<T>) {
    return shape_of<decltype(T::value)>(rules);
  } else if constexpr (is_optional<T>) {
    return shape_of<typename T::value_type>(rules);
  } else {
    Shape shape;
    shape.kind = kind_of<T>();
    shape.rules = rules;
    if constexpr (is_list<T>) shape.of.push_back(shape_of<typename T::value_type>(rules));
    if constexpr (HasNames<T>) {
      for (const auto& name : names_of<T>()) shape.choices.push_back({name.name, name.help});
    }
    if constexpr (HasFields<T>) {
      const T presets{};
      const auto put = [&]<class Owner, class M>(const Field<Owner, M>& f) {
        Shape::Key key{f.name, f.help, f.is_required, {}, shape_of<M>(f.rules)};
        set_preset(key, dump(presets.*f.member));
        shape.keys.push_back(std::move(key));
      };
      std::apply([&](const auto&... f) { (put(f), ...); }, fields_of<T>());
    }
    return shape;
  }
}

template <class T>
std::optional<PathError> check_path(std::span<const std::string> pieces) {
  return check_path(shape_of<T>(), pieces);
}
template <class T>
bool has_path(std::span<const std::string> pieces) {
  return !check_path<T>(pieces);
}
// The value at a path in canonical text; empty if nothing is there. An override changes nothing
// if this text is the same before and after it.
template <class T>
std::string value_text(const T& value, std::span<const std::string> pieces) {
  const Node tree = dump(value);
  const Node* node = find_path(tree, pieces);
  return node == nullptr || node->is_null() ? std::string{} : flow_text(*node);
}

}  // namespace sim
