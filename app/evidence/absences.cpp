// Phones that are away though they lost nothing, or though what they had lost is there again.
#include <algorithm>

#include "app/evidence/observe.hpp"
#include "app/scenario/kinds/spec.hpp"
#include "app/scenario/undone.hpp"

namespace app {
namespace {

// What the stays of one phone come to, in order of time.
struct Presence {
  bool any = false;
  bool at_end = false;
  bool at_first = false;  // of its servers, at any time
  const Stay* last = nullptr;
};

Presence presence_of(const History& history, std::size_t phone, std::size_t first) {
  Presence p;
  const auto stays = std::ranges::equal_range(history.stays, phone, {}, &Stay::phone);
  for (const Stay& stay : stays) {
    p.any = true;
    p.at_end = p.at_end || !stay.ended;
    p.at_first = p.at_first || stay.server == first;
    if (p.last == nullptr || stay.to >= p.last->to) p.last = &stay;
  }
  return p;
}

// By name, DNS says which one is the first.
bool has_a_first_server(const Scenario& scenario, std::size_t phone) {
  const Device& device = scenario.devices[phone];
  const Spec& spec = scenario.entries[device.entry].specs[device.spec];
  return servers_of(spec).size() > 1 && std::get<PhoneSpec>(spec).domain.empty();
}

// What the operator had taken away before it was lost is there again, and it is not.
bool outlasts_its_outage(const Scenario& scenario, const Stay& lost, Time end) {
  constexpr std::chrono::minutes patience{5};  // assumed: so long a phone may take to come back
  const TimelineEntry* last = nullptr;
  for (const TimelineEntry& entry : scenario.timeline) {
    if (entry.at <= lost.to && is_outage(entry)) last = &entry;
  }
  if (last == nullptr || lost.to + patience > end) return false;
  const Time back = undone_at(scenario, *last);
  return back != models::never && back + patience <= end;
}

}  // namespace

void read_absences(const World& world, const Scenario& scenario, History& history) {
  for (std::uint32_t i = 0; i < world.network().phone_nodes().size(); ++i) {
    const std::size_t phone = world.phone(i);
    const Presence p = presence_of(history, phone, world.server_of(i, 0));
    const bool is_on = world.network().is_meant_on(world.node(phone));
    const auto add = [&](std::vector<Absence>& list, Time since) {
      list.push_back({.phone = phone,
                      .server = world.server_of(i, 0),
                      .since = since,
                      .phone_text = history.phone_texts[i]});
    };
    if (!p.any) {
      add(history.never_registered, Time{});
    } else if (!p.at_end && is_on &&
               (!p.last->lost || outlasts_its_outage(scenario, *p.last, history.end))) {
      add(history.never_back, p.last->to);
    } else if (!p.at_first && has_a_first_server(scenario, phone)) {
      add(history.never_at_first, Time{});
    }
  }
}

}  // namespace app
