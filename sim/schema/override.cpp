#include "sim/schema/override.hpp"

#include "sim/schema/utf8.hpp"

namespace sim {

std::vector<std::string> split_path(std::string_view path) {
  std::vector<std::string> pieces;
  while (true) {
    const auto dot = path.find('.');
    if (dot == 0 || path.empty()) return {};
    pieces.emplace_back(path.substr(0, dot));
    if (dot == std::string_view::npos) return pieces;
    path.remove_prefix(dot + 1);
  }
}

std::string path_of(const Assignment& set) {
  std::string path;
  for (const std::string& piece : set.pieces) path += (path.empty() ? "" : ".") + piece;
  return path;
}

bool apply(const Assignment& assignment, Node& root, Diagnostics& diagnostics) {
  if (set_scalar(root, assignment.pieces, assignment.value, assignment.value_at)) return true;
  diagnostics.error(
      assignment.at.front(),
      "the file has no place for a value here: the path leads to a list or a section, "
      "through a value, or past the end of a list");
  return false;
}

std::optional<Assignment> parse_assignment(std::string_view option, std::string_view text,
                                           Diagnostics& diagnostics) {
  const std::uint32_t source = diagnostics.add_argument(option, text);
  const TextMap map(source, text);
  const auto equals = text.find('=');
  if (equals == std::string_view::npos) {
    diagnostics.error(map.at(text.size()), "expected PATH=VALUE, such as lan.delay=5ms");
    return std::nullopt;
  }
  Assignment result{.pieces = split_path(text.substr(0, equals)),
                    .at = {},
                    .value = std::string(text.substr(equals + 1)),
                    .value_at = map.at(equals + 1)};
  if (result.pieces.empty()) {
    diagnostics.error(map.at(0), "expected a path of names with dots between them before '='");
    return std::nullopt;
  }
  std::size_t offset = 0;
  for (const std::string& piece : result.pieces) {
    result.at.push_back(map.at(offset));
    offset += piece.size() + 1;
  }
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint point = decode(text, i);
    if (!point.valid || point.code < 0x20) {
      diagnostics.error(map.at(i), "only printable UTF-8 text can stand here");
      return std::nullopt;
    }
    i += point.size;
  }
  return result;
}

}  // namespace sim
