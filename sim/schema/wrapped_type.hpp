// What is made of other types - std::vector, std::optional, Located, OneOrMore - and so the
// description of any type that a struct's member may have.
#pragma once

#include "sim/base/copy.hpp"
#include "sim/schema/member_type.hpp"

namespace sim {

template <class T>
MemberType wrapped_type(const std::vector<T>*) {
  const auto read = [](const MemberType& type, const Node& node, const Rules& rules, void* into,
                       Diagnostics& diagnostics) {
    if (!check_list(node, rules, diagnostics)) return false;
    std::vector<T> list;
    bool good = true;
    for (const Node& item : node.items) {
      good &= type.of->read(*type.of, item, rules, &list.emplace_back(), diagnostics);
    }
    if (good) *static_cast<std::vector<T>*>(into) = std::move(list);
    return good;
  };
  const auto dump = [](const MemberType& type, const void* value) {
    Node list = Node::list();
    for (const T& item : *static_cast<const std::vector<T>*>(value)) {
      list.items.push_back(type.of->dump(*type.of, &item));
    }
    return list;
  };
  Shape shape{.kind = Shape::Kind::list, .of = {member_type<T>().shape}};
  return {.read = read, .dump = dump, .shape = std::move(shape), .of = &member_type<T>()};
}

template <class T>
MemberType wrapped_type(const PointedInto<T>*) {
  MemberType type = wrapped_type(static_cast<const std::vector<T>*>(nullptr));
  type.item = [](const void* list, std::size_t i) -> const void* {
    const auto& items = *static_cast<const PointedInto<T>*>(list);
    return i < items.size() ? &items[i] : nullptr;
  };
  return type;
}

template <class T>
MemberType wrapped_type(const std::optional<T>*) {
  const auto read = [](const MemberType& type, const Node& node, const Rules& rules, void* into,
                       Diagnostics& diagnostics) {
    T value{};
    if (!type.of->read(*type.of, node, rules, &value, diagnostics)) return false;
    *static_cast<std::optional<T>*>(into) = std::move(value);
    return true;
  };
  const auto dump = [](const MemberType& type, const void* value) {
    const auto& held = *static_cast<const std::optional<T>*>(value);
    return held ? type.of->dump(*type.of, &*held) : Node{};
  };
  return {.read = read, .dump = dump, .shape = member_type<T>().shape, .of = &member_type<T>()};
}

template <class T>
MemberType wrapped_type(const Located<T>*) {
  const auto read = [](const MemberType& type, const Node& node, const Rules& rules, void* into,
                       Diagnostics& diagnostics) {
    auto& located = *static_cast<Located<T>*>(into);
    located.at = node.at;
    return type.of->read(*type.of, node, rules, &located.value, diagnostics);
  };
  const auto dump = [](const MemberType& type, const void* value) {
    return type.of->dump(*type.of, &static_cast<const Located<T>*>(value)->value);
  };
  return {.read = read, .dump = dump, .shape = member_type<T>().shape, .of = &member_type<T>()};
}

template <class T>
MemberType wrapped_type(const OneOrMore<T>*) {
  const auto read = [](const MemberType& type, const Node& node, const Rules& rules, void* into,
                       Diagnostics& diagnostics) {
    const MemberType& list = *type.of;
    auto& values = static_cast<OneOrMore<T>*>(into)->values;
    if (node.is_list()) return list.read(list, node, rules, &values, diagnostics);
    T one{};
    if (!list.of->read(*list.of, node, rules, &one, diagnostics)) return false;
    values = {std::move(one)};
    return true;
  };
  const auto dump = [](const MemberType& type, const void* value) {
    Node list = type.of->dump(*type.of, &static_cast<const OneOrMore<T>*>(value)->values);
    if (list.items.size() > 1) return list;
    return list.items.empty() ? Node{} : list.items.front();
  };
  const MemberType& list = member_type<std::vector<T>>();
  Shape shape{.kind = Shape::Kind::one_of, .of = {list.of->shape, list.shape}};
  return {.read = read, .dump = dump, .shape = std::move(shape), .of = &list};
}

template <class T>
MemberType described() {
  if constexpr (HasFields<T>) {
    const T presets{};
    return section_type(fields_of<T>().rows, &presets);
  } else if constexpr (HasNames<T>) {
    return choice_type<T>();
  } else if constexpr (std::integral<T>) {
    return integer_type<T>();
  } else if constexpr (requires(const T* t) { wrapped_type(t); }) {
    return wrapped_type(static_cast<const T*>(nullptr));
  } else {
    static_assert(!sizeof(T), "this type needs fields(T*) or names(T*), visible before its use");
  }
}

template <class T>
const MemberType& member_type() {
  static const MemberType type = described<T>();
  return type;
}

}  // namespace sim
