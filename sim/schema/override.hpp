// `--set phone.tcp.rto_min=5s`: an override of one scalar, given on the command line.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/schema/diagnostic.hpp"
#include "sim/schema/node.hpp"

namespace sim {

struct Assignment {
  std::vector<std::string> pieces;  // phone, tcp, rto_min
  std::vector<Position> at;         // of each piece
  std::string value;                // 5s
  Position value_at{};
};

// Registers `text` as a source, so that complaints about the path or the value show it.
std::optional<Assignment> parse_assignment(std::string_view option, std::string_view text,
                                           Diagnostics& diagnostics);
// Puts the value into the tree; complains where set_scalar cannot.
bool apply(const Assignment& assignment, Node& root, Diagnostics& diagnostics);
// "phone.tcp.rto_min" -> its pieces; empty if one of them is (a..b, .a, "").
std::vector<std::string> split_path(std::string_view path);
std::string path_of(const Assignment& set);  // its pieces with dots

}  // namespace sim
