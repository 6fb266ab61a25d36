// What the reader says about a text, for tables of input and exact answer.
#pragma once

#include <sstream>
#include <string>
#include <string_view>

#include "sim/schema/document.hpp"
#include "sim/schema/reader.hpp"
#include "tests/schema_sample.hpp"

namespace sample {

// Everything that is printed about `yaml`, read as a Host.
inline std::string printed(std::string_view yaml, Host& host) {
  sim::Diagnostics diagnostics;
  if (const auto node = sim::parse_yaml(yaml, "x.yaml", diagnostics)) {
    sim::read(*node, host, diagnostics);
  }
  return diagnostics.text();
}

inline std::string printed(std::string_view yaml) {
  Host host;
  return printed(yaml, host);
}

// Without the file's name and the excerpts: "2:5: error: ..." per line.
inline std::string without_excerpts(const std::string& text) {
  std::istringstream in(text);
  std::string result;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("x.yaml:")) result += line.substr(7) + '\n';
    if (line.starts_with("...")) result += line + '\n';
  }
  return result.empty() ? result : result.substr(0, result.size() - 1);
}

inline std::string complaints(std::string_view yaml) { return without_excerpts(printed(yaml)); }

// Of the syntax alone.
inline std::string syntax_complaints(std::string_view yaml) {
  sim::Diagnostics diagnostics;
  sim::parse_yaml(yaml, "x.yaml", diagnostics);
  return without_excerpts(diagnostics.text());
}

}  // namespace sample
