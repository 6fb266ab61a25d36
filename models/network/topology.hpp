// The network as a graph: what is connected with what, and whether there are loops. Boost.Graph.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace models {

struct Edge {
  std::size_t a = 0;
  std::size_t b = 0;
};

// For each of `nodes` devices the number of its connected part.
std::vector<std::size_t> components(std::size_t nodes, const std::vector<Edge>& edges);
// The first edge, in order, that joins what was already connected: with it there is a loop.
std::optional<std::size_t> first_loop(std::size_t nodes, const std::vector<Edge>& edges);

// For each device its next hop towards `root`: the tree that a breadth-first walk from there makes.
// The root's is itself; none (nodes) where no path leads.
std::vector<std::size_t> towards(std::size_t root, std::size_t nodes,
                                 const std::vector<Edge>& edges);

}  // namespace models
