// What each command is answered from: one device of a network at rest, and how vendors write ports,
// addresses and times.
#pragma once

#include <fmt/format.h>

#include "app/show/show.hpp"

namespace app::showing {

struct Sight {
  const World& world;
  const Scenario& scenario;
  std::size_t device = 0;
  std::vector<std::string> arguments{};

  Time now() const { return world.network().now(); }
  const std::string& name() const { return scenario.devices[device].name; }
  template <class Kind>
  const Kind& of() const {
    return world.network().at<Kind>(world.node(device));
  }
  template <class Kind>
  const Kind& spec() const {
    return std::get<Kind>(spec_of(scenario, device));
  }
  const models::Journal& journal() const { return world.network().journal(); }
  models::NodeId node() const { return world.node(device); }
  std::string argument() const { return arguments.empty() ? std::string() : arguments.front(); }
};

Shown refusal(const std::string& text);

// Of a switch: "Fa0/3", "FastEthernet0/3". Assumed: ports of 100 Mbit/s in one row, as the logs
// have it. A router's: "GigabitEthernet0/1", "GigabitEthernet0/1.110".
std::string port_name(std::size_t port);
std::string long_port_name(std::size_t port);
std::string interface_name(const models::RouterInterfaceConfig& interface);
// An ASA's nameif: by its security level.
std::string nameif(const Sight& sight, std::size_t interface);
// Fa0/3, gi1/0/3, FastEthernet0/3, 3: counted from 0; none: no such port.
std::optional<std::uint16_t> port_of(std::string_view word, std::size_t ports);

// The light of a switch's port: a cable is in, and who is at its other end is on.
bool is_lit(const Sight& sight, std::uint16_t port);

std::string dotted(sim::Mac mac);          // 0024.142d.df24
std::string octets(sim::Mac mac);          // 00:24:14:2D:DF:24
std::string clock_of(Duration duration);   // 01:02:03
std::string asa_clock(Duration duration);  // 1:02:03
long whole(Duration duration, Duration unit, bool up = false);
std::string short_date(const Sight& sight, Time at);  // Mar 02 2012 01:03 AM
std::string mask_of(sim::Ipv4Interface address);      // 255.255.255.0
std::string at(sim::Ipv4 address, std::uint16_t port, char between = ':');

// The protocols that a command of that name is about.
Shown port_security(const Sight& sight);
Shown port_security_interface(const Sight& sight);
Shown port_security_addresses(const Sight& sight);
Shown mac_address_table(const Sight& sight);
Shown interfaces_status(const Sight& sight);
Shown interfaces_err_disabled(const Sight& sight);
Shown vlan_brief(const Sight& sight);
Shown spanning_tree(const Sight& sight);
Shown authentication_sessions(const Sight& sight);
Shown power_inline(const Sight& sight);
Shown snooping_bindings(const Sight& sight);
Shown ios_arp(const Sight& sight);
Shown asa_arp(const Sight& sight);
Shown ip_neigh(const Sight& sight);
Shown nat_translations(const Sight& sight);
Shown nat_translations_verbose(const Sight& sight);
Shown conntrack(const Sight& sight);
Shown translations(const Sight& sight);
Shown xlate(const Sight& sight);
Shown conn(const Sight& sight);
Shown dhcp_binding(const Sight& sight);
Shown dhcp_conflict(const Sight& sight);
Shown leases(const Sight& sight);
Shown standby(const Sight& sight);
Shown standby_brief(const Sight& sight);
Shown running_config(const Sight& sight);
Shown sip_peers(const Sight& sight);
Shown pjsip_contacts(const Sight& sight);
Shown registrations(const Sight& sight);
Shown phone_display(const Sight& sight);
Shown phone_status(const Sight& sight);

// The interface of a host (with an address of its own): null, if there is none.
const models::IpInterface* host_interface(const Sight& sight);

}  // namespace app::showing
