// Who takes power from a port that gives none; and Power over Ethernet that nobody takes.
#include <algorithm>
#include <set>

#include "app/scenario/kinds/spec.hpp"
#include "app/scenario/parts.hpp"
#include "app/scenario/source_tree.hpp"

namespace app {
namespace {

template <class Wanted>
const Wanted* spec_as(const Scenario& scenario, std::size_t device) {
  const Device& d = scenario.devices[device];
  return std::get_if<Wanted>(&scenario.entries[d.entry].specs[d.spec]);
}

bool takes_power(const Scenario& scenario, std::size_t device) {
  const Device& d = scenario.devices[device];
  const Spec& spec = scenario.entries[d.entry].specs[d.spec];
  const auto is_poe = [](const models::PoweredDeviceConfig& power) {
    return power.source == models::PowerSupply::poe;
  };
  if (const StationSpec* station = station_of(spec)) return is_poe(station->power);
  const auto* sw = std::get_if<SwitchSpec>(&spec);
  return sw != nullptr && is_poe(sw->power);
}

// The switches that cables lead to.
std::vector<std::size_t> switches_at(const Scenario& scenario, std::size_t device) {
  std::vector<std::size_t> found;
  for (const LinkPlan& link : scenario.links) {
    if (link.a != device && link.b != device) continue;
    const std::size_t other = link.a == device ? link.b : link.a;
    if (spec_as<SwitchSpec>(scenario, other) != nullptr) found.push_back(other);
  }
  return found;
}

}  // namespace

void check_power(const Scenario& scenario, sim::Diagnostics& diagnostics) {
  std::set<std::size_t> told;
  for (std::size_t i = 0; i < scenario.devices.size(); ++i) {
    if (!takes_power(scenario, i)) continue;
    const auto switches = switches_at(scenario, i);
    const auto gives = [&](std::size_t sw) {
      return spec_as<SwitchSpec>(scenario, sw)->poe.enabled;
    };
    if (std::ranges::any_of(switches, gives)) continue;
    if (!told.insert(scenario.devices[i].entry).second) continue;
    const std::string who = "'" + scenario.devices[i].name + "' takes its power from its port, ";
    diagnostics.warning(scenario.entries[scenario.devices[i].entry].at,
                        switches.empty() ? who + "but no cable leads from it to a switch"
                                         : who + "and '" + scenario.devices[switches.front()].name +
                                               "' gives none: poe is switched off");
  }
}

void warn_of_idle_power(const Scenario& scenario, sim::Diagnostics& diagnostics) {
  std::set<std::size_t> told;
  for (std::size_t i = 0; i < scenario.devices.size(); ++i) {
    const auto* sw = spec_as<SwitchSpec>(scenario, i);
    const Entry& entry = scenario.entries[scenario.devices[i].entry];
    if (sw == nullptr || !sw->poe.enabled) continue;
    const auto is_taker = [&](const LinkPlan& link) {
      if (link.a != i && link.b != i) return false;
      return takes_power(scenario, link.a == i ? link.b : link.a);
    };
    if (std::ranges::any_of(scenario.links, is_taker) ||
        !told.insert(scenario.devices[i].entry).second)
      continue;
    const sim::Node* node = scenario.tree->file.devices.find(entry.name);
    const sim::Node* written = node != nullptr && node->is_map() ? node->find("poe") : nullptr;
    if (written == nullptr) continue;
    diagnostics.warning(written->at, "poe of '" + scenario.devices[i].name +
                                         "' has no effect: no device there has power.source: poe");
  }
}

}  // namespace app
