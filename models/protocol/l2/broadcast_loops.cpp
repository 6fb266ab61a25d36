#include "models/protocol/l2/broadcast_loops.hpp"

#include <algorithm>
#include <numeric>

namespace models {
namespace {

constexpr std::uint32_t far = ~std::uint32_t{0};

std::uint32_t root_of(std::vector<std::uint32_t>& parents, std::uint32_t node) {
  while (parents[node] != node) node = parents[node] = parents[parents[node]];
  return node;
}

// What has one edge only is no part of a loop, and so on until nothing more falls off.
void prune(std::span<const LoopEdge> edges, std::vector<bool>& circles, std::size_t nodes) {
  std::vector<std::uint32_t> degree(nodes);
  for (const LoopEdge& edge : edges) {
    ++degree[edge.a];
    ++degree[edge.b];
  }
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t i = 0; i < edges.size(); ++i) {
      if (!circles[i] || (degree[edges[i].a] > 1 && degree[edges[i].b] > 1)) continue;
      circles[i] = false;
      changed = true;
      --degree[edges[i].a];
      --degree[edges[i].b];
    }
  }
}

}  // namespace

BroadcastLoops broadcast_loops(std::size_t nodes, std::span<const LoopEdge> edges) {
  BroadcastLoops loops{.circles = std::vector<bool>(edges.size(), true),
                       .cut = std::vector<bool>(edges.size()),
                       .domain = std::vector<std::uint32_t>(nodes),
                       .looped = std::vector<bool>(nodes),
                       .distance = std::vector<std::uint32_t>(nodes, far)};
  std::vector<std::uint32_t> parents(nodes);
  std::iota(parents.begin(), parents.end(), 0U);
  for (std::size_t i = 0; i < edges.size(); ++i) {
    const auto [low, high] =
        std::minmax({root_of(parents, edges[i].a), root_of(parents, edges[i].b)});
    loops.cut[i] = low == high;
    parents[high] = low;
  }
  prune(edges, loops.circles, nodes);
  for (std::uint32_t node = 0; node < nodes; ++node) loops.domain[node] = root_of(parents, node);
  for (std::size_t i = 0; i < edges.size(); ++i) {
    if (!loops.circles[i]) continue;
    loops.distance[edges[i].a] = loops.distance[edges[i].b] = 0;
    loops.looped[loops.domain[edges[i].a]] = true;
  }
  for (std::uint32_t node = 0; node < nodes; ++node) {
    loops.looped[node] = loops.looped[loops.domain[node]];
  }
  for (bool changed = true; changed;) {
    changed = false;
    for (const LoopEdge& edge : edges) {
      for (const auto& [from, to] : {std::pair{edge.a, edge.b}, std::pair{edge.b, edge.a}}) {
        if (loops.distance[from] == far || loops.distance[to] <= loops.distance[from] + 1) continue;
        loops.distance[to] = loops.distance[from] + 1;
        changed = true;
      }
    }
  }
  return loops;
}

}  // namespace models
