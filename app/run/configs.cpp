#include "app/run/configs.hpp"

#include <algorithm>
#include <limits>

#include "app/run/host_configs.hpp"

namespace app {
namespace {

// As far as 68 years before and after the begin: who is beyond, is so for good.
std::int32_t seconds_of(const std::string& date, std::int32_t without, const Scenario& scenario) {
  const auto since = since_begin(date, scenario);
  if (!since) return without;
  return static_cast<std::int32_t>(
      std::clamp<std::int64_t>(*since / 1s, std::numeric_limits<std::int32_t>::min(),
                               std::numeric_limits<std::int32_t>::max()));
}

models::TlsServerConfig tls_config(const CallServerTlsSpec& spec, const Scenario& scenario,
                                   models::NameTable& names) {
  models::TlsServerConfig config = spec;
  const models::TlsCertificate always;
  config.certificate = {
      .issuer = names.add(spec.own.issuer),
      .valid_from = seconds_of(spec.own.valid_from, always.valid_from, scenario),
      .valid_until = seconds_of(spec.own.valid_until, always.valid_until, scenario)};
  return config;
}

}  // namespace

models::CallServerConfig config_of(const CallServerSpec& spec, const Scenario& scenario,
                                   models::NameTable& names) {
  return {.host = host_config(spec),
          .tcp = spec.tcp,
          .registrar = spec.registrar,
          .sip = spec.sip,
          .load = spec.load,
          .ban = spec.ban,
          .cucm = spec.sip,
          .sccp = spec.sccp,
          .tls = tls_config(spec.tls, scenario, names),
          .port = spec.port,
          .tls_port = spec.tls_port,
          .serves_web = spec.serves_web,
          .web_status = spec.web_status,
          .max_connections = spec.max_connections,
          .socket_queue = spec.socket_queue};
}

models::SwitchConfig config_of(const SwitchSpec& spec, const Scenario&, models::NameTable&) {
  models::SwitchConfig config{.mac_aging = spec.mac_aging,
                              .mac_capacity = spec.mac_capacity,
                              .port_security = spec.port_security,
                              .spanning_tree = spec.stp,
                              .cdp = spec.cdp,
                              .lldp = spec.lldp,
                              .ports = {},
                              .secure = {}};
  const auto ports = static_cast<std::size_t>(spec.ports);
  config.ports.resize(ports);
  config.secure.resize(ports);
  for (std::size_t i = 0; i < ports; ++i) {
    const auto number = static_cast<std::uint16_t>(i + 1);
    config.secure[i] = spec.port_security.ports && spec.port_security.ports->value.contains(number);
    for (const PortSettingSpec& setting : spec.port_settings) {
      if (!setting.ports.value.contains(number)) continue;
      config.ports[i] = {.vlan = static_cast<models::VlanId>(setting.vlan),
                         .voice_vlan = static_cast<models::VlanId>(setting.voice_vlan),
                         .trunk = setting.trunk,
                         .stp_cost = setting.stp_cost};
    }
  }
  return config;
}

models::RouterConfig config_of(const RouterSpec& spec, const Scenario&, models::NameTable&) {
  models::RouterConfig config{.interfaces = {},
                              .routing = {.routes = {}, .accept_redirects = false},
                              .nat = spec.nat,
                              .is_firewall = spec.firewall.enabled,
                              .firewall = spec.firewall,
                              .proxy_arp = spec.proxy_arp,
                              .sends_unreachables = spec.sends_unreachables,
                              .sends_redirects = spec.sends_redirects,
                              .routes_follow_link = spec.routes_follow_link,
                              .route_tracking = spec.route_tracking};
  for (const RouterRouteSpec& route : spec.routes) {
    config.routing.routes.push_back({.destination = route.to,
                                     .gateway = route.via,
                                     .distance = route.distance,
                                     .track = route.track});
  }
  for (const InterfaceSpec& interface : spec.interfaces) {
    config.interfaces.push_back(
        {.interface = {.vlan = static_cast<models::VlanId>(interface.vlan), .arp = spec.arp},
         .address = interface.address.value,
         .port = static_cast<std::uint16_t>(interface.port - 1),
         .dhcp_relay = {.servers = interface.dhcp_relay,
                        .min_secs = spec.dhcp_relay.min_secs,
                        .max_hops = spec.dhcp_relay.max_hops},
         .outside = interface.outside,
         .proxy_arp = interface.proxy_arp});
    config.firewall.security_levels.resize(config.interfaces.size());
    config.firewall.security_levels.back() = interface.security_level;
  }
  return config;
}

models::ComputerConfig config_of(const ComputerSpec& spec, const Scenario&,
                                 models::NameTable& names) {
  return {.station = station_config(spec, names),
          .start = spec.start,
          .start_spread = spec.start_spread};
}

models::LinkConfig link_config(const LinkSpec& spec) {
  return {.delay = spec.delay,
          .rate = spec.rate.bits_per_second,
          .loss = spec.loss.parts_per_billion,
          .jitter = spec.jitter,
          .reorder = spec.reorder,
          .stays_lit = spec.stays_lit,
          .queue = spec.queue};
}

}  // namespace app
