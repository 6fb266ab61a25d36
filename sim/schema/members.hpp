// Structs by their field tables, as a loop over rows: what a file may say (shape_of), what a struct
// holds (dump), and whether a dotted path such as phone.tcp.rto_max names a value.
#pragma once

#include <span>
#include <string>

#include "sim/schema/wrapped_type.hpp"

namespace sim {

Shape shape_of(const MemberType& type, const Rules& rules);
template <class T>
Shape shape_of(const Rules& rules = {}) {
  return shape_of(member_type<T>(), rules);
}

// The value of a struct as a tree, in canonical text; what is not there is left out.
template <class T>
Node dump(const T& value) {
  const MemberType& type = member_type<T>();
  return type.dump(type, &value);
}

// The key of the struct's member at that address: tcp.rto_max. An item has its number, from 1, if
// its list is a PointedInto and so keeps its place. Empty: no member of the table is there.
// A row without a name adds nothing; what begins with a dot, .arp, stands at the top.
std::string key_of(const MemberType& type, const void* value, const void* member);
template <class T>
std::string key_of(const T& value, const void* member) {
  return key_of(member_type<T>(), &value, member);
}

template <class T>
std::optional<PathError> check_path(std::span<const std::string> pieces) {
  return check_path(member_type<T>().shape, pieces);
}
template <class T>
bool has_path(std::span<const std::string> pieces) {
  return !check_path<T>(pieces);
}
// The value at a path in canonical text; empty if nothing is there. An override changes nothing
// if this text is the same before and after it.
std::string value_text(const Node& dumped, std::span<const std::string> pieces);
template <class T>
std::string value_text(const T& value, std::span<const std::string> pieces) {
  return value_text(dump(value), pieces);
}

}  // namespace sim
