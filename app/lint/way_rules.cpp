// FB201, FB202, FB205: who answers for the call server's address, which way packets come back, and
// how soon a second router is there.
#include <algorithm>
#include <map>
#include <set>

#include "app/lint/rule.hpp"
#include "app/lint/site.hpp"

namespace app {
namespace {

using namespace std::chrono_literals;

bool answers_for(const models::ProxyArpConfig& proxy, const InterfaceSpec& interface,
                 sim::Ipv4 address) {
  const auto is_listed = [&](const sim::Ipv4Interface& one) { return one.contains(address); };
  if (std::ranges::any_of(proxy.addresses, is_listed)) return true;
  return proxy.answers_for == models::ProxyArpFor::identity_nat_any &&
         interface.address.value.contains(address);
}

// A route to the phones at a device that has none, over each router that it reaches.
void add_route_cures(const Site& site, std::size_t device, sim::Ipv4Interface to,
                     Suspicion& found) {
  std::vector<sim::Ipv4Interface> own;
  std::vector<RouteSpec> routes;
  if (const auto* router = site.as<RouterSpec>(device)) {
    for (const InterfaceSpec& one : router->interfaces) own.push_back(one.address.value);
    routes.assign(router->routes.begin(), router->routes.end());
  } else if (const HostSpec* host = host_of(spec_of(site.scenario(), device))) {
    if (const auto address = site.address(device)) own.push_back(*address);
    routes = host->routes;
  }
  std::size_t number = routes.size() + 1;
  for (std::size_t i = 0; i < routes.size(); ++i) {
    if (routes[i].to.contains(to.address)) number = i + 1;
  }
  for (const std::size_t other : site.all<RouterSpec>()) {
    if (other == device) continue;
    for (const InterfaceSpec& one : site.as<RouterSpec>(other)->interfaces) {
      const sim::Ipv4 via = one.address.value.address;
      const auto reaches = [&](const sim::Ipv4Interface& in) { return in.contains(via); };
      if (std::ranges::none_of(own, reaches) || found.cures.size() >= 4) continue;
      const std::string route = site.path(device, "routes." + std::to_string(number));
      add_cure(found, {{route + ".to", network_text(to)}, {route + ".via", to_text(via)}});
    }
  }
}

}  // namespace

// [asa-proxy-arp]: two answer an ARP request, and one of them is no call server.
std::vector<Suspicion> proxy_arp(const Site& site) {
  std::vector<Suspicion> all;
  for (const std::size_t router : site.all<RouterSpec>()) {
    const auto* spec = site.as<RouterSpec>(router);
    if (!spec->proxy_arp.enabled) continue;
    for (std::size_t i = 0; i < spec->interfaces.size(); ++i) {
      const InterfaceSpec& interface = spec->interfaces[i];
      if (!interface.proxy_arp) continue;
      for (const std::size_t server : site.all<CallServerSpec>()) {
        const sim::Ipv4Interface there = site.scenario().devices[server].address;
        const bool is_beside = interface.address.value.contains(there.address);
        if (!is_beside || !answers_for(spec->proxy_arp, interface, there.address)) continue;
        Suspicion found;
        const std::string path =
            site.path(router, "interfaces." + std::to_string(i + 1) + ".proxy_arp");
        found.message = site.name(router) + " answers ARP requests for " + to_text(there.address) +
                        ", which is " + site.name(server) + "'s";
        found.paths = {path, site.path(server, "address"),
                       site.path(router, "proxy_arp.answers_for")};
        for (const PhoneGroup& phone : site.phones()) {
          const auto own = site.address(phone.device);
          if (!own || !own->contains(there.address)) continue;
          found.paths.insert(found.paths.begin() + 2, site.path(phone.device, "arp.accept"));
          break;
        }
        add_cure(found, {{path, "false"}});
        all.push_back(std::move(found));
        break;  // one call server tells it
      }
    }
  }
  return all;
}

std::vector<Suspicion> return_route(const Site& site) {
  std::vector<Suspicion> all;
  std::set<std::pair<std::string, std::string>> told;
  for (const PhoneGroup& phone : site.phones()) {
    if (phone.spec->is_trunk()) continue;
    const auto own = site.address(phone.device);
    for (const std::size_t server : site.servers(phone)) {
      const sim::Ipv4Interface there = site.scenario().devices[server].address;
      if (!own || there.address == sim::Ipv4{} || site.is_cut(phone.device, server)) continue;
      RoutedWay way = site.route(phone.device, there.address);
      std::string what = " comes to " + site.name(server) + ", but not back: ";
      sim::Ipv4Interface target = *own;
      if (way.arrives) {
        if (const auto nat = site.translator(way)) {
          target = site.as<RouterSpec>(nat->device)->interfaces[nat->outside - 1].address.value;
        }
        way = site.route(server, target.address);
        if (way.arrives) continue;
      } else {
        what = " does not reach " + site.name(server) + ": ";
        target = there;
      }
      if (way.hops.empty()) continue;
      const std::size_t stuck = way.hops.back().device;
      if (stuck == phone.device && phone.spec->dhcp.enabled) continue;  // an option: FB303
      Suspicion found;
      found.message = "what " + site.group_name(phone.device) + " sends" + what + way.stuck;
      const std::string path = site.path(stuck, "routes");
      if (!told.emplace(path, network_text(target)).second) continue;
      found.paths = {path, site.path(phone.device, "address"), site.path(server, "address")};
      add_route_cures(site, stuck, target, found);
      all.push_back(std::move(found));
    }
  }
  return all;
}

namespace {

struct SharedGateway {
  std::size_t router = 0;  // the one with the highest priority
  int priority = 0;
  std::size_t members = 0;
  Duration takes{};  // until another is active
  std::string path{};
  SetTo quick{};
};

template <class Group>
Duration takes_over_in(const Group& group) {
  if constexpr (requires { group.hold; })
    return group.hold;
  else
    return group.interval * 4;  // three advertisements, and a skew of less than one
}

void add_group(const Site& site, std::size_t router, const std::string& path,
               const models::FhrpConfig& group, Duration takes, const SetTo& quick,
               std::map<sim::Ipv4, SharedGateway>& gateways) {
  if (!group.enabled) return;
  SharedGateway& gateway = gateways[group.address];
  if (++gateway.members == 1 || group.priority > gateway.priority) {
    gateway.router = router;
    gateway.priority = group.priority;
    gateway.path = site.path(router, path);
  }
  gateway.takes = std::max(gateway.takes, takes);
  for (const auto& [key, value] : quick) {
    gateway.quick.emplace_back(site.path(router, key), value);
  }
}

}  // namespace

std::vector<Suspicion> first_hop_patience(const Site& site) {
  std::map<sim::Ipv4, SharedGateway> gateways;
  for (const std::size_t router : site.all<RouterSpec>()) {
    const auto& interfaces = site.as<RouterSpec>(router)->interfaces;
    for (std::size_t i = 0; i < interfaces.size(); ++i) {
      const std::string interface = "interfaces." + std::to_string(i + 1) + ".";
      for (std::size_t k = 0; k < interfaces[i].hsrp.size(); ++k) {
        const std::string group = interface + "hsrp." + std::to_string(k + 1) + ".";
        add_group(site, router, group + "hold", interfaces[i].hsrp[k],
                  takes_over_in(interfaces[i].hsrp[k]),
                  {{group + "hello", "300ms"}, {group + "hold", "1s"}}, gateways);
      }
      for (std::size_t k = 0; k < interfaces[i].vrrp.size(); ++k) {
        const std::string group = interface + "vrrp." + std::to_string(k + 1) + ".";
        add_group(site, router, group + "interval", interfaces[i].vrrp[k],
                  takes_over_in(interfaces[i].vrrp[k]), {{group + "interval", "250ms"}}, gateways);
      }
    }
  }
  std::vector<Suspicion> all;
  for (const PhoneGroup& phone : site.phones()) {
    if (!phone.spec->gateway) continue;
    const auto gateway = gateways.find(phone.spec->gateway->value);
    const auto servers = site.servers(phone);
    if (gateway == gateways.end() || gateway->second.members < 2 || servers.empty()) continue;
    const SharedGateway& group = gateway->second;
    const auto patience = site.patience(phone, servers[0]);
    if (!patience || patience->every > group.takes + group.takes / 10) continue;
    Suspicion found;
    found.message = "the second router takes over " + sim::to_text(group.takes) + " after " +
                    site.name(group.router) + " is gone, and " + site.group_name(phone.device) +
                    " and its call server wait " + sim::to_text(patience->every) +
                    " for each other";
    found.holds = patience->every > group.takes;
    found.paths = {group.path, patience->path};
    const Time at = site.settled();
    found.stress = Stress{.acts = {{.at = at,
                                    .kind = TimelineEntry::Kind::power_off,
                                    .targets = {group.router},
                                    .text = "power_off " + site.name(group.router)}},
                          .text = site.name(group.router) + " off from " +
                                  sim::to_text(at.time_since_epoch()) + " on",
                          .watched = at.time_since_epoch() + 30min};
    add_cure(found, group.quick);
    all.push_back(std::move(found));
  }
  return all;
}

}  // namespace app
