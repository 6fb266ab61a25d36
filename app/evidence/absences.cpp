// Phones that are away though they lost nothing, or though what they had lost is there again.
#include <algorithm>

#include "app/evidence/observe.hpp"
#include "app/scenario/kinds/spec.hpp"
#include "app/scenario/undone.hpp"
#include "models/network/topology.hpp"

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

// What the operator does, for whom it can matter: who is joined with it by cables.
class Acts {
 public:
  explicit Acts(const Scenario& scenario) : scenario_(scenario) {
    std::vector<models::Edge> edges;
    for (const LinkPlan& link : scenario.links) edges.push_back({link.a, link.b});
    parts_ = models::components(scenario.devices.size(), edges);
  }
  // What was taken away last before that loss is there again, and the phone is not.
  bool are_outlasted_by(const Stay& lost, Time end) const {
    constexpr std::chrono::minutes patience{5};  // assumed: so long a phone may take to come back
    const TimelineEntry* last = nullptr;
    for (const TimelineEntry& entry : scenario_.timeline) {
      if (entry.at <= lost.to && is_outage(entry) && concerns(entry, lost.phone)) last = &entry;
    }
    if (last == nullptr || lost.to + patience > end) return false;
    const Time back = undone_at(scenario_, *last);
    return back != models::never && back + patience <= end;
  }

 private:
  bool concerns(const TimelineEntry& entry, std::size_t phone) const {
    return std::ranges::any_of(touched_by(scenario_, entry),
                               [&](std::size_t device) { return parts_[device] == parts_[phone]; });
  }

  const Scenario& scenario_;
  std::vector<std::size_t> parts_;
};

}  // namespace

void read_absences(const World& world, const Scenario& scenario, History& history) {
  std::optional<Acts> acts;  // dear in a large network, and seldom asked
  const auto is_over_for = [&](const Stay& lost) {
    if (scenario.timeline.empty()) return false;
    if (!acts) acts.emplace(scenario);
    return acts->are_outlasted_by(lost, history.end);
  };
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
    } else if (!p.at_end && is_on && (!p.last->lost || is_over_for(*p.last))) {
      add(history.never_back, p.last->to);
    } else if (!p.at_first && has_a_first_server(scenario, phone)) {
      add(history.never_at_first, Time{});
    }
  }
}

}  // namespace app
