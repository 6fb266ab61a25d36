// YAML text -> Node. The only place that knows yaml-cpp (0.7), and the gate before it: what it
// gets is short enough, flat enough and clean UTF-8.
// Left out on purpose: anchors, aliases, tags, merge keys, directives, several documents.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "sim/schema/diagnostic.hpp"
#include "sim/schema/node.hpp"

namespace sim {

inline constexpr std::size_t largest_file = std::size_t{16} << 20U;  // bytes
inline constexpr std::size_t most_nodes = 1'000'000;
inline constexpr std::size_t deepest_nesting = 64;

// `name` is what complaints call the text. Nothing is returned where no tree can be made. A tree
// may be returned together with complaints (a key given twice, an alias), so that the reader can
// add its own to them: ask diagnostics.ok() before you use what was read.
std::optional<Node> parse_yaml(std::string_view text, std::string_view name,
                               Diagnostics& diagnostics);
// The text of a file, as far as parse_yaml can need it: it complains about what is too long.
std::optional<std::string> read_file(const std::string& path, Diagnostics& diagnostics);
std::optional<Node> read_yaml_file(const std::string& path, Diagnostics& diagnostics);

}  // namespace sim
