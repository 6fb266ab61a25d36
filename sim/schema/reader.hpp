// Node -> struct, by its field table. The form only: all complaints of a file at once; what is
// wrong keeps its default, and reading goes on.
#pragma once

#include <cstddef>
#include <utility>

#include "sim/schema/diagnostic.hpp"
#include "sim/schema/shape.hpp"

namespace sim {

// Complains unless a scalar stands here.
bool is_scalar(const Node& node, const Rules& rules, Shape::Kind kind, Diagnostics& diagnostics);
// One for each type that stands in one scalar. True: nothing to complain about.
bool read_scalar(const Node& node, const Rules& rules, bool& into, Diagnostics& diagnostics);
bool read_scalar(const Node& node, const Rules& rules, std::int64_t& into, Diagnostics&);
bool read_scalar(const Node& node, const Rules& rules, Duration& into, Diagnostics& diagnostics);
bool read_scalar(const Node& node, const Rules& rules, BitRate& into, Diagnostics& diagnostics);
bool read_scalar(const Node& node, const Rules& rules, Probability& into, Diagnostics&);
bool read_scalar(const Node& node, const Rules& rules, PortRanges& into, Diagnostics&);
bool read_scalar(const Node& node, const Rules& rules, Mac& into, Diagnostics& diagnostics);
bool read_scalar(const Node& node, const Rules& rules, Ipv4& into, Diagnostics& diagnostics);
bool read_scalar(const Node& node, const Rules& rules, Ipv4Interface& into, Diagnostics&);
bool read_scalar(const Node& node, const Rules& rules, std::string& into, Diagnostics&);
// The index of the word among the choices.
std::optional<std::size_t> read_choice(const Node& node, std::span<const Shape::Choice> choices,
                                       const Rules& rules, Diagnostics& diagnostics);
bool check_list(const Node& node, const Rules& rules, Diagnostics& diagnostics);
// A map with the keys that `section` knows, and with all that it requires. False: not a map.
bool check_section(const Node& node, const Shape& section, Diagnostics& diagnostics);

template <class T>
bool read(const Node& node, T& into, Diagnostics& diagnostics);

template <class T>
bool read_value(const Node& node, const Rules& rules, T& into, Diagnostics& diagnostics) {
  if constexpr (std::same_as<T, Node>) {
    into = node;
    return true;
  } else if constexpr (HasFields<T>) {
    return read(node, into, diagnostics);
  } else if constexpr (is_located<T>) {
    into.at = node.at;
    return read_value(node, rules, into.value, diagnostics);
  } else if constexpr (is_optional<T>) {
    typename T::value_type value{};
    if (!read_value(node, rules, value, diagnostics)) return false;
    into = std::move(value);
    return true;
  } else if constexpr (is_list<T>) {
    if (!check_list(node, rules, diagnostics)) return false;
    T list;
    bool good = true;
    for (const Node& item : node.items) {
      typename T::value_type value{};
      good &= read_value(item, rules, value, diagnostics);
      list.push_back(std::move(value));
    }
    if (good) into = std::move(list);
    return good;
  } else if constexpr (HasNames<T>) {
    static const Shape shape = shape_of<T>();
    const auto index = read_choice(node, shape.choices, rules, diagnostics);
    if (index) into = names_of<T>()[*index].value;
    return index.has_value();
  } else if constexpr (std::integral<T> && !std::same_as<T, bool>) {
    std::int64_t number = 0;
    if (!read_scalar(node, rules, number, diagnostics)) return false;
    into = static_cast<T>(number);  // within the type's bounds: the rules hold them
    return true;
  } else {
    return read_scalar(node, rules, into, diagnostics);
  }
}

template <class T>
bool read(const Node& node, T& into, Diagnostics& diagnostics) {
  static const Shape shape = shape_of<T>();
  const std::size_t before = diagnostics.count();
  if (!check_section(node, shape, diagnostics)) return false;
  const auto read_field = [&](const auto& f) {
    const Node* child = node.find(f.name);
    if (child != nullptr) read_value(*child, f.rules, into.*f.member, diagnostics);
  };
  std::apply([&](const auto&... f) { (read_field(f), ...); }, fields_of<T>());
  return diagnostics.count() == before;
}

}  // namespace sim
