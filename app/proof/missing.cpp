// What is not there, and may be what is missing: a route, the VLAN of a port, a relay, a record, a
// scope, a cable. Longer than 300 lines because one place shows all that may be missing.
#include <algorithm>
#include <set>

#include "app/proof/candidates.hpp"
#include "app/scenario/kinds/spec.hpp"
#include "app/scenario/parts.hpp"
#include "app/scenario/setting.hpp"
#include "models/network/topology.hpp"

namespace app {
namespace {

using Values = std::vector<std::pair<std::string, std::string>>;

// One more item of a list: its keys with values.
void add_item(const std::string& list, std::size_t number, const Values& values,
              std::vector<Difference>& all) {
  Difference change{.kind = Difference::Kind::added, .names = list};
  for (const auto& [key, value] : values) {
    const std::string item = list + "." + std::to_string(number);
    auto one = difference_of(key.empty() ? item : item + "." + key, value);
    if (!one) return;
    change.sets.push_back(std::move(one->sets.front()));
  }
  all.push_back(std::move(change));
}

// Of a RADIUS server: a switch that it does not answer, phones that it does not know by name or
// MAC.
void add_to_radius(const Scenario& scenario, std::size_t device, std::vector<Difference>& all) {
  const auto& radius = std::get<ServerSpec>(spec_of(scenario, device)).radius;
  const std::string path = path_of(scenario, device, "radius.");
  for (std::size_t i = 0; i < scenario.devices.size() && !radius.clients.empty(); ++i) {
    const sim::Ipv4 address = scenario.devices[i].address.address;
    const bool asks = std::holds_alternative<SwitchSpec>(spec_of(scenario, i));
    const bool is_known = std::ranges::find(radius.clients, address) != radius.clients.end();
    if (!asks || is_known || address == sim::Ipv4{}) continue;
    add_item(path + "clients", radius.clients.size() + 1, {{"", to_text(address)}}, all);
  }
  for (const Entry& entry : scenario.entries) {
    const auto* phone = std::get_if<PhoneSpec>(&entry.specs[0]);
    if (phone == nullptr || !phone->dot1x.enabled) continue;
    const std::string& user = phone->dot1x.user;
    if (std::ranges::find(radius.users, user, &RadiusAccountSpec::identity) != radius.users.end()) {
      continue;
    }
    add_item(path + "accounts", radius.users.size() + 1,
             {{"identity", user}, {"password", phone->dot1x.secret}, {"voice", "true"}}, all);
  }
  for (const Entry& entry : scenario.entries) {
    std::size_t known = 0;  // of them, from the first one on
    const auto fits = [&](const models::RadiusStation& one) {
      return one.covers(scenario.devices[entry.first + known].mac);
    };
    while (known < entry.count && std::ranges::any_of(radius.stations, fits)) ++known;
    if (!is_phone(entry.kind) || known == entry.count) continue;
    add_item(path + "stations", radius.stations.size() + 1,
             {{"mac", to_text(scenario.devices[entry.first + known].mac)},
              {"count", std::to_string(entry.count - known)},
              {"voice", "true"}},
             all);
  }
}

// Who suffers, and has no lease by which a switch would know it, is bound by hand.
void add_bindings(const Scenario& scenario, std::size_t device, const SwitchSpec& sw,
                  const Story& story, std::vector<Difference>& all) {
  constexpr std::size_t most = 16;
  if (!sw.arp_inspection.enabled && !sw.source_guard.enabled) return;
  const std::string list = path_of(scenario, device, "bindings");
  Difference change{.kind = Difference::Kind::added, .names = list};
  std::size_t number = sw.bindings.size();
  for (const auto& [phone, times] : story.phones) {
    const StationSpec* station = station_of(spec_of(scenario, phone));
    if (station == nullptr || station->dhcp.enabled || story.phones.size() > most) return;
    const Device& own = scenario.devices[phone];
    const std::string item = list + "." + std::to_string(++number);
    auto mac = difference_of(item + ".mac", to_text(own.mac));
    auto address = difference_of(item + ".address", to_text(own.address.address));
    if (!mac || !address) return;
    change.sets.push_back(std::move(mac->sets.front()));
    change.sets.push_back(std::move(address->sets.front()));
  }
  all.push_back(std::move(change));
}

// Who lets only bound hosts pass binds them, where the same ports lead to servers.
void add_snooping(const Scenario& scenario, std::size_t device, const SwitchSpec& sw,
                  std::vector<Difference>& all) {
  const auto& trusted = sw.arp_inspection.trusted_ports;
  if (!sw.arp_inspection.enabled || sw.dhcp_snooping.enabled || !trusted) return;
  const std::string path = path_of(scenario, device, "dhcp_snooping.");
  Difference change{.kind = Difference::Kind::added, .names = path + "enabled"};
  for (const auto& [key, value] : Values{{"enabled", "true"},
                                         {"trusted", to_text(trusted->value)},
                                         {"inserts_relay_info", "false"}}) {
    if (auto one = difference_of(path + key, value)) {
      change.sets.push_back(std::move(one->sets.front()));
    }
  }
  all.push_back(std::move(change));
}

}  // namespace

// To each network that it is not in, over each router that it reaches.
void Candidates::add_routes(std::size_t device, std::vector<Difference>& all) const {
  std::vector<sim::Ipv4Interface> own{scenario_.devices[device].address};
  const Spec& spec = spec_of(scenario_, device);
  std::size_t count = 0;
  if (const auto* router = std::get_if<RouterSpec>(&spec)) {
    own.clear();
    for (const InterfaceSpec& interface : router->interfaces) {
      own.push_back(interface.address.value);
    }
    count = router->routes.size();
  } else if (const HostSpec* host = host_of(spec)) {
    count = host->routes.size();
  } else {
    return;
  }
  for (const std::string& network : knowledge_.networks()) {
    const auto to = *sim::parse_ipv4_interface(network);
    const auto is_own = [&](const sim::Ipv4Interface& one) {
      return one.network() == to.network();
    };
    if (to.prefix_length != 0 && std::ranges::any_of(own, is_own)) continue;
    for (const sim::Ipv4Interface& via : knowledge_.router_interfaces()) {
      const auto reaches = [&](const sim::Ipv4Interface& one) {
        return one.contains(via.address) && one.address != via.address;
      };
      if (std::ranges::none_of(own, reaches)) continue;
      add_item(path_of(scenario_, device, "routes"), count + 1,
               {{"to", network}, {"via", to_text(via.address)}}, all);
    }
  }
}

// A VLAN, a voice VLAN or a trunk for each port that leads along the way.
void Candidates::add_ports(std::size_t device, std::vector<Difference>& all) const {
  const auto* sw = std::get_if<SwitchSpec>(&spec_of(scenario_, device));
  if (sw == nullptr) return;
  std::set<int> ports;
  for (const LinkPlan& link : scenario_.links) {
    if (std::ranges::find(links_, link.entry) == links_.end()) continue;
    const auto is_one = [&](std::size_t end) {
      return scenario_.devices[end].entry == scenario_.devices[device].entry;
    };
    // Of a crowd behind the same settings one port stands for all of them.
    if (is_one(link.a)) ports.insert(link.port_a + 1);
    if (is_one(link.b)) ports.insert(link.port_b + 1);
  }
  constexpr std::size_t most = 12;
  std::set<std::string> ranges;
  const auto phones = story_.phones;
  int low = 0, high = 0;
  for (const LinkPlan& link : scenario_.links) {
    for (const auto& [end, other, port] :
         {std::tuple{link.a, link.b, link.port_a}, std::tuple{link.b, link.a, link.port_b}}) {
      if (end != device || !phones.contains(other)) continue;
      low = low == 0 ? port + 1 : std::min(low, port + 1);
      high = std::max(high, port + 1);
    }
  }
  if (low != 0 && high > low) ranges.insert(std::to_string(low) + "-" + std::to_string(high));
  for (const int port : ports) {
    if (ranges.size() < most) ranges.insert(std::to_string(port));
  }
  const std::string list = path_of(scenario_, device, "port_settings");
  for (const std::string& range : ranges) {
    std::size_t number = sw->port_settings.size() + 1;  // another item, or theirs otherwise
    for (std::size_t i = 0; i < sw->port_settings.size(); ++i) {
      if (to_text(sw->port_settings[i].ports.value) == range) number = i + 1;
    }
    const auto add = [&](const std::string& trunk, const std::string& vlan,
                         const std::string& voice) {
      add_item(list, number,
               {{"ports", range}, {"trunk", trunk}, {"vlan", vlan}, {"voice_vlan", voice}}, all);
    };
    add("true", "1", "0");
    for (const int vlan : knowledge_.vlans()) {
      if (vlan == 0) continue;
      add("false", std::to_string(vlan), "0");
      add("false", "1", std::to_string(vlan));
    }
  }
}

// For each network that the server does not know: with its router and the DNS servers, if any.
void Candidates::add_scopes(std::size_t device, std::vector<Difference>& all) const {
  const auto& scopes = std::get<ServerSpec>(spec_of(scenario_, device)).dhcp.scopes;
  for (const sim::Ipv4Interface& network : knowledge_.prefixes()) {
    const auto is_it = [&](const models::DhcpScope& scope) {
      return scope.network.network() == network.network();
    };
    if (network.prefix_length > 28 || std::ranges::any_of(scopes, is_it)) continue;
    const std::uint32_t middle = (network.network().value + network.broadcast().value) / 2;
    Values values{{"network", to_text(network)},
                  {"pool.first", to_text(sim::Ipv4{middle})},
                  {"pool.last", to_text(sim::Ipv4{network.broadcast().value - 1})}};
    for (const sim::Ipv4Interface& router : knowledge_.router_interfaces()) {
      if (router.network() != network.network()) continue;
      values.emplace_back("router", to_text(router.address));
      break;
    }
    add_item(path_of(scenario_, device, "dhcp.scopes"), scopes.size() + 1, values, all);
    for (const sim::Ipv4 dns : knowledge_.servers()) {
      Values with_dns = values;
      with_dns.emplace_back("dns.1", to_text(dns));
      add_item(path_of(scenario_, device, "dhcp.scopes"), scopes.size() + 1, with_dns, all);
    }
  }
}

// NAT from another interface to the outside.
void Candidates::add_outsides(std::size_t device, std::vector<Difference>& all) const {
  const auto& interfaces = std::get<RouterSpec>(spec_of(scenario_, device)).interfaces;
  for (std::size_t from = 0; from < interfaces.size(); ++from) {
    for (std::size_t to = 0; to < interfaces.size(); ++to) {
      if (!interfaces[from].outside || interfaces[to].outside) continue;
      const auto path = [&](std::size_t i) {
        return path_of(scenario_, device, "interfaces." + std::to_string(i + 1) + ".outside");
      };
      auto moved = difference_of(path(from), "false");
      const auto there = difference_of(path(to), "true");
      if (!moved || !there) continue;
      moved->sets = joined(std::move(moved->sets), there->sets);
      all.push_back(std::move(*moved));
    }
  }
}

// One more server for a list of two.
void Candidates::add_addresses(std::size_t device, const std::string& list,
                               const std::vector<sim::Ipv4>& known,
                               std::vector<Difference>& all) const {
  for (const sim::Ipv4 address : knowledge_.servers()) {
    if (known.size() > 1 || std::ranges::find(known, address) != known.end()) continue;
    add_item(path_of(scenario_, device, list), known.size() + 1, {{"", to_text(address)}}, all);
  }
}

void Candidates::add_services(std::size_t device, std::vector<Difference>& all) const {
  const Spec& spec = spec_of(scenario_, device);
  if (const auto* router = std::get_if<RouterSpec>(&spec)) {
    for (std::size_t i = 0; i < router->interfaces.size(); ++i) {
      const auto& relay = router->interfaces[i].dhcp_relay;
      for (const sim::Ipv4 server : knowledge_.servers()) {
        if (std::ranges::find(relay, server) != relay.end()) continue;
        add_item(path_of(scenario_, device, "interfaces." + std::to_string(i + 1) + ".dhcp_relay"),
                 relay.size() + 1, {{"", to_text(server)}}, all);
      }
    }
    add_outsides(device, all);
    if (router->firewall.enabled) {
      add_item(path_of(scenario_, device, "firewall.permit"), router->firewall.permit.size() + 1,
               {{"source", "0.0.0.0/0"}}, all);
    }
    return;
  }
  if (const auto* phone = std::get_if<PhoneSpec>(&spec)) {
    if (phone->provisioning.enabled) {
      add_addresses(device, "provisioning.servers", phone->provisioning.servers, all);
    }
    if (phone->time.enabled) add_addresses(device, "time.servers", phone->time.servers, all);
  }
  if (const auto* sw = std::get_if<SwitchSpec>(&spec)) {
    add_snooping(scenario_, device, *sw, all);
    add_bindings(scenario_, device, *sw, story_, all);
  }
  const auto* server = std::get_if<ServerSpec>(&spec);
  if (server == nullptr) return;
  const auto& asks = std::get<PhoneSpec>(spec_of(scenario_, story_.phones.begin()->first));
  for (std::size_t i = 0; server->dhcp.enabled && i < server->dhcp.scopes.size(); ++i) {
    const models::DhcpScope& scope = server->dhcp.scopes[i];
    const std::string path = "dhcp.scopes." + std::to_string(i + 1);
    add_addresses(device, path + ".dns", scope.dns, all);
    if (asks.provisioning.enabled) {
      add_addresses(device, path + ".tftp_servers", scope.tftp_servers, all);
    }
    if (asks.time.enabled) add_addresses(device, path + ".ntp_servers", scope.ntp_servers, all);
  }
  if (server->dhcp.enabled) add_scopes(device, all);
  if (server->radius.enabled) add_to_radius(scenario_, device, all);
  if (!server->dns.enabled) return;
  for (const std::string& name : knowledge_.names()) {
    for (const sim::Ipv4 address : knowledge_.call_servers()) {
      add_item(path_of(scenario_, device, "dns.records"), server->dns.zone.size() + 1,
               {{"name", name}, {"a", to_text(address)}}, all);
    }
  }
}

// From each free port to each other one, where a cable joins what is apart.
void Candidates::add_cables(std::vector<Difference>& all) const {
  std::set<std::pair<std::size_t, std::uint16_t>> taken;
  for (const LinkPlan& link : scenario_.links) {
    taken.emplace(link.a, link.port_a);
    taken.emplace(link.b, link.port_b);
  }
  const auto parts = models::components(scenario_.devices.size(), neighbours(scenario_));
  const std::size_t here = parts[story_.phones.begin()->first];
  std::vector<std::pair<std::size_t, std::uint16_t>> inside, outside;
  constexpr std::size_t most = 8;  // free ports of each device
  for (std::size_t i = 0; i < scenario_.devices.size(); ++i) {
    const Spec& spec = spec_of(scenario_, i);
    if (trunk_host(scenario_, i)) continue;
    std::size_t count = 0;
    const auto* router = std::get_if<RouterSpec>(&spec);
    for (std::uint16_t port = 0; port < port_count(spec) && count < most; ++port) {
      if (taken.contains({i, port})) continue;
      const auto is_it = [&](const InterfaceSpec& one) { return one.port == port + 1; };
      if (router != nullptr && std::ranges::none_of(router->interfaces, is_it)) continue;
      (parts[i] == here ? inside : outside).emplace_back(i, port);
      ++count;
    }
  }
  constexpr std::size_t most_cables = 64;
  for (const auto& [a, port_a] : inside) {
    for (const auto& [b, port_b] : outside) {
      if (all.size() > most_cables) return;
      const std::string text =
          port_text(scenario_, a, port_a) + " - " + port_text(scenario_, b, port_b);
      add_item("links", scenario_.link_specs.size() + 1, {{"between", text}}, all);
    }
  }
}

std::vector<Difference> Candidates::missing() const {
  std::vector<Difference> all;
  add_cables(all);
  for (const std::size_t device : way_) {
    add_ports(device, all);
    add_services(device, all);
  }
  for (const std::size_t device : way_) add_routes(device, all);
  return all;
}

}  // namespace app
