// Cables that are missing, in the wrong port, pulled, slow or lossy; devices without power.
#include <charconv>
#include <set>

#include "app/scenario/link_text.hpp"
#include "bench/causes/fault.hpp"

namespace bench {
namespace {

using std::to_string;

struct Cable {
  std::string path;     // links.3
  std::string between;  // phone{1-5} - sw1:{1-5}
};

std::vector<Cable> cables(const Network& network) {
  std::vector<Cable> all;
  const auto& specs = network.scenario().link_specs;
  for (std::size_t i = 0; i < specs.size(); ++i) {
    all.push_back({"links." + to_string(i + 1), specs[i].between.value_or("")});
  }
  return all;
}

std::string range_text(app::NumberRange range) {
  if (range.first == range.last) return to_string(range.first);
  return '{' + to_string(range.first) + '-' + to_string(range.last) + '}';
}

std::string end_text(const app::LinkEndText& end) {
  std::string text = end.name;
  if (end.devices) text += range_text(*end.devices);
  if (end.ports) text += ':' + range_text(*end.ports);
  return text;
}

// A moment after the phones have come, and long before the end; whole seconds.
sim::Duration moment(const Network& network, sim::Random& random) {
  const auto all = std::chrono::duration_cast<std::chrono::seconds>(network.scenario().duration);
  return all / 5 + std::chrono::seconds(random.below(static_cast<std::uint64_t>(all.count() / 3)));
}

Fault rewired(std::string kind, const Cable& cable, const std::string& between) {
  Fault fault{"cable",
              std::move(kind),
              cable.path + " = " + between + " (" + cable.between + ")",
              {Edit{Edit::Kind::set, cable.path + ".between", quoted(between)}},
              {cable.path + ".between", cable.path, "links"}};
  return fault;
}

// The last cable of a range, or the only one, is not there.
Fault without_last(const Cable& cable) {
  auto ends = app::parse_link(cable.between);
  const auto is_range = [](const std::optional<app::NumberRange>& range) {
    return range && range->last > range->first;
  };
  bool shorter = false;
  if (ends && is_range(ends->first.devices) && is_range(ends->second.ports)) {
    --ends->first.devices->last;
    --ends->second.ports->last;
    shorter = true;
  }
  if (!shorter) return missing("cable", "missing", cable.path);
  return rewired("missing", cable, end_text(ends->first) + " - " + end_text(ends->second));
}

// All cables of one item moved by some ports of their switch, to ports that are free.
void wrong_ports(const Network& network, const Cable& cable, sim::Random& random, Faults& out) {
  const auto ends = app::parse_link(cable.between);
  if (!ends) return;
  for (const bool second : {false, true}) {
    app::LinkEndText end = second ? ends->second : ends->first;
    const auto* one =
        network.scenario().entry(end.name) == nullptr
            ? nullptr
            : std::get_if<app::SwitchSpec>(&network.scenario().entry(end.name)->specs[0]);
    if (one == nullptr || !end.ports) continue;
    std::set<std::uint32_t> taken;
    const auto& devices = network.scenario().devices;
    for (const app::LinkPlan& link : network.scenario().links) {
      if (devices[link.a].name == end.name) taken.insert(link.port_a + 1U);
      if (devices[link.b].name == end.name) taken.insert(link.port_b + 1U);
    }
    const std::uint32_t count = end.ports->last - end.ports->first + 1;
    std::vector<std::uint32_t> firsts;
    for (std::uint32_t first = 1; first + count - 1 <= static_cast<std::uint32_t>(one->ports);
         ++first) {
      const auto next = taken.lower_bound(first);
      if (next == taken.end() || *next >= first + count) firsts.push_back(first);
    }
    if (firsts.empty()) continue;
    const std::uint32_t first = pick(firsts, random);
    end.ports = app::NumberRange{first, first + count - 1};
    const std::string other = end_text(second ? ends->first : ends->second);
    const std::string between =
        second ? other + " - " + end_text(end) : end_text(end) + " - " + other;
    Fault fault = rewired("wrong port", cable, between);
    fault.or_at(end.name + ".port_settings");
    for (std::size_t i = 0; i < one->port_settings.size(); ++i) {
      if (!one->port_settings[i].ports.value.contains(static_cast<std::uint16_t>(first))) continue;
      const std::string item = end.name + ".port_settings." + to_string(i + 1);
      fault.or_at(item).or_at(item + ".vlan").or_at(item + ".trunk");
    }
    out.push_back(std::move(fault));
  }
}

// An end by which the timeline can name the cable.
std::string end_of(const Network& network, const app::LinkPlan& link) {
  const auto& devices = network.scenario().devices;
  const auto& entries = network.scenario().entries;
  if (app::host_of(entries[devices[link.a].entry].specs[0]) != nullptr) return devices[link.a].name;
  if (app::host_of(entries[devices[link.b].entry].specs[0]) != nullptr) return devices[link.b].name;
  return devices[link.a].name + ':' + to_string(link.port_a + 1);
}

}  // namespace

void cable_faults(const Network& network, sim::Random& random, Faults& out) {
  for (const Cable& cable : cables(network)) {
    out.push_back(without_last(cable));
    wrong_ports(network, cable, random, out);
    out.push_back(
        changed("cable", "not plugged in", network, cable.path + ".up", "false").or_at("links"));
  }
  std::set<std::size_t> seen;
  for (const app::LinkPlan& link : network.scenario().links) {
    if (!seen.insert(link.entry).second) continue;
    const std::string path = "links." + to_string(link.entry + 1);
    const std::string end = end_of(network, link);
    const sim::Duration at = moment(network, random);
    Fault pulled = done("cable", "pulled", network, at, "unplug", end);
    pulled.or_at(path).or_at(path + ".up");
    out.push_back(pulled);
    const std::string again = sim::to_text(at + std::chrono::minutes(5));
    pulled.kind = "pulled for a while";
    pulled.text += ", back at " + again;
    pulled.edits.push_back(append("timeline", map_of({{"at", again}, {"plug", end}})));
    out.push_back(std::move(pulled));
  }
}

void power_faults(const Network& network, sim::Random& random, Faults& out) {
  for (const app::Entry& entry : network.scenario().entries) {
    if (app::station_of(entry.specs[0]) != nullptr) continue;
    const sim::Duration at = moment(network, random);
    const std::string kind = app::host_of(entry.specs[0]) == nullptr ? "node" : "server";
    out.push_back(done("power", kind, network, at, "power_off", entry.name));
    Fault away = out.back();
    const std::string again = sim::to_text(at + std::chrono::minutes(5 + random.below(15)));
    away.kind += " for a while";
    away.text += ", on again at " + again;
    away.edits.push_back(append("timeline", map_of({{"at", again}, {"power_on", entry.name}})));
    out.push_back(std::move(away));
    out.push_back(done("power", kind + " from the start", network, std::chrono::milliseconds(1),
                       "power_off", entry.name));
  }
}

void link_faults(const Network& network, sim::Random& random, Faults& out) {
  std::vector<std::string> patience;
  for (const Pair& pair : network.pairs()) patience.push_back(pair.server + ".sip.qualify");
  const std::vector<std::string> losses{"20%", "35%", "50%", "75%", "100%"};
  const std::vector<std::string> delays{"1500ms", "3s", "5s", "9s"};
  const std::vector<std::string> rates{"300bit/s", "1kbit/s", "2kbit/s", "6kbit/s"};
  for (const Cable& cable : cables(network)) {
    const auto change = [&](const std::string& kind, const std::string& key,
                            const std::vector<std::string>& values) {
      out.push_back(changed("link", kind, network, cable.path + '.' + key, pick(values, random)));
    };
    change("lossy", "loss", losses);
    change("far", "delay", delays);
    out.back().or_at(patience);
    change("slow", "rate", rates);
    out.back().or_at(patience).or_at(cable.path + ".queue");
    change("jittery", "jitter", delays);
    out.back().or_at(patience);
  }
}

}  // namespace bench
