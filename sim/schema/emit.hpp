// What a field table says, for editors (JSON Schema, draft 2020-12) and for people (Markdown).
#pragma once

#include <string>
#include <string_view>

#include "sim/schema/members.hpp"

namespace sim {

// The schema of a whole file; indented JSON with a line feed at its end.
std::string json_schema(const Shape& shape, std::string_view title);
// | key | default | range | meaning |, one row per value, nested keys with dots.
std::string markdown_table(const Shape& shape);

template <class T>
std::string json_schema(std::string_view title) {
  return json_schema(shape_of<T>(), title);
}
template <class T>
std::string markdown_table() {
  return markdown_table(shape_of<T>());
}

}  // namespace sim
