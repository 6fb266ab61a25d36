// links: - cables between ports, one item for one cable or for a row of them.
#include <algorithm>
#include <set>

#include "app/scenario/link_fields.hpp"
#include "app/scenario/link_text.hpp"
#include "app/scenario/parts.hpp"
#include "sim/schema/reader.hpp"

namespace app {
namespace {

struct End {
  std::size_t device;
  std::uint16_t port;
};

int port_count(const Scenario& scenario, const Device& device) {
  return port_count(scenario.entries[device.entry].specs[0]);
}

std::vector<std::size_t> devices_of(const LinkEndText& text, sim::Position at,
                                    const Scenario& scenario, sim::Diagnostics& diagnostics) {
  if (!text.devices) return devices_named(text.name, at, scenario, diagnostics);
  const Entry* entry = scenario.entry(text.name);
  if (entry == nullptr || !entry->counted) {
    diagnostics.error(at, entry == nullptr
                              ? unknown_device(text.name, scenario)
                              : "'" + text.name + "' is one device; {} needs a count in it");
    return {};
  }
  if (text.devices->last > entry->count) {
    diagnostics.error(at, "there are " + text.name + "1 to " + text.name +
                              std::to_string(entry->count) + ", but no " + text.name +
                              std::to_string(text.devices->last));
    return {};
  }
  std::vector<std::size_t> devices;
  for (std::uint32_t n = text.devices->first; n <= text.devices->last; ++n) {
    devices.push_back(entry->first + n - 1);
  }
  return devices;
}

// A router's port is one only with an interface; ports count from 1.
bool has_interface(const Spec& spec, std::uint32_t port) {
  const auto* router = std::get_if<RouterSpec>(&spec);
  return router == nullptr ||
         std::ranges::any_of(router->interfaces, [&](const InterfaceSpec& interface) {
           return static_cast<std::uint32_t>(interface.port) == port;
         });
}

// All ends that the text stands for, device by device, port by port.
std::vector<End> ends_of(const LinkEndText& text, sim::Position at, const Scenario& scenario,
                         sim::Diagnostics& diagnostics) {
  std::vector<End> ends;
  for (const std::size_t number : devices_of(text, at, scenario, diagnostics)) {
    const Device& device = scenario.devices[number];
    const Entry& entry = scenario.entries[device.entry];
    const auto ports = static_cast<std::uint32_t>(port_count(scenario, device));
    const std::string kind(models::kind_word(entry.kind));
    const bool has_ports =
        models::is<models::Switch>(entry.kind) || models::is<models::Router>(entry.kind);
    if (has_ports && !text.ports) {
      diagnostics.error(at, "which port of " + kind + " '" + device.name + "'? Write " + text.name +
                                ":1, or " + text.name + ":{1-12}");
      return {};
    }
    const NumberRange range = text.ports.value_or(NumberRange{1, 1});
    if (range.last > ports) {
      diagnostics.error(at, (has_ports ? kind + " '" : "'") + device.name + "' has " +
                                (ports == 1 ? "one port" : "ports 1-" + std::to_string(ports)) +
                                ", no port " + std::to_string(range.last));
      return {};
    }
    for (std::uint32_t port = range.first; port <= range.last; ++port) {
      if (!has_interface(entry.specs[0], port)) {
        diagnostics.error(at, "router '" + device.name + "' has no interface on port " +
                                  std::to_string(port) + "; give it one, or use another port");
        return {};
      }
      ends.push_back({number, static_cast<std::uint16_t>(port - 1)});
    }
  }
  return ends;
}

void load_link(const sim::Node& item, std::size_t number, Scenario& scenario,
               std::vector<sim::Position>& positions, sim::Diagnostics& diagnostics) {
  LinkSpec spec;
  const sim::Node* between = &item;
  if (item.is_map()) {
    if (!sim::read(item, spec, diagnostics)) return;
    between = item.find("between");
  }
  const auto parsed = between->is_scalar() ? parse_link(between->text) : std::nullopt;
  if (!parsed) {
    diagnostics.error(between->at,
                      "a link is written A - B, with spaces: phone{1-12} - sw1:{1-12}, "
                      "or {between: A - B, delay: 5ms}");
    return;
  }
  spec.between = between->text;
  const auto position = [&](const LinkEndText& end) {
    sim::Position at = between->at;
    at.column += static_cast<int>(end.offset) + (between->quoted ? 1 : 0);
    return at;
  };
  const auto& [a_text, b_text] = *parsed;
  const auto a = ends_of(a_text, position(a_text), scenario, diagnostics);
  const auto b = ends_of(b_text, position(b_text), scenario, diagnostics);
  if (a.empty() || b.empty()) return;
  // Devices times ports on the right may have room to spare: they are filled in order.
  const bool spare = b_text.devices && b_text.ports && b_text.ports->last > b_text.ports->first;
  if (a.size() != b.size() && !(spare && a.size() < b.size())) {
    diagnostics.error(between->at, "the left side stands for " + std::to_string(a.size()) +
                                       " ports, the right side for " + std::to_string(b.size()));
    return;
  }
  for (std::size_t i = 0; i < a.size(); ++i) {
    scenario.links.edit().push_back({.a = a[i].device,
                                     .b = b[i].device,
                                     .port_a = a[i].port,
                                     .port_b = b[i].port,
                                     .entry = number});
    positions.push_back(position(b_text));
  }
  scenario.link_specs[number] = spec;
}

}  // namespace

std::string port_text(const Scenario& scenario, std::size_t device, std::uint16_t port) {
  const Device& d = scenario.devices[device];
  if (port_count(scenario, d) == 1) return d.name;
  return d.name + ":" + std::to_string(port + 1);
}

bool adds_link(const sim::Assignment& set, std::size_t links) {
  return set.pieces.size() == 3 && set.pieces[0] == "links" && set.pieces[2] == "between" &&
         set.pieces[1] == std::to_string(links + 1);
}

std::optional<std::size_t> link_of(const sim::Assignment& set, std::size_t links,
                                   sim::Diagnostics& diagnostics) {
  const auto link = set.pieces.size() > 1 ? link_number(set.pieces[1], links) : std::nullopt;
  if (link && set.pieces.size() > 2) return link;
  diagnostics.error(set.at[std::min<std::size_t>(1, set.at.size() - 1)],
                    link ? "a link is a section; add a setting of it, such as delay"
                         : "links are counted from 1 to " + std::to_string(links));
  return std::nullopt;
}

sim::Node link_node(const sim::Node& written, std::size_t link, const Scenario& scenario,
                    sim::Diagnostics& diagnostics) {
  sim::Node node = written;
  for (const sim::Assignment& set : scenario.sets) {
    if (set.pieces[0] != "links" || set.pieces.size() < 3) continue;
    if (set.pieces[1] != std::to_string(link + 1)) continue;
    if (node.is_scalar()) {  // a link's text becomes its map first
      sim::Node map = sim::Node::map(node.at);
      map.entries.push_back({"between", node.at, node});
      node = std::move(map);
    }
    sim::Assignment below = set;
    below.pieces.erase(below.pieces.begin(), below.pieces.begin() + 2);
    below.at.erase(below.at.begin(), below.at.begin() + 2);
    sim::apply(below, node, diagnostics);
  }
  return node;
}

void load_links(const sim::Node& written, Scenario& scenario, sim::Diagnostics& diagnostics) {
  if (!written.is_list() || written.items.empty()) {
    diagnostics.error(written.at, "links: a list of at least one link, such as - phone - sw1:1");
    return;
  }
  sim::Node node = written;
  for (const sim::Assignment& set : scenario.sets) {
    if (adds_link(set, node.items.size())) {
      node.items.push_back(sim::Node::scalar(set.value, set.value_at));
    }
  }
  std::set<std::size_t> touched;
  for (const sim::Assignment& set : scenario.sets) {
    if (set.pieces[0] != "links") continue;
    if (const auto link = link_of(set, node.items.size(), diagnostics)) touched.insert(*link);
  }
  scenario.link_specs.resize(node.items.size());
  std::vector<sim::Position> positions;
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    if (touched.contains(i)) {
      load_link(link_node(node.items[i], i, scenario, diagnostics), i, scenario, positions,
                diagnostics);
    } else {
      load_link(node.items[i], i, scenario, positions, diagnostics);
    }
  }
  check_links(positions, scenario, diagnostics);
}

}  // namespace app
