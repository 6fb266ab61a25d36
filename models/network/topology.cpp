#include "models/network/topology.hpp"

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/connected_components.hpp>
#include <boost/graph/incremental_components.hpp>
#include <boost/pending/disjoint_sets.hpp>

namespace models {

using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS>;

std::vector<std::size_t> components(std::size_t nodes, const std::vector<Edge>& edges) {
  Graph graph(nodes);
  for (const Edge& edge : edges) boost::add_edge(edge.a, edge.b, graph);
  std::vector<std::size_t> part(nodes);
  if (nodes > 0) boost::connected_components(graph, part.data());
  return part;
}

std::vector<std::size_t> towards(std::size_t root, std::size_t nodes,
                                 const std::vector<Edge>& edges) {
  Graph graph(nodes);
  for (const Edge& edge : edges) boost::add_edge(edge.a, edge.b, graph);
  std::vector<std::size_t> next(nodes, nodes);
  next[root] = root;
  boost::breadth_first_search(graph, root,
                              boost::visitor(boost::make_bfs_visitor(
                                  boost::record_predecessors(next.data(), boost::on_tree_edge()))));
  return next;
}

std::optional<std::size_t> first_loop(std::size_t nodes, const std::vector<Edge>& edges) {
  std::vector<std::size_t> rank(nodes);
  std::vector<std::size_t> parent(nodes);
  boost::disjoint_sets<std::size_t*, std::size_t*> parts(rank.data(), parent.data());
  for (std::size_t i = 0; i < nodes; ++i) parts.make_set(i);
  for (std::size_t i = 0; i < edges.size(); ++i) {
    if (parts.find_set(edges[i].a) == parts.find_set(edges[i].b)) return i;
    parts.union_set(edges[i].a, edges[i].b);
  }
  return std::nullopt;
}

}  // namespace models
