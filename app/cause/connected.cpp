#include "app/cause/connected.hpp"

#include "models/network/topology.hpp"

namespace app {

bool are_connected(const Scenario& scenario, std::size_t one, std::size_t other) {
  std::vector<models::Edge> edges;
  for (const LinkPlan& link : scenario.links) edges.push_back({link.a, link.b});
  const auto parts = models::components(scenario.devices.size(), edges);
  return parts[one] == parts[other];
}

bool is_connected(const Scenario& scenario, std::size_t device, const sim::Assignment& set) {
  const std::string& owner = set.pieces.front();
  if (const Entry* entry = scenario.entry(owner)) {
    return entry->count > 0 && are_connected(scenario, device, entry->first);
  }
  const auto other = scenario.device(owner);
  return other && are_connected(scenario, device, *other);
}

}  // namespace app
