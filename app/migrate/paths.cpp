#include "app/migrate/paths.hpp"

#include "sim/schema/override.hpp"

namespace app {
namespace {

// The device's entry: by its name, or phone3 of `phone`.
const sim::Node* device_named(const sim::Node& root, const std::string& word) {
  const sim::Node* devices = root.find("devices");
  if (devices == nullptr) return nullptr;
  if (const sim::Node* entry = devices->find(word)) return entry;
  return devices->find(word.substr(0, word.find_last_not_of("0123456789") + 1));
}

bool is_of_kind(const sim::Node& device, std::string_view kind) {
  if (kind.empty()) return true;
  const sim::Node* word = device.find("kind");
  return word != nullptr && word->is_scalar() && word->text == kind;
}

}  // namespace

void each_entry(sim::Node& node, std::span<const std::string> path, const FoundEntry& found) {
  const bool any = path.front() == "*";
  if (node.is_list() && any && path.size() > 1) {
    for (sim::Node& item : node.items) each_entry(item, path.subspan(1), found);
  }
  for (std::size_t i = node.entries.size(); i-- > 0;) {
    if (!any && path.front() != node.entries[i].key) continue;
    if (path.size() == 1) {
      found(node, i);
    } else {
      each_entry(node.entries[i].value, path.subspan(1), found);
    }
  }
}

void each_entry(sim::Node& root, std::string_view path, const FoundEntry& found) {
  each_entry(root, sim::split_path(path), found);
}

void each_entry(sim::Node& root, std::string_view path, std::string_view device_kind,
                const FoundEntry& found) {
  if (device_kind.empty()) return each_entry(root, path, found);
  const Pieces pieces = sim::split_path(path);  // devices.NAME...
  each_entry(root, std::span(pieces).first(2), [&](sim::Node& devices, std::size_t index) {
    sim::Node& device = devices.entries[index].value;
    if (!is_of_kind(device, device_kind)) return;
    if (pieces.size() == 2) return found(devices, index);
    each_entry(device, std::span(pieces).subspan(2), found);
  });
}

std::size_t meets_at(const Rule& rule, const sim::Node& root, const Pieces& path) {
  Pieces wanted = sim::split_path(rule.path);
  if (wanted.front() == "devices") {
    const sim::Node* device = path.empty() ? nullptr : device_named(root, path.front());
    if (device == nullptr || !is_of_kind(*device, rule.device_kind)) return std::string::npos;
    wanted.erase(wanted.begin());
  } else if (wanted.front() != "links") {
    return std::string::npos;  // nothing else has settings
  }
  if (path.size() < wanted.size()) return std::string::npos;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (wanted[i] != "*" && wanted[i] != path[i]) return std::string::npos;
  }
  return wanted.size() - 1;
}

Pieces split_fact(std::string_view text) {
  const std::size_t open = text.find('(');
  Pieces pieces = sim::split_path(text.substr(0, open));
  if (open == std::string_view::npos || pieces.empty()) return pieces;
  if (!text.ends_with(')')) return {};
  pieces.emplace_back(text.substr(open + 1, text.size() - open - 2));
  return pieces;
}

std::string joined_fact(const Pieces& pieces, bool has_argument) {
  if (!has_argument) return joined_path(pieces);
  return joined_path({pieces.begin(), pieces.end() - 1}) + '(' + pieces.back() + ')';
}

std::string joined_path(const Pieces& pieces) {
  std::string text;
  for (const std::string& piece : pieces) text += (text.empty() ? "" : ".") + piece;
  return text;
}

}  // namespace app
