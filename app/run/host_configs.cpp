#include "app/run/host_configs.hpp"

namespace app {

models::Ipv4 address_named(const std::string& device, const Scenario& scenario) {
  return scenario.devices[*scenario.device(device)].address.address;
}

std::vector<models::Route> routes_of(const std::vector<RouteSpec>& specs) {
  std::vector<models::Route> routes;
  for (const RouteSpec& spec : specs) {
    routes.push_back({.destination = spec.to, .gateway = spec.via, .distance = spec.distance});
  }
  return routes;
}

std::optional<Duration> since_begin(const std::string& date, const Scenario& scenario) {
  const auto at = parse_wall_time(date);
  if (!at) return std::nullopt;
  return std::chrono::duration_cast<Duration>(*at - scenario.begins);
}

models::HostConfig host_config(const HostSpec& spec) {
  models::HostConfig config;
  config.interface.vlan = static_cast<models::VlanId>(spec.vlan);
  config.interface.arp = spec.arp;
  config.interface.mtu = spec.mtu;
  config.path_mtu_discovery = spec.path_mtu_discovery;
  config.mtu_expires = spec.mtu_expires;
  if (spec.gateway) config.gateway = spec.gateway->value;
  config.routing.routes = routes_of(spec.routes);
  return config;
}

models::StationConfig station_config(const StationSpec& spec, models::NameTable& names) {
  models::SupplicantConfig supplicant = spec.dot1x;
  supplicant.identity = names.add(spec.dot1x.user);
  supplicant.password = names.add(spec.dot1x.secret);
  return {.host = host_config(spec),
          .supplicant = supplicant,
          .power = spec.power,
          .uses_dhcp = spec.dhcp.enabled,
          .dhcp = spec.dhcp,
          .vendor_class = names.add(spec.dhcp.vendor_class),
          .boot = spec.dhcp.boot,
          .remembers_for = static_cast<std::uint32_t>(spec.dhcp.lease_left / 1s),
          .broadcast_limit = spec.broadcast_limit};
}

}  // namespace app
