// Cables beside each other: two at one port, loops that nobody opens, devices that none reaches.
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "app/scenario/link_text.hpp"
#include "app/scenario/parts.hpp"
#include "app/scenario/source_tree.hpp"
#include "models/network/topology.hpp"

namespace app {
namespace {

bool is_unplugged(const Scenario& scenario, std::size_t link) {
  return !scenario.link_specs[scenario.links[link].entry].up;
}

// Cables that take turns at a port: of a switch only if both lead to end devices, for what it
// makes of a port depends on who is there.
void check_changes_over(const Scenario& scenario, std::size_t device,
                        std::array<std::size_t, 2> others, sim::Position at,
                        sim::Diagnostics& diagnostics) {
  const auto forwards = [&](std::size_t one) {
    const auto kind = scenario.entries[scenario.devices[one].entry].kind;
    return models::is<models::Switch>(kind) || models::is<models::Router>(kind);
  };
  if (!forwards(device) || (!forwards(others[0]) && !forwards(others[1]))) return;
  diagnostics.error(at,
                    "a port that changes from one cable to another is an end device's, or has "
                    "end devices at both cables");
}

}  // namespace

std::vector<bool> plugged_at_start(const Scenario& scenario) {
  std::vector<bool> plugged;
  for (const LinkPlan& link : scenario.links) plugged.push_back(scenario.link_specs[link.entry].up);
  return plugged;
}

void check_turns(const std::vector<bool>& plugged, const Scenario& scenario, sim::Position at,
                 sim::Diagnostics& diagnostics) {
  std::set<std::pair<std::size_t, std::uint16_t>> taken;
  for (std::size_t i = 0; i < scenario.links.size(); ++i) {
    const LinkPlan& link = scenario.links[i];
    if (!plugged[i]) continue;
    for (const auto& [device, port] :
         {std::pair{link.a, link.port_a}, std::pair{link.b, link.port_b}}) {
      if (taken.emplace(device, port).second) continue;
      return diagnostics.error(
          at, "two cables in one port of '" + scenario.devices[device].name +
                  "': unplug the other one first, and name the new one by its other end");
    }
  }
}

// A frame that goes round in a loop is sent for ever, and its copies: a storm. What is plugged in
// later is the timeline's story.
void check_loops(const std::vector<sim::Position>* positions, const Scenario& scenario,
                 sim::Diagnostics& diagnostics) {
  std::vector<models::Edge> silent;  // between switches without spanning tree: a router ends loops
  std::vector<std::size_t> links;
  const auto switch_of = [&](std::size_t device) {
    const Device& d = scenario.devices[device];
    return std::get_if<SwitchSpec>(&scenario.entries[d.entry].specs[d.spec]);
  };
  const auto is_bundled = [&](std::size_t device, std::uint16_t port) {
    return std::ranges::any_of(switch_of(device)->channels, [&](const ChannelSpec& channel) {
      return channel.ports.value.contains(static_cast<std::uint16_t>(port + 1));
    });
  };
  for (std::size_t i = 0; i < scenario.links.size(); ++i) {
    const LinkPlan& link = scenario.links[i];
    const SwitchSpec* a = switch_of(link.a);
    const SwitchSpec* b = switch_of(link.b);
    if (a == nullptr || b == nullptr || a->stp.enabled || b->stp.enabled) continue;
    if (is_unplugged(scenario, i)) continue;
    if (is_bundled(link.a, link.port_a) || is_bundled(link.b, link.port_b)) continue;
    silent.push_back({link.a, link.b});
    links.push_back(i);
  }
  const auto loop = models::first_loop(scenario.devices.size(), silent);
  if (!loop) return;
  const LinkPlan& link = scenario.links[links[*loop]];
  diagnostics.warning(
      positions != nullptr ? (*positions)[links[*loop]]
                           : scenario.entries[scenario.devices[link.b].entry].at,
      "the link " + port_text(scenario, link.a, link.port_a) + " - " +
          port_text(scenario, link.b, link.port_b) +
          " closes a loop, and no spanning tree opens it: the first broadcast is a storm. "
          "stp: {enabled: true}, or channels of both switches");
}

void check_links(const std::vector<sim::Position>& positions, const Scenario& scenario,
                 sim::Diagnostics& diagnostics) {
  struct Taken {
    std::size_t link;
    std::size_t other;  // device
  };
  std::map<std::pair<std::size_t, std::uint16_t>, Taken> taken;
  for (std::size_t i = 0; i < scenario.links.size(); ++i) {
    const LinkPlan& link = scenario.links[i];
    for (const auto& [device, port, other] :
         {std::tuple{link.a, link.port_a, link.b}, std::tuple{link.b, link.port_b, link.a}}) {
      const auto [before, is_free] = taken.emplace(std::pair{device, port}, Taken{i, other});
      if (is_free) continue;
      const Taken first = before->second;
      if (is_unplugged(scenario, i) || is_unplugged(scenario, first.link)) {
        check_changes_over(scenario, device, {first.other, other}, positions[i], diagnostics);
        if (is_unplugged(scenario, first.link)) before->second = {i, other};
        continue;
      }
      diagnostics.error(positions[i], "two devices on one port: '" +
                                          scenario.devices[first.other].name + "' and '" +
                                          scenario.devices[other].name + "' on " +
                                          port_text(scenario, device, port) +
                                          "; of cables that take turns all but one are up: false");
    }
  }
  check_loops(&positions, scenario, diagnostics);
  if (!diagnostics.ok()) return;  // what is missing may be the very link that is wrong
  const auto parts = models::components(scenario.devices.size(), neighbours(scenario));
  for (const Entry& entry : scenario.entries) {
    for (std::size_t i = entry.first; entry.good && i < entry.first + entry.count; ++i) {
      if (taken.lower_bound({i, 0}) != taken.lower_bound({i + 1, 0})) continue;
      if (trunk_host(scenario, i)) break;
      diagnostics.warning(entry.at, "'" + scenario.devices[i].name + "' has no link");
      break;
    }
    if (!entry.good) continue;
    for (const auto& word : servers_of(entry.specs[0])) {
      const auto server = scenario.device(word.value);
      if (!server || parts[*server] == parts[entry.first]) continue;
      diagnostics.warning(word.at, "no path of links leads from '" +
                                       scenario.devices[entry.first].name + "' to '" + word.value +
                                       "'");
    }
  }
}

// Frames of the phones do not meet each other: without what others send a mismatch would look well.
void check_other_traffic(const Scenario& scenario, sim::Diagnostics& diagnostics) {
  const auto& written = scenario.tree->file.links.items;
  for (std::size_t i = 0; i < scenario.link_specs.size(); ++i) {
    const auto has_load = [](const LinkSpec& spec) {
      return spec.load != sim::BitRate{} || spec.load_back != sim::BitRate{};
    };
    bool mismatch = scenario.link_specs[i].duplex_mismatch;
    bool loaded = has_load(scenario.link_specs[i]);
    for (const TimelineEntry& item : scenario.timeline) {
      for (const auto& change : item.change.links) {
        if (change.link != i) continue;
        mismatch |= change.value.duplex_mismatch;
        loaded |= has_load(change.value);
      }
    }
    if (!mismatch || loaded) continue;
    diagnostics.warning(i < written.size() ? written[i].at : scenario.tree->file.links.at,
                        "duplex_mismatch loses nothing while nobody else sends: give it a load or "
                        "a load_back");
  }
}

}  // namespace app
