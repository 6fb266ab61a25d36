#include "bench/causes/network.hpp"

#include <algorithm>
#include <set>

#include "app/scenario/kinds/spec.hpp"

namespace bench {
namespace {

void add(std::vector<std::string>& names, const std::string& name) {
  if (std::ranges::find(names, name) == names.end()) names.push_back(name);
}

}  // namespace

std::string SwitchPort::path(const std::string& key) const {
  if (setting == 0) return "";
  return owner + ".port_settings." + std::to_string(setting) + (key.empty() ? "" : "." + key);
}

bool has_address(const app::Entry& entry, sim::Ipv4 address) {
  const auto own = app::address_of(entry.specs[0]);
  if (!own || own->address == sim::Ipv4{}) return false;
  return address >= own->address && address.value < own->address.value + entry.count;
}

std::string Network::value(const std::string& setting) const {
  return app::value_at(base_.scenario, setting);
}

const sim::Node* Network::node(const std::string& setting) const {
  std::vector<std::string> pieces = sim::split_path(setting);
  if (pieces.empty()) return nullptr;
  if (pieces[0] != "links" && pieces[0] != "timeline") pieces.insert(pieces.begin(), "devices");
  return sim::find_path(base_.tree, pieces);
}

std::size_t Network::items(const std::string& setting) const {
  const sim::Node* list = node(setting);
  return list == nullptr ? 0 : list->items.size();
}

std::vector<Named<app::HostSpec>> Network::hosts() const {
  std::vector<Named<app::HostSpec>> found;
  for (const app::Entry& entry : base_.scenario.entries) {
    const app::HostSpec* host = app::host_of(entry.specs[0]);
    if (host != nullptr) found.push_back({entry.name, *host});
  }
  return found;
}

std::size_t Network::first_device(const std::string& entry) const {
  return base_.scenario.entry(entry)->first;
}

std::vector<SwitchPort> Network::ports_of(const std::string& name, int own_port) const {
  const app::Scenario& all = base_.scenario;
  const app::Entry& entry = *all.entry(name);
  std::vector<SwitchPort> ports;
  for (const app::LinkPlan& link : all.links) {
    for (const auto& [near, own, far, zero_based] :
         {std::tuple{link.a, link.port_a, link.b, link.port_b},
          std::tuple{link.b, link.port_b, link.a, link.port_a}}) {
      const auto port = static_cast<std::uint16_t>(zero_based + 1);
      if (own_port != 0 && own + 1 != own_port) continue;
      if (near < entry.first || near >= entry.first + entry.count) continue;
      const app::Entry& other = all.entries[all.devices[far].entry];
      const auto* spec = std::get_if<app::SwitchSpec>(&other.specs[0]);
      if (spec == nullptr) continue;
      SwitchPort found{.owner = other.name, .port = port};
      for (std::size_t i = 0; i < spec->port_settings.size(); ++i) {
        if (!spec->port_settings[i].ports.value.contains(port)) continue;
        if (has(other.name + ".port_settings." + std::to_string(i + 1))) found.setting = i + 1;
      }
      ports.push_back(found);
    }
  }
  return ports;
}

std::vector<std::string> Network::tags_opposite(const std::string& name, int own_port) const {
  const app::Scenario& all = base_.scenario;
  const app::Entry& entry = *all.entry(name);
  std::vector<std::string> tags;
  for (const app::LinkPlan& link : all.links) {
    for (const auto& [near, own, far, port] :
         {std::tuple{link.a, link.port_a, link.b, link.port_b},
          std::tuple{link.b, link.port_b, link.a, link.port_a}}) {
      if (near < entry.first || near >= entry.first + entry.count) continue;
      if (own_port != 0 && own + 1 != own_port) continue;
      const app::Entry& other = all.entries[all.devices[far].entry];
      if (app::host_of(other.specs[0]) != nullptr) add(tags, other.name + ".vlan");
      const auto* router = std::get_if<app::RouterSpec>(&other.specs[0]);
      for (std::size_t i = 0; router != nullptr && i < router->interfaces.size(); ++i) {
        if (router->interfaces[i].port != port + 1) continue;
        add(tags, other.name + ".interfaces." + std::to_string(i + 1) + ".vlan");
      }
    }
  }
  return tags;
}

std::vector<std::string> Network::at_ports(const SwitchPort& port) const {
  std::vector<std::string> names;
  for (const app::Entry& entry : base_.scenario.entries) {
    if (app::host_of(entry.specs[0]) == nullptr) continue;
    const auto ports = ports_of(entry.name);
    const auto same = [&](const SwitchPort& other) {
      return other.owner == port.owner && other.setting == port.setting;
    };
    if (std::ranges::any_of(ports, same)) names.push_back(entry.name);
  }
  return names;
}

std::vector<Pair> Network::pairs() const {
  std::vector<Pair> pairs;
  for (const app::Entry& entry : base_.scenario.entries) {
    for (const auto& server : app::servers_of(entry.specs[0])) {
      pairs.push_back({entry.name, server.value});
    }
  }
  return pairs;
}

std::vector<std::string> Network::between(const std::string& from, const std::string& to) const {
  const app::Scenario& all = base_.scenario;
  constexpr std::size_t unseen = SIZE_MAX;
  std::vector<std::size_t> before(all.devices.size(), unseen);
  const std::size_t start = first_device(from);
  std::vector<std::size_t> front{start};
  before[start] = start;
  while (!front.empty()) {
    std::vector<std::size_t> next;
    for (const app::LinkPlan& link : all.links) {
      for (const auto& [a, b] : {std::pair{link.a, link.b}, std::pair{link.b, link.a}}) {
        if (before[b] != unseen || std::ranges::find(front, a) == front.end()) continue;
        before[b] = a;
        next.push_back(b);
      }
    }
    front = std::move(next);
  }
  std::vector<std::string> way;
  for (std::size_t i = before[first_device(to)]; i != unseen && i != start; i = before[i]) {
    add(way, all.entries[all.devices[i].entry].name);
  }
  return way;
}

std::vector<Pair> Network::pairs_across(const std::string& entry) const {
  std::vector<Pair> found;
  for (const Pair& pair : pairs()) {
    const auto way = between(pair.phone, pair.server);
    if (std::ranges::find(way, entry) != way.end()) found.push_back(pair);
  }
  return found;
}

std::vector<std::string> Network::intervals(const std::vector<Pair>& pairs) const {
  std::vector<std::string> found;
  for (const auto& [phone, server] : pairs) {
    const auto& spec = std::get<app::PhoneSpec>(base_.scenario.entry(phone)->specs[0]);
    if (spec.is_sccp()) {
      add(found, server + ".sccp.keepalive_interval");
      add(found, server + ".sccp.secondary_keepalive");
      add(found, phone + ".sccp.min_keepalive");
    } else if (spec.is_standard()) {
      for (const char* key : {".sip.keepalive", ".sip.register_expires", ".sip.refresh_percent"}) {
        add(found, phone + key);
      }
      for (const char* key :
           {".sip.qualify_every", ".sip.max_expiry", ".sip.qualify_natted_only"}) {
        add(found, server + key);
      }
    } else {
      add(found, server + ".sip.keepalive_interval");
      add(found, phone + ".sip.standby_keepalive");
    }
  }
  return found;
}

std::vector<std::string> Network::timers(const std::vector<Pair>& pairs) const {
  std::vector<std::string> found;
  for (const Pair& pair : pairs) {
    for (const std::string& name : between(pair.phone, pair.server)) {
      const app::Spec& spec = base_.scenario.entry(name)->specs[0];
      if (const auto* router = std::get_if<app::RouterSpec>(&spec)) {
        if (std::ranges::any_of(router->interfaces, &app::InterfaceSpec::outside)) {
          add(found, name + ".nat.udp_timeout");
          add(found, name + ".nat.udp_stream_timeout");
          add(found, name + ".nat.tcp_established_timeout");
        }
        if (router->firewall.enabled) {
          for (const char* key : {".conn_timeout", ".udp_timeout", ".sip_timeout"}) {
            add(found, name + ".firewall" + key);
          }
        }
      } else if (const auto* one = std::get_if<app::SwitchSpec>(&spec)) {
        if (one->port_security.enabled) add(found, name + ".port_security.aging_time");
      }
    }
  }
  return found;
}

std::string Network::interface_with(sim::Ipv4 address) const {
  for (const auto& [name, router] : all<app::RouterSpec>()) {
    for (std::size_t i = 0; i < router.interfaces.size(); ++i) {
      if (router.interfaces[i].address.value.address != address) continue;
      return name + ".interfaces." + std::to_string(i + 1) + ".address";
    }
  }
  return "";
}

std::string Network::owner_of(sim::Ipv4 address) const {
  for (const app::Entry& entry : base_.scenario.entries) {
    if (has_address(entry, address)) return entry.name + ".address";
  }
  return interface_with(address);
}

std::vector<std::string> Network::routes_via(sim::Ipv4 address) const {
  std::vector<std::string> found;
  const auto look = [&](const std::string& name, const auto& routes) {
    for (std::size_t i = 0; i < routes.size(); ++i) {
      if (routes[i].via == address)
        found.push_back(name + ".routes." + std::to_string(i + 1) + ".via");
    }
  };
  for (const auto& [name, host] : hosts()) look(name, host.routes);
  for (const auto& [name, router] : all<app::RouterSpec>()) look(name, router.routes);
  return found;
}

std::vector<std::string> Network::scopes_with_router(sim::Ipv4 address) const {
  std::vector<std::string> found;
  for (const auto& [name, server] : all<app::ServerSpec>()) {
    for (std::size_t i = 0; i < server.dhcp.scopes.size(); ++i) {
      if (server.dhcp.scopes[i].router != address) continue;
      found.push_back(name + ".dhcp.scopes." + std::to_string(i + 1) + ".router");
    }
  }
  return found;
}

bool Network::is_free(sim::Ipv4 address) const {
  for (const auto& [name, server] : all<app::ServerSpec>()) {
    for (const auto& scope : server.dhcp.scopes) {
      if (scope.pool.first <= address && address <= scope.pool.last) return false;
    }
  }
  return owner_of(address).empty();
}

sim::Ipv4 Network::free_address(sim::Ipv4Interface network, sim::Random& random) const {
  const std::uint32_t low = network.network().value;
  const std::uint32_t high = network.broadcast().value;
  for (int i = 0; i < 100 && high - low > 2; ++i) {
    const sim::Ipv4 one{low + 1 + static_cast<std::uint32_t>(random.below(high - low - 1))};
    if (is_free(one)) return one;
  }
  return sim::Ipv4{high + 77};  // a network that is full: one of the next
}

}  // namespace bench
