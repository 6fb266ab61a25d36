// What a network says that can hardly be meant: each device is right by itself, but not beside the
// others. Warnings, since a fault may be what the scenario is about; one for each entry and kind.
#include <algorithm>
#include <map>
#include <set>

#include "app/scenario/kinds/spec.hpp"
#include "app/scenario/parts.hpp"
#include "app/scenario/source_tree.hpp"

namespace app {
namespace {

class Plausible {
 public:
  Plausible(const Scenario& scenario, sim::Diagnostics& diagnostics)
      : scenario_(scenario), diagnostics_(diagnostics) {}

  void check() {
    macs();
    router_addresses();
    gateways();
    pools();
    vlans();
    switches();
    routers();
    sections();
  }

 private:
  const Entry& entry_of(std::size_t device) const {
    return scenario_.entries[scenario_.devices[device].entry];
  }
  const Spec& spec_of(std::size_t device) const {
    return entry_of(device).specs[scenario_.devices[device].spec];
  }
  std::string name(std::size_t device) const { return "'" + scenario_.devices[device].name + "'"; }
  // Once for an entry: a thousand phones are one mistake.
  void warn(std::size_t device, sim::Position at, const std::string& kind,
            const std::string& message) {
    if (told_.emplace(scenario_.devices[device].entry, kind).second) {
      diagnostics_.warning(at, message);
    }
  }

  // IEEE 802: an address is one station's.
  void macs() {
    std::map<sim::Mac, std::size_t> owners;
    for (std::size_t i = 0; i < scenario_.devices.size(); ++i) {
      if (models::is<models::Switch>(entry_of(i).kind)) continue;
      const auto [owner, is_free] = owners.emplace(scenario_.devices[i].mac, i);
      if (is_free || are_twins(i, owner->second)) continue;
      warn(i, entry_of(i).at, "mac",
           name(i) + " and " + name(owner->second) + " have one MAC, " +
               to_text(scenario_.devices[i].mac) +
               ": switches will send to the one that spoke last");
    }
  }

  // Two routers that are one to their hosts (VRRP, HSRP): the MAC and all addresses are the same.
  bool are_twins(std::size_t a, std::size_t b) const {
    const auto* one = std::get_if<RouterSpec>(&spec_of(a));
    const auto* two = std::get_if<RouterSpec>(&spec_of(b));
    return one != nullptr && two != nullptr &&
           std::ranges::equal(one->interfaces, two->interfaces,
                              [](const InterfaceSpec& x, const InterfaceSpec& y) {
                                return x.address.value == y.address.value;
                              });
  }

  // An address is one device's.
  void router_addresses() {
    for (std::size_t i = 0; i < scenario_.devices.size(); ++i) {
      const auto* router = std::get_if<RouterSpec>(&spec_of(i));
      if (router == nullptr) continue;
      for (const InterfaceSpec& interface : router->interfaces) {
        owner_of_[interface.address.value.address] = i;
        for (const auto& group : interface.hsrp) owner_of_.emplace(group.address, i);
        for (const auto& group : interface.vrrp) owner_of_.emplace(group.address, i);
      }
    }
    for (std::size_t i = 0; i < scenario_.devices.size(); ++i) {
      const sim::Ipv4 address = scenario_.devices[i].address.address;
      if (address == sim::Ipv4{} || trunk_host(scenario_, i)) continue;
      const auto [owner, is_free] = owner_of_.emplace(address, i);
      if (is_free) continue;
      const bool of_router = models::is<models::Router>(entry_of(owner->second).kind);
      if (!of_router && (has_lease(i) || has_lease(owner->second))) continue;
      warn(i, entry_of(i).at, "double address",
           name(i) + " has the address of " + (of_router ? "an interface of " : "") +
               name(owner->second) + ", " + to_text(address));
    }
  }

  bool has_lease(std::size_t device) const {  // its address is only what it remembers
    const StationSpec* station = station_of(spec_of(device));
    return station != nullptr && station->dhcp.enabled;
  }

  void gateways() {
    for (std::size_t i = 0; i < scenario_.devices.size(); ++i) {
      const HostSpec* host = host_of(spec_of(i));
      if (host == nullptr || !host->gateway) continue;
      const auto owner = owner_of_.find(host->gateway->value);
      const std::string text = "gateway " + to_text(host->gateway->value) + " of " + name(i);
      if (owner == owner_of_.end()) {
        warn(i, host->gateway->at, "gateway", text + " is no device's address");
      } else if (!models::is<models::Router>(entry_of(owner->second).kind)) {
        warn(i, host->gateway->at, "gateway",
             text + " is " + name(owner->second) + ", which is no router");
      }
    }
  }

  // RFC 2131 does not forbid it, but somebody will be dealt the address of another.
  void pools() {
    for (std::size_t i = 0; i < scenario_.devices.size(); ++i) {
      const auto* server = std::get_if<ServerSpec>(&spec_of(i));
      if (server == nullptr || !server->dhcp.enabled) continue;
      for (const models::DhcpScope& scope : server->dhcp.scopes) {
        for (auto owner = owner_of_.lower_bound(scope.pool.first);
             owner != owner_of_.end() && owner->first <= scope.pool.last; ++owner) {
          if (has_lease(owner->second)) continue;
          warn(i, entry_of(i).at, "pool",
               "the pool " + to_text(scope.pool.first) + " to " + to_text(scope.pool.last) +
                   " of " + name(i) + " holds the address of " + name(owner->second) + ", " +
                   to_text(owner->first));
          break;
        }
        if (count_of_network(*server, scope) < 2) continue;
        warn(i, entry_of(i).at, "scope",
             name(i) + " has two scopes for " + to_text(scope.network) + "; the first answers");
      }
    }
  }
  static std::ptrdiff_t count_of_network(const ServerSpec& server, const models::DhcpScope& one) {
    return std::ranges::count_if(server.dhcp.scopes, [&](const models::DhcpScope& other) {
      return other.network.network() == one.network.network();
    });
  }

  struct PortVlans {
    int access = 1;
    int voice = 0;
    bool trunk = false;
    std::optional<sim::PortRanges> allowed{};
    bool carries(int vlan) const {  // tagged, or untagged where it is 0
      if (vlan == 0 || vlan == voice) return true;
      return trunk && (!allowed || allowed->contains(static_cast<std::uint16_t>(vlan)));
    }
    bool carries_all_of(const PortVlans& other) const {
      return trunk || voice != 0 ? true : !other.trunk && other.voice == 0;
    }
  };
  static PortVlans vlans_of(const SwitchSpec& sw, std::uint16_t port) {
    PortVlans vlans;
    for (const PortSettingSpec& setting : sw.port_settings) {
      if (!setting.ports.value.contains(port)) continue;
      vlans = {setting.vlan, setting.voice_vlan, setting.trunk, setting.allowed};
    }
    return vlans;
  }
  std::string port(std::size_t device, std::uint16_t number) const {
    return port_text(scenario_, device, number);
  }

  // A tag that the port at the other end does not take; two ends of a cable in different VLANs.
  void vlans() {
    for (const LinkPlan& link : scenario_.links) {
      one_end(link.a, link.port_a, link.b, link.port_b);
      one_end(link.b, link.port_b, link.a, link.port_a);
      const auto* a = std::get_if<SwitchSpec>(&spec_of(link.a));
      const auto* b = std::get_if<SwitchSpec>(&spec_of(link.b));
      if (a == nullptr || b == nullptr) continue;
      const PortVlans one = vlans_of(*a, static_cast<std::uint16_t>(link.port_a + 1));
      const PortVlans two = vlans_of(*b, static_cast<std::uint16_t>(link.port_b + 1));
      if (one.access == two.access && one.carries_all_of(two) && two.carries_all_of(one)) continue;
      warn(link.b, entry_of(link.b).at, "trunk",
           "a cable joins " + port(link.a, link.port_a) + words(one) + " and " +
               port(link.b, link.port_b) + words(two));
    }
  }
  static std::string words(const PortVlans& vlans) {
    return std::string(vlans.trunk ? " (trunk, native VLAN " : " (VLAN ") +
           std::to_string(vlans.access) + ")";
  }
  void one_end(std::size_t device, std::uint16_t own, std::size_t at, std::uint16_t there) {
    const auto* sw = std::get_if<SwitchSpec>(&spec_of(at));
    if (sw == nullptr) return;
    const PortVlans vlans = vlans_of(*sw, static_cast<std::uint16_t>(there + 1));
    if (const HostSpec* host = host_of(spec_of(device));
        host != nullptr && !vlans.carries(host->vlan)) {
      warn(device, entry_of(device).at, "vlan",
           name(device) + " tags its frames with VLAN " + std::to_string(host->vlan) + ", which " +
               port(at, there) + " does not take: it is no voice VLAN there");
    }
    const auto* router = std::get_if<RouterSpec>(&spec_of(device));
    if (router == nullptr) return;
    for (const InterfaceSpec& interface : router->interfaces) {
      if (interface.port != own + 1 || vlans.carries(interface.vlan)) continue;
      warn(device, interface.address.at, "vlan",
           "the interface " + to_text(interface.address.value) + " of " + name(device) +
               " tags with VLAN " + std::to_string(interface.vlan) + ", and " + port(at, there) +
               (vlans.trunk ? " does not carry it" : " is no trunk"));
    }
  }

  void switches() {
    for (std::size_t i = 0; i < scenario_.devices.size(); ++i) {
      const auto* sw = std::get_if<SwitchSpec>(&spec_of(i));
      if (sw == nullptr) continue;
      for (std::size_t j = 1; j < sw->port_settings.size(); ++j) {
        for (std::size_t k = 0; k < j; ++k) overlap(i, sw->port_settings[k], sw->port_settings[j]);
      }
    }
  }
  void overlap(std::size_t device, const PortSettingSpec& first, const PortSettingSpec& second) {
    for (const sim::PortRange range : second.ports.value.ranges) {
      for (std::uint32_t port = range.first; port <= range.last; ++port) {
        if (!first.ports.value.contains(static_cast<std::uint16_t>(port))) continue;
        return warn(device, second.ports.at, "port_settings",
                    "port " + std::to_string(port) + " of " + name(device) +
                        " stands in two port_settings; the last one counts");
      }
    }
  }

  static std::string nat_of(const RouterSpec& router) {
    const sim::Node all = dump(router);
    return sim::flow_text(*all.find("nat"));
  }
  // NAT settings where nothing is outside translate nothing.
  void routers() {
    for (std::size_t i = 0; i < scenario_.devices.size(); ++i) {
      const auto* router = std::get_if<RouterSpec>(&spec_of(i));
      if (router == nullptr || std::ranges::any_of(router->interfaces, &InterfaceSpec::outside)) {
        continue;
      }
      static const std::string preset = nat_of(RouterSpec{});
      if (nat_of(*router) == preset) continue;  // nobody spoke of it, the profile neither
      const Entry& entry = entry_of(i);
      const sim::Node* node = scenario_.tree->file.devices.find(entry.name);
      const sim::Node* nat = node != nullptr ? node->find("nat") : nullptr;
      warn(i, nat != nullptr ? nat->at : entry.at, "nat",
           name(i) + " has no outside interface, so that nothing is translated: outside: true");
    }
  }

  // What is set of a section that nobody switches on: now, in the timeline, or as a remedy.
  void sections() {
    for (const Entry& entry : scenario_.entries) {
      const sim::Node* node = scenario_.tree->file.devices.find(entry.name);
      if (node == nullptr || entry.count == 0) continue;
      for (const auto& section : node->entries) {
        const std::vector<std::string> enabled{section.key, "enabled"};
        if (!section.value.is_map() || section.value.find("enabled") != nullptr) continue;
        if (value_text(entry.specs[0], enabled) != "false" || is_switched_on(section.key)) continue;
        warn(entry.first, section.at, section.key,
             section.key + " of '" + entry.name +
                 "' is switched off, and what is set of it has no effect: enabled: true");
      }
    }
  }
  bool is_switched_on(const std::string& section) const {
    const auto switches_on = [&](const sim::Assignment& set) {
      return set.pieces.size() == 3 && set.pieces[1] == section && set.pieces[2] == "enabled";
    };
    return std::ranges::any_of(scenario_.timeline,
                               [&](const TimelineEntry& entry) {
                                 return std::ranges::any_of(entry.sets, switches_on);
                               }) ||
           std::ranges::any_of(scenario_.remedies, [&](const Remedy& remedy) {
             return std::ranges::any_of(remedy.sets, switches_on);
           });
  }

  const Scenario& scenario_;
  sim::Diagnostics& diagnostics_;
  std::map<sim::Ipv4, std::size_t> owner_of_;  // of addresses that are configured
  std::set<std::pair<std::size_t, std::string>> told_;
};

}  // namespace

void check_plausible(const Scenario& scenario, sim::Diagnostics& diagnostics) {
  Plausible(scenario, diagnostics).check();
  check_first_hops(scenario, diagnostics);
  check_mtus(scenario, diagnostics);
  check_other_traffic(scenario, diagnostics);
  check_power(scenario, diagnostics);
  check_services(scenario, diagnostics);
}

}  // namespace app
