#include "app/cause/frame_cause.hpp"

#include <algorithm>

#include "app/cause/evidence.hpp"
#include "app/cause/next_hop.hpp"

namespace app {

void find_event(const Scenario& scenario, std::span<const TimelineEntry::Kind> kinds,
                std::size_t target, Time until, Cause& cause) {
  for (const TimelineEntry& entry : scenario.timeline) {
    if (entry.at > until || std::ranges::find(kinds, entry.kind) == kinds.end()) continue;
    if (std::ranges::find(entry.targets, target) == entry.targets.end()) continue;
    cause.setting = "timeline." + std::to_string(entry.number);
    cause.event = entry.text;
  }
}

void find_event(const Scenario& scenario, TimelineEntry::Kind kind, std::size_t target, Time until,
                Cause& cause) {
  find_event(scenario, std::array{kind}, target, until, cause);
}

bool was_out_of_service(const Scenario& scenario, std::size_t device, Time from, Time to) {
  using Kind = TimelineEntry::Kind;
  constexpr std::array back{Kind::power_on, Kind::start_service, Kind::resume};
  bool is_out = false;
  for (const TimelineEntry& entry : scenario.timeline) {
    if (entry.at > to) break;
    if (std::ranges::find(entry.targets, device) == entry.targets.end()) continue;
    const bool goes = std::ranges::find(out_of_service, entry.kind) != out_of_service.end();
    if (goes && entry.at >= from) return true;
    if (std::ranges::find(back, entry.kind) != back.end()) {
      if (is_out && entry.at >= from) return true;
      is_out = false;
    }
    is_out = is_out || goes;
  }
  return is_out;
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
    case models::Act::service:
      return find_event(scenario, std::array{Kind::stop_service, Kind::hang},
                        world.device(drop.device), drop.at, cause);
  }
}

}  // namespace app
