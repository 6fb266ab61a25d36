// kind: router - interfaces, static routes, NAT on the outside one, firewall, proxy ARP.
#pragma once

#include "app/scenario/kinds/host.hpp"
#include "models/device/router.hpp"

namespace app {

struct InterfaceSpec {
  int port = 1;
  sim::Located<sim::Ipv4Interface> address;
  int vlan = 0;
  bool outside = false;
  int security_level = 0;
  bool proxy_arp = true;
  int mtu = models::InterfaceConfig{}.mtu;
  int mss_clamp = 0;
  std::vector<sim::Ipv4> dhcp_relay;
  std::vector<models::HsrpConfig> hsrp;
  std::vector<models::VrrpConfig> vrrp;
};

// What holds for relaying at every interface.
struct DhcpRelaySpec {
  Duration min_secs = models::DhcpRelayConfig{}.min_secs;
  int max_hops = models::DhcpRelayConfig{}.max_hops;
  bool trusts_relay_info = models::DhcpRelayConfig{}.trusts_relay_info;
};

struct FirewallSpec : models::FirewallConfig {
  bool enabled = false;
};

struct RouterRouteSpec : RouteSpec {
  std::optional<sim::Ipv4> track;
};

struct RouterSpec {
  std::string kind;
  ProfileNames profile;
  std::optional<sim::Mac> mac;
  std::vector<InterfaceSpec> interfaces;
  std::vector<RouterRouteSpec> routes;
  bool routes_follow_link = false;
  models::RouteProbeConfig route_tracking;
  models::ArpConfig arp{.capacity = 1024};  // Linux gc_thresh3
  models::NatConfig nat;
  FirewallSpec firewall;
  models::ProxyArpConfig proxy_arp;
  DhcpRelaySpec dhcp_relay;
  bool sends_unreachables = true;
  bool sends_redirects = true;
  models::FragmentPolicy fragments = models::RouterConfig{}.fragments;
};

template <>
struct SpecOf<models::Router> {
  using type = RouterSpec;
};

}  // namespace app
