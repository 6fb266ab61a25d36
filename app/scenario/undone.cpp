#include "app/scenario/undone.hpp"

#include <algorithm>

#include "app/scenario/parts.hpp"
#include "app/scenario/setting.hpp"

namespace app {
namespace {

using Kind = TimelineEntry::Kind;

bool brings_back(Kind act, Kind later) {
  switch (act) {
    case Kind::power_off: return later == Kind::power_on;
    case Kind::unplug: return later == Kind::plug;
    case Kind::stop_service:
    case Kind::hang: return later == Kind::start_service || later == Kind::resume;
    case Kind::set:
    case Kind::power_on:
    case Kind::plug:
    case Kind::call:
    case Kind::hold:
    case Kind::unhold:
    case Kind::start_service:
    case Kind::resume:
    case Kind::clear_arp:
    case Kind::clear_mac:
    case Kind::clear_nat:
    case Kind::clear_auth:
    case Kind::coa:
    case Kind::clear_bindings: return false;
  }
  return false;
}

// What it was before this item of the timeline.
std::string value_before(const Scenario& scenario, const std::string& path,
                         const TimelineEntry& until) {
  std::string value = value_at(scenario, path);
  for (const TimelineEntry& entry : scenario.timeline) {
    if (entry.number == until.number) break;
    for (const sim::Assignment& set : entry.sets) {
      if (sim::path_of(set) == path) value = set.value;
    }
  }
  return value;
}

}  // namespace

bool is_outage(const TimelineEntry& entry) {
  return entry.kind == Kind::power_off || entry.kind == Kind::unplug ||
         entry.kind == Kind::stop_service || entry.kind == Kind::hang ||
         (entry.kind == Kind::set && !entry.sets.empty());
}

std::vector<std::size_t> touched_by(const Scenario& scenario, const TimelineEntry& entry) {
  std::vector<std::size_t> devices;
  const auto add_cable = [&](const LinkPlan& link) {
    devices.push_back(link.a);
    devices.push_back(link.b);
  };
  if (entry.kind == Kind::unplug || entry.kind == Kind::plug) {
    for (const std::size_t link : entry.targets) add_cable(scenario.links[link]);
  } else {
    devices = entry.targets;
  }
  for (const sim::Assignment& set : entry.sets) {
    if (set.pieces[0] == "links") {
      const auto number = link_number(set.pieces[1], scenario.link_specs.size());
      for (const LinkPlan& link : scenario.links) {
        if (number && link.entry == *number) add_cable(link);
      }
    } else if (const Entry* owner = scenario.entry(set.pieces[0])) {
      devices.push_back(owner->first);
    } else if (const auto device = scenario.device(set.pieces[0])) {
      devices.push_back(*device);
    }
  }
  return devices;
}

Time undone_at(const Scenario& scenario, const TimelineEntry& entry) {
  if (!is_outage(entry)) return models::never;
  Time last{};
  const auto find = [&](auto is_it) {
    const auto later = std::ranges::find_if(scenario.timeline, [&](const TimelineEntry& other) {
      return other.at >= entry.at && is_it(other);
    });
    last = std::max(last, later == scenario.timeline.end() ? models::never : later->at);
  };
  for (const std::size_t target : entry.targets) {
    find([&](const TimelineEntry& other) {
      return brings_back(entry.kind, other.kind) &&
             std::ranges::find(other.targets, target) != other.targets.end();
    });
  }
  for (const sim::Assignment& set : entry.sets) {
    const std::string path = sim::path_of(set);
    const std::string before = value_before(scenario, path, entry);
    find([&](const TimelineEntry& other) {
      return std::ranges::any_of(other.sets, [&](const sim::Assignment& back) {
        return back.value == before && set.value != before && sim::path_of(back) == path;
      });
    });
  }
  return last;
}

}  // namespace app
