// Static routes of hosts and routers: missing, by way of nobody, to somewhere else.
#include "bench/causes/fault.hpp"

namespace bench {
namespace {

constexpr std::string_view family = "route";

void of_device(const Network& network, const std::string& name,
               const std::vector<app::RouteSpec>& routes, bool is_host, sim::Random& random,
               Faults& out) {
  for (std::size_t i = 0; i < routes.size(); ++i) {
    const std::string path = name + ".routes." + std::to_string(i + 1);
    if (!network.has(path)) continue;
    const app::RouteSpec& route = routes[i];
    const std::string gateway = is_host ? name + ".gateway" : "";
    out.push_back(missing(family, "missing", path).or_at(gateway));
    const sim::Ipv4Interface near{route.via, 24};
    out.push_back(changed(family, "via nobody", network, path + ".via",
                          to_text(network.free_address(near, random)))
                      .or_at(network.interface_with(route.via)));
    const std::vector<std::string> elsewhere{"10.200.0.0/16", "172.31.0.0/20", "192.0.2.0/24"};
    out.push_back(
        changed(family, "to somewhere else", network, path + ".to", pick(elsewhere, random))
            .or_at(gateway));
    if (route.to.prefix_length == 0 || route.to.prefix_length > 28) continue;
    const sim::Ipv4Interface narrow{route.to.network(),
                                    static_cast<std::uint8_t>(route.to.prefix_length + 3)};
    out.push_back(
        changed(family, "too narrow", network, path + ".to", to_text(narrow)).or_at(gateway));
  }
}

// One more specific route than there is, which leads astray.
void stray_routes(const Network& network, sim::Random& random, Faults& out) {
  for (const auto& [name, host] : network.hosts()) {
    if (!host.gateway) continue;
    for (const Pair& pair : network.pairs()) {
      const std::string& far = pair.phone == name ? pair.server : pair.phone;
      if (pair.phone != name && pair.server != name) continue;
      const auto address = app::address_of(network.scenario().entry(far)->specs[0]);
      if (!address || address->address == sim::Ipv4{}) continue;
      if (host.address.value.contains(address->address)) continue;
      const std::string path =
          name + ".routes." + std::to_string(network.items(name + ".routes") + 1);
      const sim::Ipv4Interface to{sim::Ipv4Interface{address->address, 24}.network(), 24};
      const std::string via = to_text(network.free_address(host.address.value, random));
      Fault fault{
          family,
          "stray",
          path + " = " + to_text(to) + " via " + via,
          {append("devices." + name + ".routes", map_of({{"to", to_text(to)}, {"via", via}}))},
          {path, name + ".routes", path + ".via", path + ".to"}};
      out.push_back(std::move(fault));
      break;
    }
  }
}

}  // namespace

void route_faults(const Network& network, sim::Random& random, Faults& out) {
  for (const auto& [name, host] : network.hosts()) {
    of_device(network, name, host.routes, true, random, out);
  }
  for (const auto& [name, router] : network.all<app::RouterSpec>()) {
    const std::vector<app::RouteSpec> routes(router.routes.begin(), router.routes.end());
    of_device(network, name, routes, false, random, out);
  }
  stray_routes(network, random, out);
}

}  // namespace bench
