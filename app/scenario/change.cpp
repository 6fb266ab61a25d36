// A scenario with other settings: only what they touch is read again.
#include <algorithm>
#include <set>

#include "app/scenario/link_fields.hpp"
#include "app/scenario/parts.hpp"
#include "app/scenario/source_tree.hpp"
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
    const Touched touched = touched_by(sets, scenario_, diagnostics_);
    for (const std::size_t device : touched.devices) {
      if (scenario_.devices[device].spec == 0) give_own_spec(device, scenario_);
    }
    bool in_place = true;
    for (const std::size_t entry : touched.entries) in_place &= read_entry(entry, change);
    for (const std::size_t device : touched.devices) {
      const Device& own = scenario_.devices[device];
      if (touched.entries.contains(own.entry)) continue;
      put(own.entry, own.spec, node_of(scenario_.entries[own.entry]), change);
    }
    for (const std::size_t link : touched.links) in_place &= read_link(link, change);
    return in_place;
  }

 private:
  sim::Node node_of(const Entry& entry) {
    const sim::Node* written = scenario_.tree->file.devices.find(entry.name);
    return entry_node(*written, entry, scenario_.sets, diagnostics_);
  }
  void put(std::size_t entry, std::size_t spec, const sim::Node& node, Reconfiguration& change) {
    Entry& one = scenario_.entries[entry];
    const bool good = read_spec(node, spec, one, scenario_, diagnostics_);
    if (good && spec == 0) check_entry(one, one.specs[0], node, diagnostics_);
    change.specs.push_back({entry, spec, one.specs[spec]});
  }
  bool read_entry(std::size_t index, Reconfiguration& change) {
    Entry& entry = scenario_.entries[index];
    const Layout before = layout_of(entry.specs[0]);
    const sim::Node node = node_of(entry);
    for (std::size_t spec = 0; spec < entry.specs.size(); ++spec) put(index, spec, node, change);
    return layout_of(entry.specs[0]) == before;
  }
  bool read_link(std::size_t link, Reconfiguration& change) {
    LinkSpec spec;
    const sim::Node& written = scenario_.tree->file.links.items[link];
    sim::read(link_node(written, link, scenario_, diagnostics_), spec, diagnostics_);
    const bool in_place = spec.between == scenario_.link_specs[link].between;
    scenario_.link_specs[link] = spec;
    change.links.push_back({link, std::move(spec)});
    return in_place;
  }

  Scenario& scenario_;
  sim::Diagnostics& diagnostics_;
};

}  // namespace

std::optional<Scenario> changed(const Scenario& base, const std::vector<sim::Assignment>& more,
                                sim::Diagnostics& diagnostics) {
  const std::size_t before = diagnostics.count();
  Scenario next = base;
  next.remedies.clear();
  Reconfiguration ignored;
  const bool in_place = Changing(next, diagnostics).apply(more, ignored);
  if (diagnostics.count() == before && !in_place) {
    next = load_tree(base.tree, next.sets, diagnostics);
    next.duration = base.duration;
    next.remedies.clear();
  }
  if (diagnostics.count() == before) follow_timeline(next, diagnostics);
  if (diagnostics.count() != before) return std::nullopt;
  return next;
}

void follow_timeline(Scenario& scenario, sim::Diagnostics& diagnostics) {
  const auto sets_something = [](const TimelineEntry& entry) { return !entry.sets.empty(); };
  if (std::ranges::none_of(scenario.timeline, sets_something)) return;
  Scenario then = scenario;
  for (TimelineEntry& entry : scenario.timeline) {
    if (entry.sets.empty()) continue;
    entry.change = {};
    if (Changing(then, diagnostics).apply(entry.sets, entry.change)) continue;
    Scenario whole;  // for its complaints
    whole.tree = then.tree;
    whole.sets = then.sets;
    load_network(whole, diagnostics);
  }
}

void follow_remedies(Scenario& scenario, sim::Diagnostics& diagnostics) {
  Scenario base = scenario;
  base.remedies.clear();
  for (Remedy& remedy : scenario.remedies) {
    auto with_it = changed(base, remedy.sets, diagnostics);
    if (with_it) remedy.with_it = std::make_shared<const Scenario>(std::move(*with_it));
  }
}

}  // namespace app
