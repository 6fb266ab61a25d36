#include "app/cause/frame_cause.hpp"

#include <algorithm>

#include "app/cause/evidence.hpp"
#include "app/cause/next_hop.hpp"

namespace app {

void find_event(const Scenario& scenario, TimelineEntry::Kind kind, std::size_t target, Time until,
                Cause& cause) {
  for (std::size_t i = 0; i < scenario.timeline.size(); ++i) {
    const TimelineEntry& entry = scenario.timeline[i];
    if (entry.at > until || entry.kind != kind) continue;
    if (std::ranges::find(entry.targets, target) == entry.targets.end()) continue;
    cause.setting = "timeline." + std::to_string(entry.number);
    cause.event = entry.text;
  }
}

void name_setting(const World& world, const Scenario& scenario, Cause& cause) {
  if (!cause.drop) return;
  const DropFact& drop = *cause.drop;
  cause.died_at = world.device(drop.device);
  const bool has_link = world.network().link_at(drop.device, drop.port) != nullptr;
  const auto link = [&] { return world.network().link_number(drop.device, drop.port); };
  if (dies_on_cable(drop.fate) && has_link) cause.died_on = link();
  cause.setting = world.path(drop.device, drop.port, drop.cause);
  blame_next_hop(world, scenario, cause);
  using Kind = TimelineEntry::Kind;
  switch (drop.cause.act) {
    case models::Act::none: return;
    case models::Act::cable:
      if (has_link) find_event(scenario, Kind::unplug, link(), drop.at, cause);
      return;
    case models::Act::power:
      return find_event(scenario, Kind::power_off, world.device(drop.device), drop.at, cause);
  }
}

}  // namespace app
