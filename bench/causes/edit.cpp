#include "bench/causes/edit.hpp"

#include <algorithm>

#include "sim/schema/override.hpp"

namespace bench {
namespace {

using sim::Node;

// The value at the path; made, with the maps on the way, where there is none yet.
Node* place(Node& root, const std::string& path) {
  const std::vector<std::string> pieces = sim::split_path(path);
  Node* node = &root;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (i == 2 && pieces[0] == "links" &&
        node->is_scalar()) {  // "A - B" becomes {between: "A - B"}
      Node link = Node::map();
      link.entries.push_back({"between", {}, quoted(node->text)});
      *node = link;
    }
    const auto here = std::span(pieces).subspan(i, 1);
    if (sim::find_path(*node, here) == nullptr) {
      if (!node->is_map() && !node->is_null()) return nullptr;
      if (node->is_null()) *node = Node::map();
      node->entries.push_back({pieces[i], {}, {}});
    }
    node = const_cast<Node*>(sim::find_path(*node, here));
  }
  return node;
}

}  // namespace

Edit set(std::string path, std::string value) {
  return {Edit::Kind::set, std::move(path), Node::scalar(std::move(value))};
}

Edit erase(std::string path) { return {Edit::Kind::erase, std::move(path)}; }

Edit append(std::string list, Node item) {
  return {Edit::Kind::append, std::move(list), std::move(item)};
}

Node quoted(std::string text) {
  Node node = Node::scalar(std::move(text));
  node.quoted = true;
  return node;
}

Node map_of(std::vector<std::pair<std::string, std::string>> entries) {
  Node map = Node::map();
  for (auto& [key, value] : entries) map.entries.push_back({key, {}, Node::scalar(value)});
  return map;
}

bool apply(const Edit& edit, Node& root) {
  if (edit.kind == Edit::Kind::erase &&
      sim::find_path(root, sim::split_path(edit.path)) == nullptr) {
    return false;
  }
  Node* node = place(root, edit.path);
  if (node == nullptr) return false;
  if (edit.kind == Edit::Kind::append) {
    if (node->is_null()) *node = Node::list();
    if (node->is_list()) node->items.push_back(edit.value);
    return node->is_list();
  }
  *node = edit.kind == Edit::Kind::set ? edit.value : Node{};
  return true;
}

void sweep(Node& root) {
  std::erase_if(root.items, [](const Node& item) { return item.is_null(); });
  std::erase_if(root.entries, [](const Node::Entry& entry) { return entry.value.is_null(); });
  for (Node& item : root.items) sweep(item);
  for (Node::Entry& entry : root.entries) sweep(entry.value);
}

}  // namespace bench
