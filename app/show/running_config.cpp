// show running-config, as far as there are settings for it: what an IOS switch or router, or an
// ASA, would write of them. Left out: what is not modelled, and what is as it ships.
#include "app/show/sight.hpp"

namespace app::showing {
namespace {

std::string ranges(const models::SwitchPortConfig& port) {
  std::string text;
  for (const models::VlanRange& range : port.allowed) {
    text += (text.empty() ? "" : ",") + std::to_string(range.first);
    if (range.last != range.first) text += "-" + std::to_string(range.last);
  }
  return text;
}

std::string security_lines(const models::PortSecurityConfig& c) {
  std::string text = " switchport port-security\n";
  const auto add = [&](const std::string& line) {
    text += " switchport port-security " + line + "\n";
  };
  if (c.maximum != 1) add(fmt::format("maximum {}", c.maximum));
  if (c.maximum_access != 0) add(fmt::format("maximum {} vlan access", c.maximum_access));
  if (c.maximum_voice != 0) add(fmt::format("maximum {} vlan voice", c.maximum_voice));
  if (c.violation == models::Violation::restrict) add("violation restrict");
  if (c.violation == models::Violation::protect) add("violation protect");
  if (c.aging_time > 0s) add(fmt::format("aging time {}", whole(c.aging_time, 1min, true)));
  if (c.aging_type == models::AgingType::inactivity) add("aging type inactivity");
  if (c.sticky) add("mac-address sticky");
  return text;
}

std::string access_lines(const models::AccessConfig& c) {
  if (!c.enabled) return "";
  std::string text = " authentication port-control auto\n";
  constexpr std::array modes{"single-host", "multi-domain", "multi-auth", "multi-host"};
  text +=
      fmt::format(" authentication host-mode {}\n", modes[static_cast<std::size_t>(c.host_mode)]);
  if (c.open) text += " authentication open\n";
  if (c.has_mab()) text += " mab\n";
  if (c.has_dot1x()) text += " dot1x pae authenticator\n";
  if (c.tx_period != 30s)
    text += fmt::format(" dot1x timeout tx-period {}\n", whole(c.tx_period, 1s));
  if (c.reauth_period > 0s) {
    text += fmt::format(" authentication periodic\n authentication timer reauthenticate {}\n",
                        whole(c.reauth_period, 1s));
  }
  return text;
}

std::string switch_config(const Sight& sight) {
  const models::SwitchConfig& c = sight.of<models::Switch>().config();
  std::string text = "hostname " + sight.name() + "\n!\n";
  const models::SpanningTreeConfig& tree = c.spanning_tree;
  if (tree.enabled) {
    text += fmt::format("spanning-tree mode {}\n",
                        tree.mode == models::SpanningTreeMode::rstp ? "rapid-pvst" : "pvst");
    if (tree.priority != 32'768) {
      text += fmt::format("spanning-tree vlan 1-4094 priority {}\n", tree.priority);
    }
  } else {
    text += "no spanning-tree vlan 1-4094\n";
  }
  if (c.port_security.enabled && c.port_security.errdisable_recovery) {
    text += fmt::format(
        "errdisable recovery cause psecure-violation\n"
        "errdisable recovery interval {}\n",
        whole(c.port_security.errdisable_interval, 1s));
  }
  if (c.mac_aging != 300s) {
    text += fmt::format("mac address-table aging-time {}\n", whole(c.mac_aging, 1s));
  }
  if (c.watch.dhcp_snooping.enabled) {
    text += "ip dhcp snooping\n";
    for (const auto vlan : c.watch.dhcp_snooping.vlans) {
      text += fmt::format("ip dhcp snooping vlan {}\n", vlan);
    }
    if (!c.watch.dhcp_snooping.inserts_relay_info) {
      text += "no ip dhcp snooping information option\n";
    }
  }
  for (const auto vlan : c.watch.arp_inspection.vlans) {
    if (c.watch.arp_inspection.enabled) text += fmt::format("ip arp inspection vlan {}\n", vlan);
  }
  for (std::uint16_t port = 0; port < c.ports.size(); ++port) {
    const models::SwitchPortConfig& p = c.ports[port];
    text += "!\ninterface " + long_port_name(port) + "\n";
    if (p.trunk) {
      text += " switchport mode trunk\n";
      if (p.vlan != 1) text += fmt::format(" switchport trunk native vlan {}\n", p.vlan);
      if (!p.allowed.empty()) text += " switchport trunk allowed vlan " + ranges(p) + "\n";
    } else {
      text += " switchport mode access\n";
      if (p.vlan != 1) text += fmt::format(" switchport access vlan {}\n", p.vlan);
      if (p.voice_vlan != 0) text += fmt::format(" switchport voice vlan {}\n", p.voice_vlan);
    }
    if (c.port_security.enabled && c.secure[port]) text += security_lines(c.port_security);
    if (port < c.access_of.size() && c.access_of[port] != 0) {
      text += access_lines(c.access[c.access_of[port] - 1U]);
    }
    if (models::has_port(c.watch.dhcp_snooping.trusted, port)) text += " ip dhcp snooping trust\n";
    if (tree.enabled && tree.portfast && !p.trunk) text += " spanning-tree portfast\n";
    if (tree.enabled && tree.portfast && tree.bpdu_guard && !p.trunk) {
      text += " spanning-tree bpduguard enable\n";
    }
    if (p.stp_cost > 0) text += fmt::format(" spanning-tree cost {}\n", p.stp_cost);
  }
  return text + "!\nend\n";
}

std::string standby_lines(const models::RouterInterfaceConfig& interface) {
  std::string text;
  for (const models::HsrpConfig& c : interface.hsrp) {
    const auto add = [&](const std::string& line) {
      text += fmt::format(" standby {} {}\n", c.group, line);
    };
    if (c.version == 2) text += " standby version 2\n";
    add("ip " + to_text(c.address));
    if (c.hello != 3s || c.hold != 10s) {
      add(fmt::format("timers {} {}", whole(c.hello, 1s), whole(c.hold, 1s)));
    }
    if (c.priority != 100) add(fmt::format("priority {}", c.priority));
    if (c.preempt) add("preempt");
  }
  for (const models::VrrpConfig& c : interface.vrrp) {
    text += fmt::format(" vrrp {} ip {}\n", c.group, to_text(c.address));
    if (c.priority != 100) text += fmt::format(" vrrp {} priority {}\n", c.group, c.priority);
  }
  return text;
}

std::string asa_timeouts(const models::FirewallConfig& c) {
  return fmt::format("timeout conn {} half-closed {} udp {} icmp {}\ntimeout sip {}\n",
                     asa_clock(c.conn_timeout), asa_clock(c.half_closed_timeout),
                     asa_clock(c.udp_timeout), asa_clock(c.icmp_timeout), asa_clock(c.sip_timeout));
}

std::string router_config(const Sight& sight) {
  const models::RouterConfig& c = sight.of<models::Router>().config();
  const bool is_asa = c.is_firewall;
  bool hides = false;
  for (const auto& interface : c.interfaces) hides = hides || interface.outside;
  std::string text = "hostname " + sight.name() + "\n";
  for (std::size_t i = 0; i < c.interfaces.size(); ++i) {
    const models::RouterInterfaceConfig& one = c.interfaces[i];
    text += "!\ninterface " + interface_name(one) + "\n";
    if (one.interface.vlan != 0) {
      text += is_asa ? fmt::format(" vlan {}\n", one.interface.vlan)
                     : fmt::format(" encapsulation dot1Q {}\n", one.interface.vlan);
    }
    if (is_asa) {
      const auto& levels = c.firewall.security_levels;
      text += fmt::format(" nameif {}\n security-level {}\n", nameif(sight, i),
                          i < levels.size() ? levels[i] : 0);
    }
    text += fmt::format(" ip address {} {}\n", to_text(one.address.address), mask_of(one.address));
    if (!is_asa && hides) text += one.outside ? " ip nat outside\n" : " ip nat inside\n";
    if (!is_asa && !(c.proxy_arp.enabled && one.proxy_arp)) text += " no ip proxy-arp\n";
    if (one.interface.mtu != 1500) text += fmt::format(" ip mtu {}\n", one.interface.mtu);
    if (one.mss_clamp != 0) text += fmt::format(" ip tcp adjust-mss {}\n", one.mss_clamp);
    for (const sim::Ipv4 helper : one.dhcp_relay.servers) {
      text += " ip helper-address " + to_text(helper) + "\n";
    }
    text += standby_lines(one);
  }
  text += "!\n";
  if (is_asa) {
    for (std::size_t i = 0; i < c.interfaces.size(); ++i) {
      const bool off = !c.proxy_arp.enabled || !c.interfaces[i].proxy_arp;
      if (off) text += "sysopt noproxyarp " + nameif(sight, i) + "\n";
    }
    text += asa_timeouts(c.firewall);
  } else if (hides) {
    text += fmt::format("ip nat translation udp-timeout {}\nip nat translation tcp-timeout {}\n",
                        whole(c.nat.udp_timeout, 1s), whole(c.nat.tcp_established_timeout, 1s));
  }
  for (const models::Route& route : c.routing.routes) {
    if (!route.gateway) continue;
    const sim::Ipv4Interface to = route.destination;
    const std::string distance = route.distance == 1 ? "" : fmt::format(" {}", route.distance);
    text += fmt::format("{} {} {} {}{}\n", is_asa ? "route outside" : "ip route",
                        to_text(to.network()), mask_of(to), to_text(*route.gateway), distance);
  }
  return text + "!\nend\n";
}

}  // namespace

Shown running_config(const Sight& sight) {
  const bool is_switch = models::is<models::Switch>(sight.node());
  return {.text = is_switch ? switch_config(sight) : router_config(sight)};
}

}  // namespace app::showing
