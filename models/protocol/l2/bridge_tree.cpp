#include "models/protocol/l2/bridge_tree.hpp"

namespace models {

// Everybody believes to be the root until it hears of a better one; what is heard travels one
// bridge further in each round.
Tree tree_of(std::span<const std::uint64_t> bridges, std::span<const TreePort> ports,
             std::size_t segments) {
  Tree tree{.roles = std::vector<TreeRole>(ports.size()),
            .bridges = {},
            .segments = {},
            .rooted = std::vector<std::uint32_t>(bridges.size(), no_tree_port)};
  for (const std::uint64_t id : bridges) tree.bridges.push_back({.root = id, .bridge = id});
  const auto said_at = [&](const TreePort& port) {
    TreeVector vector = tree.bridges[port.bridge];
    vector.bridge = bridges[port.bridge];
    vector.port = port.id;
    return vector;
  };
  for (bool changed = true; changed;) {
    changed = false;
    tree.segments.assign(segments, {});
    for (const TreePort& port : ports) {
      tree.segments[port.segment] = std::min(tree.segments[port.segment], said_at(port));
    }
    for (std::uint32_t i = 0; i < ports.size(); ++i) {
      const TreePort& port = ports[i];
      TreeVector heard = tree.segments[port.segment];
      if (heard.bridge == bridges[port.bridge]) continue;  // its own words
      heard.cost += port.cost;
      if (heard >= tree.bridges[port.bridge]) continue;
      tree.bridges[port.bridge] = heard;
      tree.rooted[port.bridge] = i;
      changed = true;
    }
  }
  for (std::uint32_t i = 0; i < ports.size(); ++i) {
    const TreePort& port = ports[i];
    const bool speaks = said_at(port) == tree.segments[port.segment];
    tree.roles[i] = tree.rooted[port.bridge] == i ? TreeRole::root
                    : speaks                      ? TreeRole::designated
                                                  : TreeRole::alternate;
  }
  return tree;
}

}  // namespace models
