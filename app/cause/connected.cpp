#include "app/cause/connected.hpp"

#include "models/network/topology.hpp"

namespace app {

bool are_connected(const Scenario& scenario, std::size_t one, std::size_t other) {
  const auto parts = models::components(scenario.devices.size(), neighbours(scenario));
  return parts[one] == parts[other];
}

namespace {

bool is_switch(const Scenario& scenario, std::size_t device) {
  return models::is<models::Switch>(scenario.entries[scenario.devices[device].entry].kind);
}

std::vector<models::Edge> switch_edges(const Scenario& scenario) {
  std::vector<models::Edge> edges;
  for (const LinkPlan& link : scenario.links) {
    if (is_switch(scenario, link.a) && is_switch(scenario, link.b)) {
      edges.push_back({link.a, link.b});
    }
  }
  return edges;
}

}  // namespace

bool has_rings(const Scenario& scenario) {
  return models::first_loop(scenario.devices.size(), switch_edges(scenario)).has_value();
}

std::vector<std::size_t> ring_of(const Scenario& scenario, std::size_t device) {
  std::vector<std::size_t> ring;
  if (!is_switch(scenario, device)) return ring;
  const auto parts = models::components(scenario.devices.size(), switch_edges(scenario));
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i] == parts[device]) ring.push_back(i);
  }
  return ring;
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
