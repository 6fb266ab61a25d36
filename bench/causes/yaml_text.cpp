#include "bench/causes/yaml_text.hpp"

namespace bench {
namespace {

using sim::Node;

// Whether it means the same without quotes, inside [ ] and { } as well.
bool is_plain(const std::string& text) {
  constexpr std::string_view harmless =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./:%";
  return !text.empty() && text.find_first_not_of(std::string(harmless) + "-") == text.npos &&
         harmless.find(text.front()) != harmless.npos && text.front() != '%' && text.back() != ':';
}

std::string scalar(const Node& node) {
  if (!node.quoted && is_plain(node.text)) return node.text;
  std::string out = "\"";
  for (const char c : node.text) {
    if (c == '\n') {
      out += "\\n";
    } else {
      if (c == '"' || c == '\\') out += '\\';
      out += c;
    }
  }
  return out + '"';
}

std::string in_line(const Node& node) {
  std::string out;
  switch (node.kind) {
    case Node::Kind::null:
    case Node::Kind::invalid: return "null";
    case Node::Kind::scalar: return scalar(node);
    case Node::Kind::list:
      for (const Node& item : node.items) out += (out.empty() ? "" : ", ") + in_line(item);
      return '[' + out + ']';
    case Node::Kind::map:
      for (const auto& [key, at, value] : node.entries) {
        out += (out.empty() ? "" : ", ") + key + ": " + in_line(value);
      }
      return '{' + out + '}';
  }
  return out;
}

}  // namespace

std::string yaml_text(const Node& root) {
  std::string out;
  for (const auto& [name, at, section] : root.entries) {
    if (section.is_map() && !section.entries.empty()) {
      out += name + ":\n";
      for (const auto& entry : section.entries) {
        out += "  " + entry.key + ": " + in_line(entry.value) + '\n';
      }
    } else if (section.is_list() && !section.items.empty()) {
      out += name + ":\n";
      for (const Node& item : section.items) out += "  - " + in_line(item) + '\n';
    } else {
      out += name + ": " + in_line(section) + '\n';
    }
  }
  return out;
}

}  // namespace bench
