// A router or firewall: several interfaces, static routes, address translation on the outside one,
// a table of connections, proxy ARP, DHCP relay, an address that it shares with others (RFC 1812,
// 4787, 1027, 1542, 2281, 3768; Cisco ASA). Left out: routing protocols, options.
#pragma once

#include <optional>
#include <vector>

#include "models/device/installation.hpp"
#include "models/device/ip_interface.hpp"
#include "models/protocol/arp/proxy_arp.hpp"
#include "models/protocol/dhcp/dhcp_relay.hpp"
#include "models/protocol/fhrp/fhrp_group.hpp"
#include "models/protocol/ip/route_probe.hpp"
#include "models/protocol/nat/firewall_table.hpp"
#include "models/protocol/nat/nat_table.hpp"
#include "sim/base/copy.hpp"
#include "sim/base/flat_table.hpp"

namespace models {

struct RouterInterfaceConfig {
  InterfaceConfig interface;
  Ipv4Interface address;
  std::uint16_t port = 0;
  DhcpRelayConfig dhcp_relay{};  // of what comes in here
  bool outside = false;          // NAT hides what is not outside behind its address
  bool proxy_arp = true;  // if the router has it at all: ASA, no sysopt noproxyarp <interface>
  int mss_clamp = 0;      // of SYNs that come in or go out here: ip tcp adjust-mss; 0: as they are
  sim::PointedInto<HsrpConfig> hsrp{};
  sim::PointedInto<VrrpConfig> vrrp{};
};

// What becomes of a datagram that comes in fragments: only the first of them has ports.
enum class FragmentPolicy : std::uint8_t {
  pass,        // as it came: a router; a NAT or firewall that collects them first (Linux, ASA)
  reassemble,  // it goes on whole
  drop,        // or all but the first, which is as good
};

struct RouterConfig {
  sim::PointedInto<RouterInterfaceConfig> interfaces;
  RoutingConfig routing{.accept_redirects = false};  // RFC 1812 5.2.7.2
  NatConfig nat;
  bool is_firewall = false;
  FirewallConfig firewall;  // its levels by interface
  ProxyArpConfig proxy_arp;
  bool sends_unreachables = true;  // ICMP net and host unreachable, time exceeded: RFC 1812 4.3.3.1
  bool sends_redirects = true;     // RFC 1812 5.2.7.2
  // A link that is down takes its network and the routes over it along: IOS, RouterOS, pf's
  // gateways. Off: they stay, as in Linux (ignore_routes_with_linkdown 0).
  bool routes_follow_link = false;
  RouteProbeConfig route_tracking;
  FragmentPolicy fragments = FragmentPolicy::pass;
};

// The MAC of its interface at that place, by that of the first one.
constexpr Mac interface_mac(Mac first, std::size_t place) {
  return {first.value + (std::uint64_t{place} << 24U)};
}

class Router {
 public:
  using Config = RouterConfig;
  // The MAC of the n-th interface has n in the octet before the last three.
  Router(const Config& config, const Installation& self);
  // A port for each interface's number, though several interfaces may share one.
  static std::uint16_t port_count(const Config& config);

  void expect(const Frame& frame) const;  // it is on its way to us
  void receive(std::uint16_t port, FrameId frame, Time now, Outbox& out);
  void wake(std::uint32_t index, Time at, Outbox& out);
  void start(Time now, Outbox& out);
  void stop(Time now, Outbox& out);          // power off: every table is empty afterwards
  void reconfigured(Time now, Outbox& out);  // its config has been changed
  void clear_arp();
  void clear_nat();  // translations and connections
  void link_changed(std::uint16_t port, bool up, Time now, Outbox& out);
  static constexpr std::uint32_t power_on = 1;  // wake-up index; 0 is everything else
  Time first_wake() const { return first_hops_.empty() ? probes_.deadline() : Time{}; }

  const NatTable& nat() const { return nat_; }
  bool is_on() const { return on_; }

  // What its operator may look at.
  const Config& config() const { return *config_; }
  const std::vector<IpInterface>& interfaces() const { return interfaces_; }
  const FirewallTable& firewall() const { return firewall_; }
  // visit(interface, group): of HSRP and VRRP.
  template <class Visit>
  void for_each_first_hop(Visit visit) const {
    for (const FirstHop& hop : first_hops_) visit(hop.interface, hop.group);
  }

 private:
  struct FirstHop {
    std::size_t interface;
    FhrpGroup group;
  };

  void build_interfaces();
  void index_interfaces();
  IpInterface& interface_for(std::uint16_t port, const Frame& frame);
  bool is_own(Ipv4 address) const;
  bool is_outside(Ipv4 own) const;
  void ping_answered(const IcmpMessage& reply, Time now, Outbox& out);
  void follow_link(std::size_t interface, Time now, Outbox& out);
  void carry_out(const RouteProbeActions& actions, Time now, Outbox& out);
  bool is_inside(Ipv4 address) const;  // of a network that NAT hides
  void forward(FrameId frame, std::size_t from, Time now, Outbox& out);
  // router_mtu.cpp; false: the frame has met its fate.
  bool takes_fragments(FrameId frame, Time now, Outbox& out);
  void clamp_mss(Ipv4Packet& packet, std::size_t from, std::size_t to) const;
  bool fits(FrameId frame, std::size_t to, Time now, Outbox& out);
  bool permits(FrameId frame, std::size_t from, std::size_t to, Time now, Outbox& out);
  void offer_to_proxy(std::size_t interface, FrameId frame, Time now, Outbox& out);
  void carry_out(const ProxyArpActions& actions, std::size_t interface, Outbox& out);
  bool translate_out(FrameId frame, std::size_t to, Time now, Outbox& out);
  void open_for_media(Ipv4Packet& packet, std::size_t to, Time now);
  bool translate_in(FrameId frame, Time now, Outbox& out);
  bool translate_error_in(Ipv4Packet& packet, Time now);
  void translate_error_out(Ipv4Packet& packet, Time now);
  bool is_for_former_address(const Ipv4Packet& packet, Time now);
  void deliver(FrameId frame, Time now, Outbox& out);
  const DhcpMessage* relayable(const Ipv4Packet& packet) const;  // null: not the relay's business
  void relay(FrameId frame, const DhcpMessage& message, std::size_t from, Time now, Outbox& out);
  void refuse(FrameId frame, const DhcpMessage& message, DhcpRelayDrop why, bool broadcast,
              std::size_t from, Time now, Outbox& out);
  void redirect(const Ipv4Packet& about, Ipv4 gateway, Time now, Outbox& out);
  void complain(IcmpType type, std::uint8_t code, const Ipv4Packet& about, Time now, Outbox& out,
                std::uint16_t mtu = 0);
  void report_unreached(Time now, Outbox& out);
  void send(Ipv4Packet packet, Time now, Outbox& out, NodeId origin = sim::no_node);
  void drop(FrameId frame, Fate fate, const Cause& cause, Time now, Outbox& out);
  // router_first_hops.cpp
  void build_first_hops();
  void start_first_hops(FhrpStart how, Time now, Outbox& out);
  void reconfigure_first_hops(Time now, Outbox& out);
  void follow_link_with_first_hops(std::size_t interface, Time now, Outbox& out);
  void follow_tracks();
  void wake_first_hops(Time now, Outbox& out);
  bool meets_first_hop(FrameId frame, std::size_t from, Time now, Outbox& out);
  void hear(FrameId frame, std::size_t from, Time now, Outbox& out);
  void carry_out(const FhrpActions& actions, const FirstHop& hop, Outbox& out);
  void send_arp(ArpPacket packet, Mac to, const FirstHop& hop, Outbox& out);
  bool has_first_hop(Ipv4 address) const;  // it is active for it
  bool shares_first_hop(std::size_t interface) const;
  void touched(std::size_t interface);  // its deadline may have changed
  void arm(Outbox& out);

  // Where a tag leads, and whose address it is: a core router has hundreds of interfaces.
  static constexpr std::uint32_t place(std::uint16_t port, VlanId vlan) {
    return std::uint32_t{port} << 16U | vlan;
  }

  sim::Beside<const RouterConfig> config_;
  NodeId id_;
  Mac mac_;
  std::uint64_t seed_;
  std::vector<IpInterface> interfaces_;
  std::vector<ProxyArp> proxies_;                           // by interface
  sim::FlatTable<std::uint32_t, std::size_t> by_place_{0};  // the interface there
  sim::FlatTable<Ipv4, std::size_t> by_address_{0};
  RoutingTable routes_;
  RouteProbes probes_;
  std::vector<bool> is_down_;  // the link, by interface
  std::vector<FirstHop> first_hops_;
  NatTable nat_;
  FirewallTable firewall_;
  Alarm alarm_;
  Time soonest_ = never;  // deadline of the interfaces touched by this event
  bool on_ = true;
};

}  // namespace models
