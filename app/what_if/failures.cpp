#include "app/what_if/failures.hpp"

#include <algorithm>

#include "app/scenario/kinds/spec.hpp"
#include "app/scenario/parts.hpp"
#include "models/network/topology.hpp"

namespace app {
namespace {

using Act = TimelineEntry::Kind;

struct Acts {
  Act down;
  Act up;
};
Acts acts_of(Failure::Kind kind) {
  switch (kind) {
    case Failure::Kind::link: return {Act::unplug, Act::plug};
    case Failure::Kind::device: return {Act::power_off, Act::power_on};
    case Failure::Kind::service: return {Act::stop_service, Act::start_service};
  }
  return {};
}

// Has the file, or its timeline, put it out of service before?
bool is_down(const Scenario& scenario, const Failure& failure, Time at) {
  bool down = failure.kind == Failure::Kind::link &&
              !scenario.link_specs[scenario.links[failure.target].entry].up;
  const Acts acts = acts_of(failure.kind);
  for (const TimelineEntry& entry : scenario.timeline) {
    if (entry.at > at || std::ranges::find(entry.targets, failure.target) == entry.targets.end()) {
      continue;
    }
    if (entry.kind == acts.down) down = true;
    if (entry.kind == acts.up) down = false;
  }
  return down;
}

std::string end_text(const Scenario& scenario, std::size_t device, std::uint16_t port) {
  const Entry& entry = scenario.entries[scenario.devices[device].entry];
  const bool has_ports =
      models::is<models::Switch>(entry.kind) || models::is<models::Router>(entry.kind);
  return has_ports ? port_text(scenario, device, port) : scenario.devices[device].name;
}

std::vector<std::size_t> call_servers_of(const Scenario& scenario, std::size_t phone) {
  const Device& device = scenario.devices[phone];
  std::vector<std::size_t> servers;
  for (const auto& name : servers_of(scenario.entries[device.entry].specs[device.spec])) {
    if (const auto server = scenario.device(name.value)) servers.push_back(*server);
  }
  if (!servers.empty()) return servers;
  for (std::size_t i = 0; i < scenario.devices.size(); ++i) {  // by name: any of them, perhaps
    if (models::is<models::CallServer>(scenario.entries[scenario.devices[i].entry].kind)) {
      servers.push_back(i);
    }
  }
  return servers;
}

}  // namespace

std::string_view to_text(Failure::Kind kind) {
  switch (kind) {
    case Failure::Kind::link: return "link";
    case Failure::Kind::device: return "device";
    case Failure::Kind::service: return "service";
  }
  return "";
}

std::vector<Failure> failures_of(const Scenario& scenario, Time at) {
  std::vector<Failure> all;
  const auto add = [&](Failure failure) {
    if (!is_down(scenario, failure, at)) all.push_back(std::move(failure));
  };
  for (std::size_t i = 0; i < scenario.links.size(); ++i) {
    const LinkPlan& link = scenario.links[i];
    const auto is_phones = [&](std::size_t device) {
      return is_phone(scenario.entries[scenario.devices[device].entry].kind);
    };
    add({.kind = Failure::Kind::link,
         .target = i,
         .entry = link.entry,
         .name = end_text(scenario, link.a, link.port_a) + " - " +
                 end_text(scenario, link.b, link.port_b),
         .of_phone = is_phones(link.a) || is_phones(link.b)});
  }
  for (std::size_t i = 0; i < scenario.devices.size(); ++i) {
    const Device& device = scenario.devices[i];
    const auto kind = scenario.entries[device.entry].kind;
    if (is_phone(kind) || models::is<models::Computer>(kind)) continue;
    const bool serves = models::is<models::CallServer>(kind) || models::is<models::Server>(kind);
    add({.kind = Failure::Kind::device, .target = i, .entry = device.entry, .name = device.name});
    if (!serves) continue;
    add({.kind = Failure::Kind::service, .target = i, .entry = device.entry, .name = device.name});
  }
  return all;
}

Scenario with_failures(const Scenario& scenario, const std::vector<Failure>& failures, Time at,
                       Duration outage) {
  Scenario failing = scenario;
  failing.expectations = {};
  failing.remedies = {};
  auto& timeline = failing.timeline.edit();
  std::size_t number = 0;
  for (const TimelineEntry& entry : timeline) number = std::max(number, entry.number);
  for (const Failure& failure : failures) {
    const Acts acts = acts_of(failure.kind);
    const std::string text = std::string(to_text(failure.kind)) + " " + failure.name;
    timeline.push_back({.at = at,
                        .kind = acts.down,
                        .targets = {failure.target},
                        .text = text + " fails",
                        .number = ++number});
    timeline.push_back({.at = at + outage,
                        .kind = acts.up,
                        .targets = {failure.target},
                        .text = text + " is back",
                        .number = ++number});
  }
  std::ranges::stable_sort(timeline, {}, &TimelineEntry::at);
  return failing;
}

std::size_t cut_off_by(const Scenario& scenario, const std::vector<Failure>& failures) {
  const auto is_out = [&](Failure::Kind kind, std::size_t target) {
    return std::ranges::any_of(
        failures, [&](const Failure& f) { return f.kind == kind && f.target == target; });
  };
  std::vector<models::Edge> edges;
  for (std::size_t i = 0; i < scenario.links.size(); ++i) {
    const LinkPlan& link = scenario.links[i];
    if (is_out(Failure::Kind::link, i) || is_out(Failure::Kind::device, link.a) ||
        is_out(Failure::Kind::device, link.b) || !scenario.link_specs[link.entry].up) {
      continue;
    }
    edges.push_back({link.a, link.b});
  }
  const std::vector<std::size_t> part = models::components(scenario.devices.size(), edges);
  std::size_t cut_off = 0;
  for (std::size_t i = 0; i < scenario.devices.size(); ++i) {
    if (!is_phone(scenario.entries[scenario.devices[i].entry].kind)) continue;
    const auto servers = call_servers_of(scenario, i);
    const bool reaches = std::ranges::any_of(servers, [&](std::size_t server) {
      return part[server] == part[i] && !is_out(Failure::Kind::device, server) &&
             !is_out(Failure::Kind::service, server);
    });
    cut_off += reaches || servers.empty() ? 0 : 1;
  }
  return cut_off;
}

}  // namespace app
