// What a field table says, for editors: JSON Schema, draft 2020-12.
#pragma once

#include <string>
#include <string_view>

#include "sim/schema/members.hpp"

namespace sim {

// The schema of a whole file; indented JSON with a line feed at its end.
std::string json_schema(const Shape& shape, std::string_view title);

template <class T>
std::string json_schema(std::string_view title) {
  return json_schema(shape_of<T>(), title);
}

}  // namespace sim
