// Longest prefix match of a host or router: connected networks, static routes (RFC 1812 5.2.4.3)
// and what ICMP redirects taught a host (RFC 1122 3.2.2.2). Left out: routing protocols, load
// sharing, gateways that are reached by another static route.
#pragma once

#include <optional>
#include <vector>

#include "models/wire/names.hpp"
#include "sim/base/copy.hpp"
#include "sim/base/flat_table.hpp"

namespace models {

struct Route {
  Ipv4Interface destination{{}, 0};  // 0.0.0.0/0: the default route; host bits do not matter
  std::optional<Ipv4> gateway{};     // none: the destinations are on the interface's own link
  std::optional<int> interface = std::nullopt;  // none: the one whose network holds the gateway
  int distance = 1;             // IOS: static 1, connected 0; decides between equal prefixes
  std::optional<Ipv4> track{};  // in force only while that address answers over it: RouteProbes
};

struct RoutingConfig {
  std::vector<Route> routes{};
  bool accept_redirects = true;  // RFC 1122 3.2.2.2: a host MUST; RFC 1812 5.2.7.2: a router not
  Duration redirect_lifetime = 300s;  // [linux-ip]: net.ipv4.route.gc_timeout
  int redirect_capacity = 16;         // assumed; one more takes the place of the oldest
};

enum class RouteKind : std::uint8_t { connected, static_route, redirect };
struct RouteLookup {
  bool found = false;
  RouteKind kind = RouteKind::connected;
  int interface = 0;
  int index = -1;   // of a static route in `routes`, also if a redirect took it over; else -1
  Ipv4 next_hop{};  // whom ARP is to ask for; the destination itself if it is on the link
};

// As ICMP type 5 says it. Code 0 (network) is taken for code 1 (host): RFC 1122 3.2.2.2.
struct Redirect {
  Ipv4 destination{};
  Ipv4 gateway{};     // the better one
  Ipv4 from{};        // who says so
  int interface = 0;  // where it came in
};
enum class RedirectRefusal : std::uint8_t {
  none,
  not_accepted,        // accept_redirects
  not_from_first_hop,  // the destination is not sent to `from`
  gateway_unusable,    // not on that interface's network, ourselves, or the one in use
};

// `config` is shared and read at every look-up, so that a changed route is in force at once. A
// static route whose interface has no address, or whose gateway is on no link, is not in force.
class RoutingTable {
 public:
  RoutingTable(const RoutingConfig& config, std::vector<std::optional<Ipv4Interface>> interfaces);

  RouteLookup lookup(Ipv4 destination, Time now) const;
  RedirectRefusal receive(const Redirect& redirect, Time now);
  // RFC 1122 3.3.1.4: a gateway is dead; what redirects led to it goes the old way again.
  void gateway_failed(Ipv4 gateway);
  // Link up or down, DHCP: the connected network and what depends on it come and go.
  void interface_changed(int interface, std::optional<Ipv4Interface> address);
  void set_alive(int route, bool alive);  // of one that is tracked
  // Where a route leads, in force or not; none: on no link.
  std::optional<int> way_of(int route) const {
    return interface_of(config_->routes[static_cast<std::size_t>(route)]);
  }
  void clear() {  // a reboot
    redirects_.clear();
    dead_.clear();
  }

  std::optional<Ipv4Interface> address(int interface) const;

 private:
  struct Redirected : Redirect {
    Time until{};
  };

  using Networks = sim::FlatTable<std::uint64_t, int>;  // by network and length

  static constexpr std::uint64_t key(const Ipv4Interface& prefix) {
    return std::uint64_t{prefix.network().value} << 8U | prefix.prefix_length;
  }
  void connect();
  // The interface with the longest prefix; null: there is none.
  const int* connected(Ipv4 destination) const;
  RouteLookup by_prefix(Ipv4 destination) const;
  int best_route(Ipv4 destination, int connected_length) const;
  std::optional<int> interface_of(const Route& route) const;

  sim::Beside<const RoutingConfig> config_;
  std::vector<std::optional<Ipv4Interface>> interfaces_;
  Networks networks_{0};       // of the interfaces, so that hundreds cost what one does
  std::uint64_t lengths_ = 0;  // one bit for each prefix length among them
  std::vector<Redirected> redirects_;
  std::vector<int> dead_;  // tracked routes whose address does not answer
};

}  // namespace models
