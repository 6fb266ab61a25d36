#include "app/lint/site.hpp"

#include <algorithm>
#include <deque>

#include "app/scenario/setting.hpp"

namespace app {
namespace {

using namespace std::chrono_literals;

std::size_t own_hop(const std::vector<std::size_t>& next, std::size_t nodes, std::size_t from) {
  return from < nodes ? next[from] : nodes;
}

}  // namespace

std::string network_text(sim::Ipv4Interface address) {
  return to_text(sim::Ipv4Interface{address.network(), address.prefix_length});
}

int percent_of(Duration part, Duration whole) {
  return whole <= Duration{} ? 0 : static_cast<int>(part * 100 / whole);
}

std::string at_least_text(Duration duration) {
  const Duration step = duration > 2min ? Duration{1min} : Duration{1s};
  return sim::to_text((duration + step - Duration{1}) / step * step);
}

Site::Site(const Scenario& scenario)
    : scenario_(scenario), cables_(scenario.devices.size()), edges_(neighbours(scenario)) {
  for (const Entry& entry : scenario.entries) {
    if (entry.count == 0) continue;
    const auto add = [&](std::size_t device, std::size_t count) {
      const auto* spec = as<PhoneSpec>(device);
      if (spec != nullptr) phones_.push_back({device, count, spec});
    };
    for (std::size_t i = 0; i < entry.count; ++i) {
      if (scenario.devices[entry.first + i].spec != 0) continue;
      add(entry.first + i, entry.count - entry.owners.size());
      break;
    }
    for (const std::size_t own : entry.owners) add(own, 1);
  }
  for (const LinkPlan& link : scenario.links) {
    const auto a = static_cast<std::uint16_t>(link.port_a + 1);
    const auto b = static_cast<std::uint16_t>(link.port_b + 1);
    cables_[link.a].push_back({a, link.b, b, link.entry});
    cables_[link.b].push_back({b, link.a, a, link.entry});
  }
}

std::string Site::group_name(std::size_t device) const {
  const Device& own = scenario_.devices[device];
  return own.spec == 0 ? scenario_.entries[own.entry].name : own.name;
}

std::string Site::path(std::size_t device, const std::string& below) const {
  return path_of(scenario_, device, below);
}

std::vector<std::size_t> Site::behind(std::size_t sw, std::uint16_t port) const {
  constexpr std::size_t most = 4096;
  std::vector<std::size_t> found;
  std::deque<std::size_t> open;
  for (const CableEnd& cable : cables_[sw]) {
    if (cable.port == port) open.push_back(cable.other);
  }
  found.assign(open.begin(), open.end());
  while (!open.empty() && found.size() < most) {
    const std::size_t device = open.front();
    open.pop_front();
    if (as<SwitchSpec>(device) == nullptr) continue;
    for (const CableEnd& cable : cables_[device]) {
      const bool is_first = cable.other == sw && cable.other_port == port;
      if (is_first || std::ranges::find(found, cable.other) != found.end()) continue;
      if (cable.other == sw) return {};
      found.push_back(cable.other);
      open.push_back(cable.other);
    }
  }
  return found;
}

std::vector<std::size_t> Site::way(std::size_t from, std::size_t to) const {
  const std::size_t nodes = scenario_.devices.size();
  const std::vector<std::size_t> next = models::towards(to, nodes, edges_);
  std::vector<std::size_t> devices{from};
  while (devices.back() != to) {
    const std::size_t on = own_hop(next, nodes, devices.back());
    if (on >= nodes || devices.size() > nodes) return {};
    devices.push_back(on);
  }
  return devices;
}

std::vector<std::size_t> Site::servers(const PhoneGroup& phone) const {
  std::vector<std::size_t> devices;
  for (const auto& one : servers_of(spec_of(scenario_, phone.device))) {
    if (const auto device = scenario_.device(one.value)) devices.push_back(*device);
  }
  return devices;
}

std::optional<sim::Ipv4Interface> Site::leased(std::size_t device) const {
  std::optional<sim::Ipv4Interface> first;
  const std::vector<std::size_t> there = servers({device, 1, as<PhoneSpec>(device)});
  const std::vector<std::size_t> on_way = there.empty() ? there : way(device, there[0]);
  for (const std::size_t server : all<ServerSpec>()) {
    const auto& dhcp = as<ServerSpec>(server)->dhcp;
    for (const models::DhcpScope& scope : dhcp.scopes) {
      if (!dhcp.enabled || scope.pool.size() == 0) continue;
      const sim::Ipv4Interface one{scope.pool.first, scope.network.prefix_length};
      if (!first) first = one;
      for (const std::size_t hop : on_way) {
        const auto* router = as<RouterSpec>(hop);
        if (router == nullptr) continue;
        for (const InterfaceSpec& interface : router->interfaces) {
          if (one.contains(interface.address.value.address)) return one;
        }
        break;  // the first router is the phone's
      }
    }
  }
  return first;
}

std::optional<sim::Ipv4Interface> Site::address(std::size_t device) const {
  const StationSpec* station = station_of(spec_of(scenario_, device));
  if (station != nullptr && station->dhcp.enabled) return leased(device);
  const sim::Ipv4Interface own = scenario_.devices[device].address;
  return own.address == sim::Ipv4{} ? std::nullopt : std::optional(own);
}

Time Site::settled() const {
  Duration last{};
  for (const PhoneGroup& phone : phones_) {
    last = std::max(last, phone.spec->start + phone.spec->start_spread);
  }
  return Time{} + last + 5min;  // assumed: a start is over then
}

}  // namespace app
