// Node -> struct, by its field table. The form only: all complaints of a file at once; what is
// wrong keeps its default, and reading goes on.
#pragma once

#include "sim/schema/members.hpp"

namespace sim {

// True: nothing to complain about.
template <class T>
bool read(const Node& node, T& into, Diagnostics& diagnostics) {
  const MemberType& type = member_type<T>();
  return type.read(type, node, {}, &into, diagnostics);
}

}  // namespace sim
