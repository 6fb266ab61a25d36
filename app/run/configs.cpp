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
          .calls = spec.calls,
          .rtp = spec.rtp,
          .cucm = spec.sip,
          .sccp = spec.sccp,
          .tls = tls_config(spec.tls, scenario, names),
          .port = spec.port,
          .invite_bytes = spec.invite_bytes,
          .register_answer_bytes = spec.register_answer_bytes,
          .tls_port = spec.tls_port,
          .serves_web = spec.serves_web,
          .web_status = spec.web_status,
          .max_connections = spec.max_connections,
          .socket_queue = spec.socket_queue};
}

namespace {

models::PortSet port_set(const Ranges& ranges, int ports) {
  models::PortSet set(static_cast<std::size_t>(ports));
  for (std::size_t i = 0; ranges && i < set.size(); ++i) {
    set[i] = ranges->value.contains(static_cast<std::uint16_t>(i + 1)) ? 1 : 0;
  }
  return set;
}

models::VlanSet vlan_set(const Ranges& ranges) {
  models::VlanSet set;
  if (!ranges) return set;
  for (models::VlanId vlan = 1; vlan < 4095; ++vlan) {
    if (ranges->value.contains(vlan)) set.push_back(vlan);
  }
  return set;
}

models::HostWatchConfig watch_config(const SwitchSpec& spec) {
  models::HostWatchConfig config{.dhcp_snooping = spec.dhcp_snooping,
                                 .arp_inspection = spec.arp_inspection,
                                 .source_guard = spec.source_guard,
                                 .device_tracking = spec.device_tracking,
                                 .bindings = spec.bindings};
  config.dhcp_snooping.vlans = vlan_set(spec.dhcp_snooping.vlan_ranges);
  config.dhcp_snooping.trusted = port_set(spec.dhcp_snooping.trusted_ports, spec.ports);
  config.arp_inspection.vlans = vlan_set(spec.arp_inspection.vlan_ranges);
  config.arp_inspection.trusted = port_set(spec.arp_inspection.trusted_ports, spec.ports);
  config.source_guard.ports = port_set(spec.source_guard.guarded_ports, spec.ports);
  config.device_tracking.ports = port_set(spec.device_tracking.tracked_ports, spec.ports);
  return config;
}

std::vector<models::VlanRange> vlans_of(const PortSettingSpec& setting) {
  std::vector<models::VlanRange> vlans;
  if (!setting.allowed) return vlans;
  for (const auto& [first, last] : setting.allowed->ranges) vlans.push_back({first, last});
  return vlans;
}

}  // namespace

models::SwitchConfig config_of(const SwitchSpec& spec, const Scenario&, models::NameTable&) {
  models::SwitchConfig config{.mac_aging = spec.mac_aging,
                              .mac_capacity = spec.mac_capacity,
                              .port_security = spec.port_security,
                              .spanning_tree = spec.stp,
                              .cdp = spec.cdp,
                              .lldp = spec.lldp,
                              .watch = watch_config(spec),
                              .ports = {},
                              .secure = {},
                              .passes_eapol = spec.passes_eapol,
                              .management = {},
                              .management_vlan = static_cast<models::VlanId>(spec.management_vlan),
                              .radius = spec.radius,
                              .access = {spec.port_access.begin(), spec.port_access.end()},
                              .access_of = {},
                              .poe = spec.poe,
                              .power_ports = {},
                              .power = spec.power,
                              .channels = {spec.channels.begin(), spec.channels.end()},
                              .channel_of = {},
                              .storm_control = spec.storm_control,
                              .loop_protect = spec.loop_protect};
  config.storm_control.ports = port_set(spec.storm_control.controlled_ports, spec.ports);
  config.loop_protect.ports = port_set(spec.loop_protect.protected_ports, spec.ports);
  config.power_ports.settings.assign(spec.port_power.begin(), spec.port_power.end());
  config.management.interface.arp = spec.arp;
  if (spec.gateway) config.management.gateway = spec.gateway->value;
  config.watches = config.watch.is_on();
  const auto ports = static_cast<std::size_t>(spec.ports);
  config.ports.resize(ports);
  config.secure.resize(ports);
  config.access_of.resize(ports);
  config.channel_of.resize(ports);
  config.power_ports.settings_of.resize(ports);
  for (std::size_t i = 0; i < ports; ++i) {
    const auto number = static_cast<std::uint16_t>(i + 1);
    config.secure[i] = spec.port_security.ports && spec.port_security.ports->value.contains(number);
    for (std::size_t n = 0; n < spec.port_access.size(); ++n) {
      if (spec.port_access[n].ports.value.contains(number)) {
        config.access_of[i] = static_cast<std::uint16_t>(n + 1);
      }
    }
    for (std::size_t n = 0; n < spec.channels.size(); ++n) {
      if (spec.channels[n].ports.value.contains(number)) {
        config.channel_of[i] = static_cast<std::uint16_t>(n + 1);
      }
    }
    for (std::size_t n = 0; n < spec.port_power.size(); ++n) {
      if (spec.port_power[n].ports.value.contains(number)) {
        config.power_ports.settings_of[i] = static_cast<std::uint16_t>(n + 1);
      }
    }
    for (const PortSettingSpec& setting : spec.port_settings) {
      if (!setting.ports.value.contains(number)) continue;
      config.ports[i] = {.vlan = static_cast<models::VlanId>(setting.vlan),
                         .voice_vlan = static_cast<models::VlanId>(setting.voice_vlan),
                         .trunk = setting.trunk,
                         .allowed = vlans_of(setting),
                         .stp_cost = setting.stp_cost,
                         .bpdu_filter = setting.bpdu_filter};
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
                              .route_tracking = spec.route_tracking,
                              .fragments = spec.fragments};
  for (const RouterRouteSpec& route : spec.routes) {
    config.routing.routes.push_back({.destination = route.to,
                                     .gateway = route.via,
                                     .distance = route.distance,
                                     .track = route.track});
  }
  for (const InterfaceSpec& interface : spec.interfaces) {
    config.interfaces.push_back(
        {.interface = {.vlan = static_cast<models::VlanId>(interface.vlan),
                       .arp = spec.arp,
                       .mtu = interface.mtu},
         .address = interface.address.value,
         .port = static_cast<std::uint16_t>(interface.port - 1),
         .dhcp_relay = {.servers = interface.dhcp_relay,
                        .min_secs = spec.dhcp_relay.min_secs,
                        .max_hops = spec.dhcp_relay.max_hops,
                        .trusts_relay_info = spec.dhcp_relay.trusts_relay_info},
         .outside = interface.outside,
         .proxy_arp = interface.proxy_arp,
         .mss_clamp = interface.mss_clamp,
         .hsrp = {interface.hsrp.begin(), interface.hsrp.end()},
         .vrrp = {interface.vrrp.begin(), interface.vrrp.end()}});
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
          .rate_back = spec.rate_back.bits_per_second,
          .load = spec.load.bits_per_second,
          .load_back = spec.load_back.bits_per_second,
          .voice_first = spec.voice_first,
          .duplex_mismatch = spec.duplex_mismatch,
          .loss = spec.loss.parts_per_billion,
          .jitter = spec.jitter,
          .reorder = spec.reorder,
          .stays_lit = spec.stays_lit,
          .queue = spec.queue,
          .mtu = spec.mtu};
}

}  // namespace app
