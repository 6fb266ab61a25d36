#include "sim/schema/node.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "sim/schema/utf8.hpp"

namespace sim {
namespace {

const Node* child(const Node& node, std::string_view piece) {
  if (!node.is_list()) return node.find(piece);
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(piece.data(), piece.data() + piece.size(), number);
  const bool good = error == std::errc{} && end == piece.data() + piece.size();
  return good && number >= 1 && number <= node.items.size() ? &node.items[number - 1] : nullptr;
}

// Whether set_scalar may go on below `node`: it makes maps out of nothing, never out of a value.
bool can_hold_keys(const Node& node) { return node.is_map() || node.is_null(); }

}  // namespace

Node Node::scalar(std::string text, Position at) {
  Node node;
  node.kind = Kind::scalar;
  node.text = std::move(text);
  node.at = at;
  return node;
}

Node Node::list(Position at) {
  Node node;
  node.kind = Kind::list;
  node.at = at;
  return node;
}

Node Node::map(Position at) {
  Node node;
  node.kind = Kind::map;
  node.at = at;
  return node;
}

const Node* Node::find(std::string_view key) const {
  if (!is_map()) return nullptr;
  const auto entry = std::ranges::find(entries, key, &Entry::key);
  return entry == entries.end() ? nullptr : &entry->value;
}

Node* Node::find(std::string_view key) { return const_cast<Node*>(std::as_const(*this).find(key)); }

const Node* find_path(const Node& root, std::span<const std::string> pieces) {
  const Node* node = &root;
  for (const std::string& piece : pieces) {
    node = child(*node, piece);
    if (node == nullptr) return nullptr;
  }
  return node;
}

bool set_scalar(Node& root, std::span<const std::string> pieces, std::string text, Position at) {
  Node* node = &root;
  while (!pieces.empty()) {  // as far as the path exists
    Node* next = const_cast<Node*>(child(*node, pieces.front()));
    if (next == nullptr) break;
    node = next;
    pieces = pieces.subspan(1);
  }
  const auto is_next = [&](const std::string& piece) {
    const std::size_t items = node->is_list() ? node->items.size() : 0;
    return piece == std::to_string(items + 1);
  };
  if (pieces.empty() ? node->is_list() || node->is_map()
                     : !can_hold_keys(*node) && !(node->is_list() && is_next(pieces.front()))) {
    return false;
  }
  for (const std::string& piece : pieces) {
    if (node->is_null()) *node = is_next(piece) ? Node::list(at) : Node::map(at);
    if (node->is_list()) {
      node = &node->items.emplace_back();
    } else {
      node->entries.push_back({piece, at, {}});
      node = &node->entries.back().value;
    }
  }
  *node = Node::scalar(std::move(text), at);
  return true;
}

Node overlay(Node base, const Node& over) {
  if (!base.is_map() || !over.is_map()) return over;
  base.at = over.at;  // complaints about the whole go to the file that people wrote
  for (const Node::Entry& entry : over.entries) {
    const auto same = std::ranges::find(base.entries, entry.key, &Node::Entry::key);
    if (same == base.entries.end()) {
      base.entries.push_back(entry);
    } else {
      same->at = entry.at;
      same->value = overlay(std::move(same->value), entry.value);
    }
  }
  return base;
}

std::string flow_text(const Node& node) {
  std::string text;
  switch (node.kind) {
    case Node::Kind::null:
    case Node::Kind::invalid: return "null";
    case Node::Kind::scalar: return node.text;
    case Node::Kind::list:
      for (const Node& item : node.items) text += (text.empty() ? "" : ", ") + flow_text(item);
      return '[' + text + ']';
    case Node::Kind::map:
      for (const auto& entry : node.entries) {
        text += (text.empty() ? "" : ", ") + entry.key + ": " + flow_text(entry.value);
      }
      return '{' + text + '}';
  }
  return text;
}

std::string description(const Node& node) {
  switch (node.kind) {
    case Node::Kind::null:
    case Node::Kind::invalid: return "nothing";
    case Node::Kind::scalar: return sim::quoted(node.text);
    case Node::Kind::list: return "a list";
    case Node::Kind::map: return "a map";
  }
  return "nothing";
}

}  // namespace sim
