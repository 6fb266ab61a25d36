// A scenario with other settings: only what they touch is read again.
#include <algorithm>
#include <set>

#include "app/scenario/link_fields.hpp"
#include "app/scenario/parts.hpp"
#include "app/scenario/source_tree.hpp"
#include "sim/base/ensure.hpp"
#include "sim/schema/reader.hpp"

namespace app {
namespace {

// What other entries and the cables count on: while it stays, a spec may be read alone.
struct Layout {
  std::optional<int> count;
  std::optional<sim::Ipv4Interface> address;
  std::optional<sim::Mac> mac;
  int ports = 0;
  std::vector<int> interfaces;  // of a router: their ports
  std::vector<std::string> servers;
  bool operator==(const Layout&) const = default;
};

Layout layout_of(const Spec& spec) {
  Layout layout{count_of(spec), address_of(spec), mac_of(spec), port_count(spec), {}, {}};
  if (const auto* router = std::get_if<RouterSpec>(&spec)) {
    for (const InterfaceSpec& interface : router->interfaces) {
      layout.interfaces.push_back(interface.port);
    }
  }
  for (const auto& server : servers_of(spec)) layout.servers.push_back(server.value);
  if (const auto* phone = std::get_if<PhoneSpec>(&spec)) {
    layout.servers.push_back(phone->runs_on.value);
  }
  return layout;
}

struct Touched {
  std::set<std::size_t> entries;  // as a whole
  std::set<std::size_t> devices;  // alone
  std::set<std::size_t> links;
};

Touched touched_by(const std::vector<sim::Assignment>& sets, const Scenario& scenario,
                   sim::Diagnostics& diagnostics) {
  Touched touched;
  for (const sim::Assignment& set : sets) {
    if (!check_target(set, scenario, diagnostics)) continue;
    if (set.pieces[0] == "links") {
      const auto link = link_of(set, scenario.link_specs.size(), diagnostics);
      if (link) touched.links.insert(*link);
    } else if (const Entry* entry = scenario.entry(set.pieces[0])) {
      touched.entries.insert(static_cast<std::size_t>(entry - scenario.entries.data()));
    } else {
      touched.devices.insert(*scenario.device(set.pieces[0]));
    }
  }
  return touched;
}

class Changing {
 public:
  Changing(Scenario& scenario, sim::Diagnostics& diagnostics)
      : scenario_(scenario), diagnostics_(diagnostics) {}

  // False: what the settings touch moves devices, ports or cables; the whole must be loaded.
  bool apply(const std::vector<sim::Assignment>& sets, Reconfiguration& change) {
    scenario_.sets = joined(std::move(scenario_.sets), sets);
    const std::size_t links = scenario_.tree->file.links.items.size();
    const auto is_beyond = [&](const sim::Assignment& set) {  // a cable that only settings make
      return set.pieces[0] == "links" && set.pieces.size() > 1 &&
             !link_number(set.pieces[1], links);
    };
    if (std::ranges::any_of(sets, is_beyond)) return false;
    const Touched touched = touched_by(sets, scenario_, diagnostics_);
    for (const std::size_t device : touched.devices) {
      if (scenario_.devices[device].spec == 0) give_own_spec(device, scenario_);
    }
    bool in_place = true;
    for (const std::size_t entry : touched.entries) in_place &= read_entry(entry, change);
    for (const std::size_t device : touched.devices) {
      const Device& own = scenario_.devices[device];
      if (touched.entries.contains(own.entry)) continue;
      in_place &= put(own.entry, own.spec, node_of(scenario_.entries[own.entry]), change);
    }
    for (const std::size_t link : touched.links) in_place &= read_link(link, change);
    const auto is_switch = [&](const Reconfiguration::OfSpec& one) {
      return std::holds_alternative<SwitchSpec>(one.value);
    };
    if (std::ranges::any_of(change.specs, is_switch)) {
      check_loops(nullptr, scenario_, diagnostics_);
    }
    return in_place;
  }

 private:
  sim::Node node_of(const Entry& entry) {
    const sim::Node* written = scenario_.tree->file.devices.find(entry.name);
    return entry_node(*written, entry, scenario_, diagnostics_);
  }
  bool put(std::size_t index, std::size_t spec, const sim::Node& node, Reconfiguration& change) {
    Entry& entry = scenario_.entries[index];
    const Layout before = layout_of(entry.specs[spec]);
    read_spec(node, spec, entry, scenario_, diagnostics_);
    change.specs.push_back({index, spec, entry.specs[spec]});
    return layout_of(entry.specs[spec]) == before;
  }
  bool read_entry(std::size_t index, Reconfiguration& change) {
    const sim::Node node = node_of(scenario_.entries[index]);
    const std::size_t before = diagnostics_.count();
    bool in_place = put(index, 0, node, change);
    if (diagnostics_.count() != before) return in_place;  // the others would say it again
    for (std::size_t spec = 1; spec < scenario_.entries[index].specs.size(); ++spec) {
      in_place &= put(index, spec, node, change);
    }
    return in_place;
  }
  bool read_link(std::size_t link, Reconfiguration& change) {
    LinkSpec spec;
    const sim::Node& written = scenario_.tree->file.links.items[link];
    sim::read(link_node(written, link, scenario_, diagnostics_), spec, diagnostics_);
    const bool in_place = spec.between == scenario_.link_specs[link].between;
    const bool plugs = spec.up && !scenario_.link_specs[link].up;
    scenario_.link_specs[link] = spec;
    if (plugs) check_turns(plugged_at_start(scenario_), scenario_, written.at, diagnostics_);
    change.links.push_back({link, std::move(spec)});
    return in_place;
  }

  Scenario& scenario_;
  sim::Diagnostics& diagnostics_;
};

// Does the timeline set anything of the same entry or link?
bool meets(const Reconfiguration& change, const SharedList<TimelineEntry>& timeline) {
  return std::ranges::any_of(timeline, [&](const TimelineEntry& entry) {
    const auto same_entry = [&](const Reconfiguration::OfSpec& one) {
      return std::ranges::find(change.specs, one.entry, &Reconfiguration::OfSpec::entry) !=
             change.specs.end();
    };
    const auto same_link = [&](const Reconfiguration::OfLink& one) {
      return std::ranges::find(change.links, one.link, &Reconfiguration::OfLink::link) !=
             change.links.end();
    };
    return std::ranges::any_of(entry.change.specs, same_entry) ||
           std::ranges::any_of(entry.change.links, same_link);
  });
}

}  // namespace

std::optional<Scenario> changed(const Scenario& base, const std::vector<sim::Assignment>& more,
                                sim::Diagnostics& diagnostics) {
  const std::size_t before = diagnostics.count();
  Scenario next = base;
  next.expectations = {};
  next.remedies = {};
  Reconfiguration change;
  bool timeline_is_right = false;
  if (Changing(next, diagnostics).apply(more, change)) {
    timeline_is_right = !meets(change, base.timeline);
  } else if (diagnostics.count() == before) {
    next = load_tree(base.tree, next.sets, diagnostics);
    next.duration = base.duration;
  }
  if (diagnostics.count() == before && !timeline_is_right) follow_timeline(next, diagnostics);
  if (diagnostics.count() != before) return std::nullopt;
  return next;
}

void follow_timeline(Scenario& scenario, sim::Diagnostics& diagnostics) {
  const auto sets_something = [](const TimelineEntry& entry) { return !entry.sets.empty(); };
  if (std::ranges::none_of(scenario.timeline, sets_something)) return;
  constexpr std::size_t most_bad = 50;  // items that are complained about
  std::size_t bad = 0;
  std::vector<sim::Assignment> good;
  Scenario then = scenario;
  for (TimelineEntry& entry : scenario.timeline.edit()) {
    if (entry.sets.empty()) continue;
    const std::size_t before = diagnostics.count();
    entry.change = {};
    const bool in_place = Changing(then, diagnostics).apply(entry.sets, entry.change);
    if (diagnostics.count() == before) {
      ENSURE(in_place);  // load_timeline() refuses what moves something
      good.insert(good.end(), entry.sets.begin(), entry.sets.end());
    } else {  // as it was, or what follows would be blamed on this again
      if (++bad == most_bad) return;
      then = scenario;
      Reconfiguration again;
      Changing(then, diagnostics).apply(good, again);
    }
  }
}

void follow_remedies(Scenario& scenario, sim::Diagnostics& diagnostics) {
  Scenario base = scenario;  // so that none of them holds all of them
  base.expectations = {};
  base.remedies = {};
  for (Remedy& remedy : scenario.remedies.edit()) {
    auto with_it = changed(base, remedy.sets, diagnostics);
    if (with_it) remedy.with_it = std::make_shared<const Scenario>(std::move(*with_it));
  }
}

}  // namespace app
