// Which key of a file holds which member of a running config: where the structs below have tables
// of their own (models/protocol), one line is all. A name that begins with a dot is the device's,
// wherever its member lies; a struct without a name has its keys there, too.
#pragma once

#include "app/scenario/kinds/call_server_fields.hpp"
#include "app/scenario/kinds/computer_fields.hpp"
#include "app/scenario/kinds/phone_fields.hpp"
#include "app/scenario/kinds/router_fields.hpp"
#include "app/scenario/kinds/server_fields.hpp"
#include "app/scenario/kinds/switch_fields.hpp"
#include "models/network/link.hpp"

namespace models {

template <class Config, class T>
sim::Field<Config> key(std::string_view name, T Config::*member) {
  return sim::field(name, member, "");
}

inline sim::Fields<InterfaceConfig> fields(InterfaceConfig*) {
  using C = InterfaceConfig;
  return {key("vlan", &C::vlan), key(".arp", &C::arp), key("mtu", &C::mtu)};
}

inline sim::Fields<Route> fields(Route*) {
  using C = Route;
  return {key("to", &C::destination), key("via", &C::gateway), key("distance", &C::distance),
          key("track", &C::track)};
}

inline sim::Fields<HostConfig> fields(HostConfig*) {
  using C = HostConfig;
  return {key("", &C::interface), key("gateway", &C::gateway),
          key("path_mtu_discovery", &C::path_mtu_discovery), key("mtu_expires", &C::mtu_expires),
          inside(&C::routing, key("routes", &RoutingConfig::routes))};
}

inline sim::Fields<StationConfig> fields(StationConfig*) {
  using C = StationConfig;
  return {key("", &C::host),
          key("dot1x", &C::supplicant),
          key("power", &C::power),
          key("dhcp", &C::dhcp),
          key("dhcp.enabled", &C::uses_dhcp),
          key("dhcp.boot", &C::boot),
          key("broadcast_limit", &C::broadcast_limit)};
}

inline sim::Fields<PhoneConfig> fields(PhoneConfig*) {
  using C = PhoneConfig;
  return {key("", &C::station),
          key("voice_vlan", &C::voice_vlan),
          key("tcp", &C::tcp),
          key("protocol", &C::protocol),
          key("transport", &C::transport),
          key("tcp_above", &C::tcp_above),
          key("user_agent", &C::user_agent),
          key("discovery", &C::discovery),
          key("sip", &C::sip),
          key("sip", &C::cisco),
          key("sccp", &C::sccp),
          key("calls", &C::calls),
          key("rtp", &C::rtp),
          key("call_servers", &C::call_servers),
          key("register_bytes", &C::register_bytes),
          key("registrar_port", &C::registrar_port),
          key("local_port", &C::local_port),
          key("contact_port", &C::contact_port),
          key("local_port_step", &C::local_port_step),
          key("fail_over", &C::fail_over),
          key("resolver", &C::resolver),
          key("lync", &C::lync),
          key("inform", &C::inform),
          key("provisioning", &C::provisioning),
          key("time", &C::time),
          inside(&C::time, key("time.at_boot", &SntpConfig::clock_at_boot)),
          key("tls", &C::tls),
          key("start", &C::start),
          key("start_spread", &C::start_spread)};
}

inline sim::Fields<CallServerConfig> fields(CallServerConfig*) {
  using C = CallServerConfig;
  return {key("", &C::host),
          key("tcp", &C::tcp),
          key("registrar", &C::registrar),
          key("sip", &C::sip),
          key("load", &C::load),
          key("ban", &C::ban),
          key("calls", &C::calls),
          key("rtp", &C::rtp),
          key("sip", &C::cucm),
          key("sccp", &C::sccp),
          key("tls", &C::tls),
          key("port", &C::port),
          key("invite_bytes", &C::invite_bytes),
          key("register_answer_bytes", &C::register_answer_bytes),
          key("tls_port", &C::tls_port),
          key("serves_web", &C::serves_web),
          key("web_status", &C::web_status),
          key("max_connections", &C::max_connections),
          key("socket_queue", &C::socket_queue)};
}

inline sim::Fields<SwitchPortConfig> fields(SwitchPortConfig*) {
  using C = SwitchPortConfig;
  return {key("vlan", &C::vlan), key("voice_vlan", &C::voice_vlan), key("trunk", &C::trunk),
          key("stp_cost", &C::stp_cost), key("bpdu_filter", &C::bpdu_filter)};
}

inline sim::Fields<HostWatchConfig> fields(HostWatchConfig*) {
  using C = HostWatchConfig;
  return {key("dhcp_snooping", &C::dhcp_snooping),
          inside(&C::dhcp_snooping, key("dhcp_snooping.vlans", &DhcpSnoopingConfig::vlans)),
          inside(&C::dhcp_snooping, key("dhcp_snooping.trusted", &DhcpSnoopingConfig::trusted)),
          key("arp_inspection", &C::arp_inspection),
          inside(&C::arp_inspection, key("arp_inspection.vlans", &ArpInspectionConfig::vlans)),
          inside(&C::arp_inspection, key("arp_inspection.trusted", &ArpInspectionConfig::trusted)),
          key("source_guard", &C::source_guard),
          inside(&C::source_guard, key("source_guard.ports", &SourceGuardConfig::ports)),
          key("device_tracking", &C::device_tracking),
          inside(&C::device_tracking, key("device_tracking.ports", &DeviceTrackingConfig::ports)),
          key("bindings", &C::bindings)};
}

inline sim::Fields<SwitchConfig> fields(SwitchConfig*) {
  using C = SwitchConfig;
  return {key("", &C::watch),
          key("mac_aging", &C::mac_aging),
          key("mac_capacity", &C::mac_capacity),
          key("port_security", &C::port_security),
          key("stp", &C::spanning_tree),
          key("cdp", &C::cdp),
          key("lldp", &C::lldp),
          key("port_settings", &C::ports),
          key("passes_eapol", &C::passes_eapol),
          inside(&C::management, key("gateway", &HostConfig::gateway)),
          inside(&C::management, inside(&HostConfig::interface, key("arp", &InterfaceConfig::arp))),
          key("management_vlan", &C::management_vlan),
          key("radius", &C::radius),
          key("port_access", &C::access),
          key("poe", &C::poe),
          inside(&C::power_ports, key("port_power", &PowerPorts::settings)),
          key("power", &C::power),
          key("channels", &C::channels),
          key("storm_control", &C::storm_control),
          inside(&C::storm_control, key("storm_control.ports", &StormControlConfig::ports)),
          key("loop_protect", &C::loop_protect),
          inside(&C::loop_protect, key("loop_protect.ports", &LoopProtectConfig::ports))};
}

inline sim::Fields<RouterInterfaceConfig> fields(RouterInterfaceConfig*) {
  using C = RouterInterfaceConfig;
  return {key("", &C::interface),
          key("address", &C::address),
          key("outside", &C::outside),
          inside(&C::dhcp_relay, key("dhcp_relay", &DhcpRelayConfig::servers)),
          inside(&C::dhcp_relay, key(".dhcp_relay.min_secs", &DhcpRelayConfig::min_secs)),
          inside(&C::dhcp_relay, key(".dhcp_relay.max_hops", &DhcpRelayConfig::max_hops)),
          inside(&C::dhcp_relay,
                 key(".dhcp_relay.trusts_relay_info", &DhcpRelayConfig::trusts_relay_info)),
          key("proxy_arp", &C::proxy_arp),
          key("mss_clamp", &C::mss_clamp),
          key("hsrp", &C::hsrp),
          key("vrrp", &C::vrrp)};
}

inline sim::Fields<RouterConfig> fields(RouterConfig*) {
  using C = RouterConfig;
  return {key("interfaces", &C::interfaces),
          inside(&C::routing, key("routes", &RoutingConfig::routes)),
          key("nat", &C::nat),
          key("firewall.enabled", &C::is_firewall),
          key("firewall", &C::firewall),
          key("proxy_arp", &C::proxy_arp),
          key("sends_unreachables", &C::sends_unreachables),
          key("sends_redirects", &C::sends_redirects),
          key("routes_follow_link", &C::routes_follow_link),
          key("route_tracking", &C::route_tracking),
          key("fragments", &C::fragments)};
}

inline sim::Fields<ServerConfig> fields(ServerConfig*) {
  using C = ServerConfig;
  return {key("", &C::host),
          key("dhcp.enabled", &C::serves_dhcp),
          key("dhcp", &C::dhcp),
          key("dns.enabled", &C::serves_dns),
          key("dns", &C::dns),
          key("radius.enabled", &C::serves_radius),
          key("radius", &C::radius),
          key("files", &C::files),
          key("ntp.enabled", &C::serves_ntp),
          key("ntp.synchronized", &C::is_synchronized),
          key("tcp", &C::tcp),
          key("max_connections", &C::max_connections),
          key("socket_queue", &C::socket_queue)};
}

inline sim::Fields<ComputerConfig> fields(ComputerConfig*) {
  using C = ComputerConfig;
  return {key("", &C::station), key("start", &C::start), key("start_spread", &C::start_spread)};
}

inline sim::Fields<LinkConfig> fields(LinkConfig*) {
  using C = LinkConfig;
  return {key("delay", &C::delay),
          key("rate", &C::rate),
          key("loss", &C::loss),
          key("jitter", &C::jitter),
          key("reorder", &C::reorder),
          key("queue", &C::queue),
          key("stays_lit", &C::stays_lit),
          key("mtu", &C::mtu),
          key("rate_back", &C::rate_back),
          key("load", &C::load),
          key("load_back", &C::load_back),
          key("voice_first", &C::voice_first),
          key("duplex_mismatch", &C::duplex_mismatch)};
}

}  // namespace models
