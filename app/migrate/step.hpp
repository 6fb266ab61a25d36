// What changes from one version of the file's format to the next, as data: rules that find their
// places in the tree. Left out: moving a key into another section.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace app {

// In a path `*` is any key, and every item of a list: devices.*.tcp.rto_min, timeline.*.unplug.
struct Rule {
  enum class Kind : std::uint8_t { rename_key, rename_value, insert_key, remove_key, rename_fact };
  Kind kind{};
  std::string_view path;
  std::string_view from{};  // of a value
  std::string_view to{};
  std::string_view device_kind{};  // empty: devices of every kind
  std::string_view beside_key{};   // empty: none
  std::string_view beside_value{};
  bool makes_list = false;
  std::string_view unless_keys{};  // with spaces between them

  // Only of devices whose kind is, when this rule's turn comes, the word.
  constexpr Rule of_kind(std::string_view word) const {
    Rule rule = *this;
    rule.device_kind = word;
    return rule;
  }
  // Of rename_value: puts `key: value` behind it.
  constexpr Rule and_key(std::string_view key, std::string_view value) const {
    Rule rule = *this;
    rule.beside_key = key;
    rule.beside_value = value;
    return rule;
  }
  // Of insert_key: not where one of these keys stands in the same map, and says it.
  constexpr Rule unless(std::string_view keys) const {
    Rule rule = *this;
    rule.unless_keys = keys;
    return rule;
  }
  // Of rename_key: one word becomes a list of it.
  constexpr Rule as_list() const {
    Rule rule = *this;
    rule.makes_list = true;
    return rule;
  }
};

// The key, and each text that names its path: in `set:` of timeline and remedies, and in `names:`.
constexpr Rule rename_key(std::string_view path, std::string_view to) {
  return {.kind = Rule::Kind::rename_key, .path = path, .to = to};
}
// The value at the path, also where a `set:` gives it.
constexpr Rule rename_value(std::string_view path, std::string_view from, std::string_view to) {
  return {.kind = Rule::Kind::rename_value, .path = path, .from = from, .to = to};
}
// The last key of the path, behind the first of its map, where the map is there without it.
constexpr Rule insert_key(std::string_view path, std::string_view value) {
  return {.kind = Rule::Kind::insert_key, .path = path, .to = value};
}
// With its value; what a `set:` says of it is left to its author.
constexpr Rule remove_key(std::string_view path) {
  return {.kind = Rule::Kind::remove_key, .path = path};
}
// In `that:` and `why:`; the path is *.losses, drops.ttl, or with its argument *.losses.expired.
constexpr Rule rename_fact(std::string_view path, std::string_view to) {
  return {.kind = Rule::Kind::rename_fact, .path = path, .to = to};
}

struct FormatStep {
  std::span<const Rule> rules;  // in this order; each sees what those before it made
};
using FormatSteps = std::span<const FormatStep>;  // the first one leads from version 1 to 2

}  // namespace app
