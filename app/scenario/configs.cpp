#include "app/scenario/configs.hpp"

#include <algorithm>

namespace app {
namespace {

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

models::HostConfig host_config(const HostSpec& spec) {
  models::HostConfig config;
  config.interface.vlan = static_cast<models::VlanId>(spec.vlan);
  config.interface.arp = spec.arp;
  if (spec.gateway) config.gateway = spec.gateway->value;
  config.routing.routes = routes_of(spec.routes);
  return config;
}

models::StationConfig station_config(const StationSpec& spec, models::NameTable& names) {
  return {.host = host_config(spec),
          .uses_dhcp = spec.dhcp.enabled,
          .dhcp = spec.dhcp,
          .vendor_class = names.add(spec.dhcp.vendor_class),
          .boot = spec.dhcp.boot,
          .remembers_for = static_cast<std::uint32_t>(spec.dhcp.lease_left / 1s)};
}

// The records of one name and type are one set.
std::vector<models::DnsRrset> zone_of(const std::vector<DnsRecordSpec>& specs,
                                      models::NameTable& names) {
  std::vector<models::DnsRrset> zone;
  for (const DnsRecordSpec& spec : specs) {
    const models::Name name = names.add_domain(spec.name);
    const auto type = spec.a ? models::DnsType::a : models::DnsType::srv;
    auto set = std::ranges::find_if(
        zone, [&](const models::DnsRrset& r) { return r.name == name && r.type == type; });
    if (set == zone.end()) {
      zone.push_back({.name = name, .type = type, .ttl = spec.ttl});
      set = zone.end() - 1;
    }
    set->records.push_back({.address = spec.a.value_or(models::Ipv4{}),
                            .target = names.add_domain(spec.srv.value_or("")),
                            .priority = static_cast<std::uint16_t>(spec.priority),
                            .port = static_cast<std::uint16_t>(spec.port)});
  }
  return zone;
}

}  // namespace

models::PhoneConfig config_of(const PhoneSpec& spec, const Scenario& scenario,
                              models::NameTable& names) {
  models::PhoneConfig config{.station = station_config(spec, names),
                             .tcp = spec.tcp,
                             .protocol = spec.protocol,
                             .sip = spec.sip,
                             .sccp = spec.sccp,
                             .call_servers = {},
                             .start = spec.start,
                             .start_spread = spec.start_spread};
  for (const auto& word : spec.call_servers) {
    config.call_servers.push_back(address_named(word.value, scenario));
  }
  return config;
}

models::CallServerConfig config_of(const CallServerSpec& spec, const Scenario&,
                                   models::NameTable&) {
  return {.host = host_config(spec),
          .tcp = spec.tcp,
          .sip = spec.sip,
          .sccp = spec.sccp,
          .max_connections = spec.max_connections};
}

models::SwitchConfig config_of(const SwitchSpec& spec, const Scenario&, models::NameTable&) {
  models::SwitchConfig config{.mac_aging = spec.mac_aging,
                              .mac_capacity = spec.mac_capacity,
                              .port_security = spec.port_security,
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
                         .trunk = setting.trunk};
    }
  }
  return config;
}

models::RouterConfig config_of(const RouterSpec& spec, const Scenario&, models::NameTable&) {
  models::RouterConfig config{
      .interfaces = {},
      .routing = {.routes = routes_of(spec.routes), .accept_redirects = false},
      .outside = {},
      .nat = spec.nat,
      .is_firewall = spec.firewall.enabled,
      .firewall = spec.firewall,
      .proxy_arp = spec.proxy_arp,
      .sends_unreachables = spec.sends_unreachables,
      .sends_redirects = spec.sends_redirects};
  for (const InterfaceSpec& interface : spec.interfaces) {
    if (interface.outside) config.outside = config.interfaces.size();
    config.interfaces.push_back(
        {.interface = {.vlan = static_cast<models::VlanId>(interface.vlan), .arp = spec.arp},
         .address = interface.address.value,
         .port = static_cast<std::uint16_t>(interface.port - 1),
         .proxy_arp = interface.proxy_arp});
    config.firewall.security_levels.resize(config.interfaces.size());
    config.firewall.security_levels.back() = interface.security_level;
  }
  return config;
}

models::SipPhoneConfig config_of(const SipPhoneSpec& spec, const Scenario& scenario,
                                 models::NameTable& names) {
  return {.station = station_config(spec, names),
          .sip = spec.sip,
          .registrar = address_named(spec.registrar.value, scenario),
          .registrar_port = spec.registrar_port,
          .local_port = spec.local_port,
          .start = spec.start,
          .start_spread = spec.start_spread};
}

models::PbxConfig config_of(const PbxSpec& spec, const Scenario&, models::NameTable&) {
  return {.host = host_config(spec), .sip = spec.sip, .port = spec.port};
}

models::ServerConfig config_of(const ServerSpec& spec, const Scenario&, models::NameTable& names) {
  models::ServerConfig config{.host = host_config(spec),
                              .serves_dhcp = spec.dhcp.enabled,
                              .dhcp = spec.dhcp,
                              .serves_dns = spec.dns.enabled,
                              .dns = spec.dns};
  config.dhcp.answers_only_inform_of = names.add(spec.dhcp.answers_only_class);
  for (models::DhcpScope& scope : config.dhcp.scopes) {
    scope.web_service = names.add_domain(spec.dhcp.web_service_name);
    scope.web_service_class = names.add(spec.dhcp.web_service_for);
    scope.registrar = names.add_domain(spec.dhcp.registrar_name);
    scope.registrar_class = names.add(spec.dhcp.registrar_for);
  }
  config.dns.records = zone_of(spec.dns.zone, names);
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
          .queue = spec.queue,
          .up = spec.up};
}

}  // namespace app
