// The types that a struct's members may have: how a value of each is read and written, and what a
// file may say. Templates tie a type to its functions; the rest is in members.cpp and reader.cpp.
// Lists and their like, which are made of other types, are in wrapped_type.hpp.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sim/base/address.hpp"
#include "sim/schema/diagnostic.hpp"
#include "sim/schema/scalars.hpp"
#include "sim/schema/shape.hpp"

namespace sim {

struct MemberType;

// One line of a field table.
struct Row {
  std::string_view name, help;
  std::size_t offset = 0;  // of the member in its struct
  const MemberType& (*type)() = nullptr;
  Rules rules{};
  bool is_required = false;
};

// A C++ type that may be a member: how a value of it is read and written, and what it looks like.
struct MemberType {
  using Read = bool (*)(const MemberType&, const Node&, const Rules&, void* into, Diagnostics&);
  using Dump = Node (*)(const MemberType&, const void* value);
  using Item = const void* (*)(const void* list, std::size_t i);

  Read read = nullptr;  // true: nothing to complain about
  Dump dump = nullptr;
  Shape shape{};                   // with the type's own rules
  const MemberType* of = nullptr;  // of what std::vector, std::optional or Located holds
  std::vector<Row> rows{};         // of a struct
  Item item = nullptr;             // of a PointedInto; null beyond its end
};

// The table of T, and the words of an enum: found by their argument, see field.hpp.
template <class T>
concept HasFields = sizeof(fields(std::declval<T*>())) > 0;
template <class T>
concept HasNames = std::is_enum_v<T> && sizeof(names(std::declval<T*>())) > 0;
template <class T>
auto fields_of() {
  return fields(static_cast<T*>(nullptr));
}
template <class T>
constexpr auto names_of() {
  return names(static_cast<T*>(nullptr));
}

// The one description of T. Of a scalar it is in members.cpp, of an integer, enum, struct, list,
// std::optional, Located or OneOrMore it is made by templates.
template <class T>
const MemberType& member_type();
template <>
const MemberType& member_type<bool>();
template <>
const MemberType& member_type<Duration>();
template <>
const MemberType& member_type<BitRate>();
template <>
const MemberType& member_type<Power>();
template <>
const MemberType& member_type<Probability>();
template <>
const MemberType& member_type<PortRanges>();
template <>
const MemberType& member_type<Mac>();
template <>
const MemberType& member_type<Ipv4>();
template <>
const MemberType& member_type<Ipv4Interface>();
template <>
const MemberType& member_type<std::string>();
template <>
const MemberType& member_type<Node>();

// What the templates below leave to reader.cpp and members.cpp.
// The index of the word among the choices.
std::optional<std::size_t> read_choice(const Node& node, std::span<const Shape::Choice> choices,
                                       const Rules& rules, Diagnostics& diagnostics);
bool check_list(const Node& node, const Rules& rules, Diagnostics& diagnostics);
// A map with no keys but those that `section` knows. False: not a map.
bool check_keys(const Node& node, const Shape& section, Diagnostics& diagnostics);
// And with all that it requires.
bool check_section(const Node& node, const Shape& section, Diagnostics& diagnostics);
// A struct; `presets` holds its default values.
MemberType section_type(std::vector<Row> rows, const void* presets);

template <std::integral T>
MemberType integer_type() {
  const auto read = [](const MemberType&, const Node& node, const Rules& rules, void* into,
                       Diagnostics& diagnostics) {
    std::int64_t number = 0;
    if (!read_scalar(node, rules, number, diagnostics)) return false;
    *static_cast<T*>(into) = static_cast<T>(number);  // the rules hold it within the type's bounds
    return true;
  };
  const auto dump = [](const MemberType&, const void* value) {
    return Node::scalar(std::to_string(*static_cast<const T*>(value)));
  };
  return {.read = read, .dump = dump, .shape = {.kind = Shape::Kind::integer}};
}

template <class E>
MemberType choice_type() {
  const auto read = [](const MemberType& type, const Node& node, const Rules& rules, void* into,
                       Diagnostics& diagnostics) {
    const auto index = read_choice(node, type.shape.choices, rules, diagnostics);
    if (index) *static_cast<E*>(into) = names_of<E>()[*index].value;
    return index.has_value();
  };
  const auto dump = [](const MemberType&, const void* value) {
    for (const auto& name : names_of<E>()) {
      if (name.value == *static_cast<const E*>(value)) return Node::scalar(std::string(name.name));
    }
    return Node{};
  };
  MemberType type{.read = read, .dump = dump, .shape = {.kind = Shape::Kind::choice}};
  for (const auto& name : names_of<E>()) type.shape.choices.push_back({name.name, name.help});
  return type;
}

}  // namespace sim
