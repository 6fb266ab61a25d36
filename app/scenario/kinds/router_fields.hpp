// The keys of router.hpp: meaning, bounds, defaults.
#pragma once

#include "app/scenario/kinds/host_fields.hpp"
#include "app/scenario/kinds/router.hpp"
#include "models/protocol/arp/proxy_arp_fields.hpp"
#include "models/protocol/fhrp/fhrp_fields.hpp"
#include "models/protocol/ip/route_probe_fields.hpp"
#include "models/protocol/nat/firewall_fields.hpp"
#include "models/protocol/nat/nat_fields.hpp"

namespace models {

constexpr auto names(FragmentPolicy*) {
  using enum FragmentPolicy;
  return std::array{sim::Name{pass, "pass", "they go on as they came"},
                    sim::Name{reassemble, "reassemble", "the datagram goes on whole"},
                    sim::Name{drop, "drop", "all of them, or all that have no ports"}};
}

}  // namespace models

namespace app {

inline sim::Fields<InterfaceSpec> fields(InterfaceSpec*) {
  using S = InterfaceSpec;
  return {
      required("port", &S::port, "the cable's port; several VLANs may share one", 1, 64),
      required("address", &S::address, "address and prefix length"),
      field("vlan", &S::vlan, "802.1Q tag of what it sends; 0 = untagged", 0, 4094),
      field("outside", &S::outside, "NAT hides the other interfaces behind this one's address"),
      field("security_level", &S::security_level, "of a firewall: inside 100, outside 0", 0, 100),
      field("proxy_arp", &S::proxy_arp, "proxy_arp counts here (off: sysopt noproxyarp)"),
      field("mtu", &S::mtu, "of IP packets that leave here: PPPoE 1492, tunnels less", 576, 9216),
      field("mss_clamp", &S::mss_clamp,
            "the most that SYNs which pass here may say (ip tcp adjust-mss); 0 = as they are", 0,
            9176),
      field("dhcp_relay", &S::dhcp_relay,
            "DHCP servers to which it relays what clients broadcast here (ip helper-address)")
          .at_most(8),
      field("hsrp", &S::hsrp, "groups of HSRP: gateways that it shares with others").at_most(16),
      field("vrrp", &S::vrrp, "the same with VRRP").at_most(16)};
}

inline sim::Fields<DhcpRelaySpec> fields(DhcpRelaySpec*) {
  using S = DhcpRelaySpec;
  return {
      field("min_secs", &S::min_secs, "clients that began less long ago are not helped", 0s, 1h),
      field("max_hops", &S::max_hops, "what has passed more relays is discarded", 0,
            models::most_relay_hops),
      field("trusts_relay_info", &S::trusts_relay_info,
            "what has option 82, but no relay's address, is relayed: trust-all")};
}

inline sim::Fields<FirewallSpec> fields(FirewallSpec*) {
  return {{field("enabled", &FirewallSpec::enabled,
                 "it knows connections, and lets no other "
                 "traffic through")},
          sim::fields_of<models::FirewallConfig>()};
}

inline sim::Fields<RouterRouteSpec> fields(RouterRouteSpec*) {
  return {sim::fields_of<RouteSpec>(),
          {field("track", &RouterRouteSpec::track,
                 "in force only while this address answers pings over it: route_tracking")}};
}

inline sim::Fields<RouterSpec> fields(RouterSpec*) {
  using S = RouterSpec;
  return {required("kind", &S::kind, "what it is"),
          profile_field<S>(),
          field("mac", &S::mac, "MAC of the first interface; made up if missing"),
          required("interfaces", &S::interfaces, "its addresses").at_most(64),
          field("routes", &S::routes, "static routes; its interfaces' networks are known"),
          field("routes_follow_link", &S::routes_follow_link,
                "a link that is down takes its network and the routes over it along"),
          field("route_tracking", &S::route_tracking, "pings over routes that have track"),
          field("arp", &S::arp, "ARP cache of each interface"),
          field("nat", &S::nat, "translation on the outside interface, if there is one"),
          field("firewall", &S::firewall, "connections between its interfaces"),
          field("proxy_arp", &S::proxy_arp, "answers ARP requests for others"),
          field("dhcp_relay", &S::dhcp_relay, "relaying, where an interface has servers"),
          field("sends_unreachables", &S::sends_unreachables,
                "ICMP: no route, no answer to ARP, time exceeded, too big (RFC 1812 4.3.3.1)"),
          field("sends_redirects", &S::sends_redirects,
                "ICMP redirect to who could send directly (RFC 1812 5.2.7.2)"),
          field("fragments", &S::fragments, "what becomes of datagrams that come in fragments")};
}

}  // namespace app
