#include "app/cause/segments.hpp"

#include <algorithm>

#include "app/cause/evidence.hpp"
#include "app/scenario/kinds/spec.hpp"
#include "models/network/topology.hpp"

namespace app {

Segments::Segments(const World& world, const Scenario& scenario)
    : world_(world), scenario_(scenario), neighbours_(scenario.devices.size()) {
  for (std::size_t i = 0; i < scenario.devices.size(); ++i) {
    const auto* router = std::get_if<RouterSpec>(&spec_of(scenario, i));
    const std::size_t interfaces = router != nullptr ? router->interfaces.size() : 1;
    for (std::size_t place = 0; place < interfaces; ++place) {
      stations_.emplace(models::interface_mac(scenario.devices[i].mac, place), i);
    }
  }
  std::vector<models::Edge> edges;
  for (const LinkPlan& link : scenario.links) {
    edges.push_back({link.a, link.b});
    neighbours_[link.a].push_back(link.b);
    neighbours_[link.b].push_back(link.a);
  }
  sites_ = models::components(scenario.devices.size(), edges);
}

std::optional<bool> Segments::was_on_its_way(const models::DropFact& drop) {
  const std::size_t at = world_.device(drop.device);
  const std::vector<std::size_t> receivers = this->receivers(drop, at);
  if (receivers.empty()) return std::nullopt;
  return std::ranges::any_of(receivers,
                             [&](std::size_t to) { return was_on_its_way(drop, at, to); });
}

bool Segments::was_on_its_way(const models::DropFact& drop, std::size_t at, std::size_t to) {
  if (at == to || (drop.device == drop.origin && !is_switch(at))) return true;
  const auto* link = world_.network().link_at(drop.device, drop.port);
  const std::size_t next = link != nullptr ? world_.device(link->to()) : at;
  if (next != at && lead(next, at, to, false)) return true;
  if (dies_on_cable(drop.fate)) return false;          // where it was sent onto the cable
  if (drop.fate == models::Fate::port_err_disabled) {  // as it came in, not as it was to leave
    return next != at && lead(next, at, world_.device(drop.origin), true);
  }
  return is_switch(at) && lead(at, next, to, false);
}

// At the same site.
std::vector<std::size_t> Segments::receivers(const models::DropFact& drop, std::size_t at) const {
  std::vector<std::size_t> all;
  if (drop.is_dhcp) return all;
  if (drop.receiver.is_group()) {
    const auto target = drop.is_arp ? world_.device_at(drop.destination) : std::nullopt;
    if (target) all.push_back(*target);
    return all;
  }
  const auto [first, last] = stations_.equal_range(drop.receiver);
  for (auto station = first; station != last; ++station) {
    if (sites_[station->second] == sites_[at]) all.push_back(station->second);
  }
  return all;
}

bool Segments::lead(std::size_t from, std::size_t beside, std::size_t to, bool through_routers) {
  const auto [known, is_new] = known_.try_emplace({from, beside, to, through_routers}, false);
  if (!is_new) return known->second;
  std::vector<bool> seen(scenario_.devices.size());
  std::vector<std::size_t> open{from};
  seen[from] = true;
  if (beside != from) seen[beside] = true;
  while (!open.empty()) {
    const std::size_t device = open.back();
    open.pop_back();
    if (device == to) return known->second = true;
    const bool forwards =
        is_switch(device) ||
        (through_routers &&
         models::is<models::Router>(scenario_.entries[scenario_.devices[device].entry].kind));
    if (!forwards) continue;
    for (const std::size_t next : neighbours_[device]) {
      if (seen[next]) continue;
      seen[next] = true;
      open.push_back(next);
    }
  }
  return false;
}

bool Segments::is_switch(std::size_t device) const {
  return models::is<models::Switch>(scenario_.entries[scenario_.devices[device].entry].kind);
}

}  // namespace app
