// Which way a packet goes by what the routing tables of the file say, and who translates it.
#include <algorithm>

#include "app/lint/site.hpp"

namespace app {
namespace {

bool has_address(const InterfaceSpec& interface, sim::Ipv4 address) {
  const auto is_its = [&](const auto& group) { return group.enabled && group.address == address; };
  return interface.address.value.address == address ||
         std::ranges::any_of(interface.hsrp, is_its) || std::ranges::any_of(interface.vrrp, is_its);
}

using NextHop = Site::NextHop;

std::optional<NextHop> next_of(const RouterSpec& router, sim::Ipv4 to) {
  const auto interface_of = [&](sim::Ipv4 address) {
    for (std::size_t i = 0; i < router.interfaces.size(); ++i) {
      if (router.interfaces[i].address.value.contains(address)) return i + 1;
    }
    return std::size_t{0};
  };
  if (const std::size_t own = interface_of(to)) return NextHop{{}, own};
  const RouterRouteSpec* best = nullptr;
  for (const RouterRouteSpec& route : router.routes) {
    if (!route.to.contains(to) || interface_of(route.via) == 0) continue;
    const bool is_better =
        best == nullptr || route.to.prefix_length > best->to.prefix_length ||
        (route.to.prefix_length == best->to.prefix_length && route.distance < best->distance);
    if (is_better) best = &route;
  }
  if (best == nullptr) return std::nullopt;
  return NextHop{best->via, interface_of(best->via)};
}

std::optional<NextHop> next_of(const HostSpec& host, sim::Ipv4Interface own, sim::Ipv4 to) {
  if (own.contains(to)) return NextHop{};
  const RouteSpec* best = nullptr;
  for (const RouteSpec& route : host.routes) {
    if (!route.to.contains(to)) continue;
    if (best == nullptr || route.to.prefix_length > best->to.prefix_length) best = &route;
  }
  if (best != nullptr) return NextHop{best->via, 0};
  if (host.gateway) return NextHop{host.gateway->value, 0};
  return std::nullopt;
}

}  // namespace

// Option 3: of several servers' the first one that is a router's.
std::optional<Site::NextHop> Site::leased_router(sim::Ipv4Interface own) const {
  std::optional<NextHop> next;
  for (const std::size_t server : all<ServerSpec>()) {
    for (const models::DhcpScope& scope : as<ServerSpec>(server)->dhcp.scopes) {
      if (!scope.network.contains(own.address) || scope.router == sim::Ipv4{}) continue;
      const auto router = owner(scope.router);
      const bool is_one = router && as<RouterSpec>(*router) != nullptr;
      if (!next || is_one) next = NextHop{scope.router, 0};
      if (is_one) return next;
    }
  }
  return next;
}

std::optional<std::size_t> Site::owner(sim::Ipv4 address) const {
  if (address == sim::Ipv4{}) return std::nullopt;
  for (const std::size_t router : all<RouterSpec>()) {
    for (const InterfaceSpec& interface : as<RouterSpec>(router)->interfaces) {
      if (has_address(interface, address)) return router;
    }
  }
  for (std::size_t i = 0; i < scenario_.devices.size(); ++i) {
    const StationSpec* station = station_of(spec_of(scenario_, i));
    if (station != nullptr && station->dhcp.enabled) continue;
    if (scenario_.devices[i].address.address == address) return i;
  }
  return std::nullopt;
}

RoutedWay Site::route(std::size_t from, sim::Ipv4 to) const {
  RoutedWay way;
  std::size_t device = from;
  std::size_t in = 0;
  for (int hops = 0; hops < 64; ++hops) {
    std::optional<NextHop> next;
    if (const auto* router = as<RouterSpec>(device)) {
      const auto& interfaces = router->interfaces;
      const bool is_own = std::ranges::any_of(
          interfaces, [&](const InterfaceSpec& interface) { return has_address(interface, to); });
      if (is_own) {
        way.hops.push_back({device, in, 0});
        way.arrives = true;
        return way;
      }
      next = next_of(*router, to);
    } else if (const HostSpec* host = host_of(spec_of(scenario_, device))) {
      const auto own = address(device);
      if (!own || hops > 0) {
        way.stuck = name(device) + " does not forward";
        return way;
      }
      next = next_of(*host, *own, to);
      const StationSpec* station = station_of(spec_of(scenario_, device));
      if (!next && station != nullptr && station->dhcp.enabled) next = leased_router(*own);
    }
    way.hops.push_back({device, in, next ? next->interface : 0});
    if (!next) {
      way.stuck = name(device) + " has no route to " + to_text(to);
      return way;
    }
    if (next->via == sim::Ipv4{}) {
      way.arrives = true;
      return way;
    }
    const auto on = owner(next->via);
    if (!on || as<RouterSpec>(*on) == nullptr || *on == device) {
      way.stuck = name(device) + " sends it to " + to_text(next->via) + ", which is no router";
      return way;
    }
    device = *on;
    in = 0;
    const auto& interfaces = as<RouterSpec>(device)->interfaces;
    for (std::size_t i = 0; i < interfaces.size(); ++i) {
      if (has_address(interfaces[i], next->via)) in = i + 1;
    }
  }
  way.stuck = "it goes round between routers";
  return way;
}

std::optional<Site::Translator> Site::translator(const RoutedWay& way) const {
  std::optional<Translator> last;  // of several the last one's address is what the server sees
  for (const RoutedHop& hop : way.hops) {
    const auto* router = as<RouterSpec>(hop.device);
    if (router == nullptr || hop.out == 0 || hop.in == 0) continue;
    const bool goes_out = router->interfaces[hop.out - 1].outside;
    if (goes_out && !router->interfaces[hop.in - 1].outside) last = {hop.device, hop.out};
  }
  return last;
}

}  // namespace app
