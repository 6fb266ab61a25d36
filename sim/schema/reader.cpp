// The form of words, lists and maps: what they may say, and complaints about the rest.
#include "sim/base/text.hpp"
#include "sim/schema/member_type.hpp"
#include "sim/schema/utf8.hpp"

namespace sim {
namespace {

constexpr std::size_t most_unknown = 50;  // complaints per map

std::string a_list_of(std::string_view text) {
  return text.size() <= 40 && text.find_first_of("[]{},:#&*!|>'\"%@`\n") == std::string_view::npos
             ? "; write [" + std::string(text) + ']'
             : std::string{};
}

}  // namespace

std::optional<std::size_t> read_choice(const Node& node, std::span<const Shape::Choice> choices,
                                       const Rules& rules, Diagnostics& diagnostics) {
  if (!is_scalar(node, rules, Shape::Kind::choice, diagnostics)) return std::nullopt;
  std::vector<std::string_view> names;
  std::string list;
  for (const Shape::Choice& choice : choices) {
    if (choice.name == node.text) return names.size();
    names.push_back(choice.name);
    list += (list.empty() ? "" : ", ") + std::string(choice.name);
  }
  const auto near = nearest(node.text, names);
  diagnostics.error(node.at, sim::quoted(node.text) + " is not one of " + list +
                                 (near.empty() ? "" : "; did you mean " + sim::quoted(near) + '?'));
  return std::nullopt;
}

bool check_list(const Node& node, const Rules& rules, Diagnostics& diagnostics) {
  if (node.kind == Node::Kind::invalid) return false;
  if (node.is_null()) {
    diagnostics.error(node.at,
                      sim::quoted(rules.name) + " has no value; write [] for an empty list");
    return false;
  }
  if (!node.is_list()) {
    diagnostics.error(node.at, "expected a list, found " + description(node) +
                                   (node.is_scalar() ? a_list_of(node.text) : ""));
    return false;
  }
  if (node.items.size() > rules.most_items) {
    diagnostics.error(node.at, sim::quoted(rules.name) + " has " +
                                   std::to_string(node.items.size()) + " items; at most " +
                                   std::to_string(rules.most_items) + " are allowed");
    return false;
  }
  return true;
}

bool check_keys(const Node& node, const Shape& section, Diagnostics& diagnostics) {
  if (node.kind == Node::Kind::invalid) return false;
  if (!node.is_map()) {
    diagnostics.error(node.at, "expected a map, found " + description(node));
    return false;
  }
  std::size_t unknown = 0;
  for (const Node::Entry& entry : node.entries) {
    if (section.find(entry.key) != nullptr) continue;
    if (++unknown > most_unknown) {
      diagnostics.error(entry.at, "more unknown keys; is this the right place for this map?");
      break;
    }
    const auto colon = entry.key.find(':');  // {a:1} is one key without a value
    const bool joined = colon != std::string::npos && entry.value.is_null() &&
                        section.find(std::string_view(entry.key).substr(0, colon)) != nullptr;
    diagnostics.error(entry.at, joined ? "a space is missing after ':' in " + sim::quoted(entry.key)
                                       : unknown_key(entry.key, section));
  }
  return true;
}

bool check_section(const Node& node, const Shape& section, Diagnostics& diagnostics) {
  if (!check_keys(node, section, diagnostics)) return false;
  for (const Shape::Key& key : section.keys) {
    if (!key.is_required || node.find(key.name) != nullptr) continue;
    diagnostics.error(node.at, "missing " + sim::quoted(key.name) + ": " + std::string(key.help));
  }
  return true;
}

}  // namespace sim
