// Which way a packet takes: RFC 1812 5.2.4.3, RFC 1122 3.2.2.2 and 3.3.1, [ip-office]; and random
// tables against a slow scan. Interface 0 is 192.168.0.1/24, interface 1 is 10.0.0.1/8.
#include "models/protocol/ip/routing_table.hpp"

#include <algorithm>

#include "sim/base/random.hpp"
#include "tests/catch.hpp"

namespace {

using models::Redirect;
using models::RedirectRefusal;
using models::Route;
using models::RouteKind;
using models::RouteLookup;
using models::RoutingConfig;
using models::RoutingTable;
using sim::Ipv4;
using sim::Ipv4Interface;
using sim::Time;
using namespace std::chrono_literals;

Ipv4 ip(const std::string& text) { return sim::parse_ipv4(text).value(); }
Ipv4Interface net(const std::string& text) { return sim::parse_ipv4_interface(text).value(); }
Route via(const std::string& destination, const std::string& gateway, int distance = 1) {
  return {.destination = net(destination), .gateway = ip(gateway), .distance = distance};
}

// connected 0 | 192.168.0.254 by 0, route 2 | redirect ... | none
std::string text(const RouteLookup& l) {
  if (!l.found) return "none";
  const std::string hop = sim::to_text(l.next_hop) + " by " + std::to_string(l.interface);
  switch (l.kind) {
    case RouteKind::connected: return hop + ", connected";
    case RouteKind::static_route: return hop + ", route " + std::to_string(l.index);
    case RouteKind::redirect: return hop + ", redirect of " + std::to_string(l.index);
  }
  return "?";
}

struct Host {
  RoutingConfig config;
  RoutingTable table{config, {net("192.168.0.1/24"), net("10.0.0.1/8")}};

  explicit Host(std::vector<Route> routes) { config.routes = std::move(routes); }
  std::string to(const std::string& destination, sim::Duration at = 0s) const {
    return text(table.lookup(ip(destination), Time{at}));
  }
  RedirectRefusal redirect(const std::string& destination, const std::string& gateway,
                           const std::string& from, sim::Duration at, int interface = 0) {
    return table.receive({ip(destination), ip(gateway), ip(from), interface}, Time{at});
  }
};

}  // namespace

TEST_CASE("routing: connected networks, then static ones, then the default ([ip-office])") {
  Host pbx({via("0.0.0.0/0", "192.168.0.254"), via("192.168.1.0/24", "192.168.0.99")});
  CHECK(pbx.to("192.168.0.7") == "192.168.0.7 by 0, connected");
  CHECK(pbx.to("10.9.9.9") == "10.9.9.9 by 1, connected");
  CHECK(pbx.to("192.168.1.7") == "192.168.0.99 by 0, route 1");  // [avaya-report]'s wrong route
  CHECK(pbx.to("8.8.8.8") == "192.168.0.254 by 0, route 0");
  pbx.config.routes.pop_back();  // the remedy is in force at once
  CHECK(pbx.to("192.168.1.7") == "192.168.0.254 by 0, route 0");
  pbx.config.routes.clear();
  CHECK(pbx.to("192.168.1.7") == "none");
}

TEST_CASE("routing: RFC 1812 5.2.4.3: the longest prefix, be it connected or static") {
  const Host host({via("192.168.0.128/25", "10.0.0.2"), via("192.168.0.0/16", "10.0.0.3"),
                   via("192.168.1.9/32", "10.0.0.4"), via("192.168.1.0/24", "10.0.0.5")});
  CHECK(host.to("192.168.0.127") == "192.168.0.127 by 0, connected");
  CHECK(host.to("192.168.0.128") == "10.0.0.2 by 1, route 0");
  CHECK(host.to("192.168.1.9") == "10.0.0.4 by 1, route 2");
  CHECK(host.to("192.168.1.10") == "10.0.0.5 by 1, route 3");
  CHECK(host.to("192.168.2.1") == "10.0.0.3 by 1, route 1");
  CHECK(host.to("192.169.0.1") == "none");
}

TEST_CASE("routing: of equal prefixes the lower distance, then the first; connected is 0") {
  Host host({via("192.168.1.0/24", "10.0.0.2", 5), via("192.168.1.99/24", "10.0.0.3", 2),
             via("192.168.1.0/24", "10.0.0.4", 2), via("192.168.0.0/24", "10.0.0.5", 1)});
  CHECK(host.to("192.168.1.1") == "10.0.0.3 by 1, route 1");  // its host bits do not matter
  CHECK(host.to("192.168.0.1") == "192.168.0.1 by 0, connected");
  host.config.routes[3].distance = 0;
  CHECK(host.to("192.168.0.1") == "192.168.0.1 by 0, connected");
}

TEST_CASE("routing: a route without a gateway, one that names its interface, and dead ones") {
  Host host({{.destination = net("172.16.0.0/16"), .interface = 1},
             {.destination = net("172.17.0.0/16"), .gateway = ip("1.1.1.1"), .interface = 0},
             via("172.18.0.0/16", "1.1.1.1"),
             {.destination = net("172.19.0.0/16")},
             {.destination = net("172.20.0.0/16"), .interface = 2}});
  CHECK(host.to("172.16.5.5") == "172.16.5.5 by 1, route 0");  // ARP for everyone: proxy ARP
  CHECK(host.to("172.17.5.5") == "1.1.1.1 by 0, route 1");
  CHECK(host.to("172.18.5.5") == "none");  // the gateway is on no link
  CHECK(host.to("172.19.5.5") == "none");
  CHECK(host.to("172.20.5.5") == "none");  // there is no such interface
}

TEST_CASE("routing: an interface that goes takes its routes along; a floating route steps in") {
  Host host({via("0.0.0.0/0", "192.168.0.254"), via("0.0.0.0/0", "10.0.0.2", 250)});
  CHECK(host.to("8.8.8.8") == "192.168.0.254 by 0, route 0");
  host.table.interface_changed(0, std::nullopt);
  CHECK(host.to("8.8.8.8") == "10.0.0.2 by 1, route 1");
  CHECK(host.to("192.168.0.7") == "10.0.0.2 by 1, route 1");
  CHECK_FALSE(host.table.address(0));
  host.table.interface_changed(0, net("192.168.0.2/24"));
  CHECK(host.to("8.8.8.8") == "192.168.0.254 by 0, route 0");
  CHECK(host.table.address(0) == net("192.168.0.2/24"));
  CHECK_FALSE(host.table.address(2));
}

TEST_CASE("routing: RFC 1122 3.2.2.2: a redirect changes the first hop of one host, for a time") {
  Host host({via("0.0.0.0/0", "192.168.0.254")});
  host.config.redirect_lifetime = 60s;
  CHECK(host.redirect("8.8.8.8", "192.168.0.253", "192.168.0.254", 10s) == RedirectRefusal::none);
  CHECK(host.to("8.8.8.8", 10s) == "192.168.0.253 by 0, redirect of 0");
  CHECK(host.to("8.8.8.9", 10s) == "192.168.0.254 by 0, route 0");
  CHECK(host.to("8.8.8.8", 70s - 1ns) == "192.168.0.253 by 0, redirect of 0");
  CHECK(host.to("8.8.8.8", 70s) == "192.168.0.254 by 0, route 0");
  // The new gateway may redirect again; the old one is no longer asked.
  CHECK(host.redirect("8.8.8.8", "192.168.0.253", "192.168.0.254", 80s) == RedirectRefusal::none);
  CHECK(host.redirect("8.8.8.8", "192.168.0.251", "192.168.0.254", 81s) ==
        RedirectRefusal::not_from_first_hop);
  CHECK(host.redirect("8.8.8.8", "192.168.0.252", "192.168.0.253", 82s) == RedirectRefusal::none);
  CHECK(host.to("8.8.8.8", 83s) == "192.168.0.252 by 0, redirect of 0");
  host.table.gateway_failed(ip("192.168.0.252"));  // RFC 1122 3.3.1.4
  CHECK(host.to("8.8.8.8", 83s) == "192.168.0.254 by 0, route 0");
}

TEST_CASE("routing: RFC 1122 3.2.2.2: which redirects are discarded") {
  struct Row {
    std::string destination, gateway, from;
    int interface;
    RedirectRefusal why;
  };
  for (const Row& row :
       {Row{"8.8.8.8", "192.168.0.253", "192.168.0.250", 0, RedirectRefusal::not_from_first_hop},
        Row{"8.8.8.8", "10.0.0.9", "192.168.0.254", 1, RedirectRefusal::not_from_first_hop},
        Row{"192.168.0.9", "192.168.0.253", "192.168.0.254", 0,
            RedirectRefusal::not_from_first_hop},
        Row{"8.8.8.8", "10.0.0.9", "192.168.0.254", 0, RedirectRefusal::gateway_unusable},
        Row{"8.8.8.8", "192.168.0.1", "192.168.0.254", 0, RedirectRefusal::gateway_unusable},
        Row{"8.8.8.8", "192.168.0.254", "192.168.0.254", 0, RedirectRefusal::gateway_unusable},
        Row{"8.8.8.8", "192.168.0.253", "192.168.0.254", 0, RedirectRefusal::none}}) {
    Host host({via("0.0.0.0/0", "192.168.0.254")});
    CAPTURE(row.destination, row.gateway, row.from);
    CHECK(host.redirect(row.destination, row.gateway, row.from, 0s, row.interface) == row.why);
    const bool taken = row.why == RedirectRefusal::none;
    CHECK((host.table.lookup(ip(row.destination), Time{}).kind == RouteKind::redirect) == taken);
  }
  Host router({via("0.0.0.0/0", "192.168.0.254")});
  router.config.accept_redirects = false;
  CHECK(router.redirect("8.8.8.8", "192.168.0.253", "192.168.0.254", 0s) ==
        RedirectRefusal::not_accepted);
}

TEST_CASE("routing: a redirect holds for the interface of the route that it corrects") {
  Host host({{.gateway = ip("192.168.0.254"), .interface = 0}});
  CHECK(host.redirect("8.8.8.8", "192.168.0.253", "192.168.0.254", 0s) == RedirectRefusal::none);
  CHECK(host.to("8.8.8.8") == "192.168.0.253 by 0, redirect of 0");
  host.config.routes[0].interface = 1;
  CHECK(host.to("8.8.8.8") == "192.168.0.254 by 1, route 0");
}

TEST_CASE("routing: redirects are bounded, and end with their route, interface or the power") {
  Host host({via("0.0.0.0/0", "192.168.0.254")});
  host.config.redirect_capacity = 2;
  for (const int i : {1, 2, 3}) {
    CHECK(host.redirect("8.8.8." + std::to_string(i), "192.168.0.253", "192.168.0.254",
                        std::chrono::seconds{i}) == RedirectRefusal::none);
  }
  CHECK(host.to("8.8.8.1", 3s) == "192.168.0.254 by 0, route 0");  // the oldest went
  CHECK(host.to("8.8.8.2", 3s) == "192.168.0.253 by 0, redirect of 0");
  CHECK(host.to("8.8.8.3", 3s) == "192.168.0.253 by 0, redirect of 0");
  host.config.routes.push_back(via("8.8.8.2/32", "192.168.0.252"));
  CHECK(host.to("8.8.8.2", 4s) == "192.168.0.252 by 0, route 1");
  host.table.interface_changed(0, net("192.168.0.2/24"));
  CHECK(host.to("8.8.8.3", 4s) == "192.168.0.254 by 0, route 0");
  CHECK(host.redirect("8.8.8.3", "192.168.0.253", "192.168.0.254", 5s) == RedirectRefusal::none);
  host.table.clear();
  CHECK(host.to("8.8.8.3", 5s) == "192.168.0.254 by 0, route 0");
  host.config.redirect_capacity = 0;
  CHECK(host.redirect("8.8.8.3", "192.168.0.253", "192.168.0.254", 5s) == RedirectRefusal::none);
  CHECK(host.to("8.8.8.3", 5s) == "192.168.0.254 by 0, route 0");
}

namespace {

// All routes as rows, from the longest prefix down; the first row that fits and works.
RouteLookup slow_scan(const std::vector<Route>& routes,
                      const std::vector<std::optional<Ipv4Interface>>& interfaces, Ipv4 to) {
  struct Row {
    int length, distance, order;
    Ipv4Interface prefix;
    RouteLookup answer;
  };
  std::vector<Row> rows;
  const auto holder = [&](Ipv4 gateway) {
    int best = -1;
    for (int length = 32; length >= 0 && best < 0; --length) {
      for (std::size_t i = 0; i < interfaces.size() && best < 0; ++i) {
        if (interfaces[i] && interfaces[i]->prefix_length == length &&
            interfaces[i]->contains(gateway)) {
          best = static_cast<int>(i);
        }
      }
    }
    return best;
  };
  for (std::size_t i = 0; i < interfaces.size(); ++i) {
    if (!interfaces[i]) continue;
    rows.push_back({interfaces[i]->prefix_length,
                    0,
                    static_cast<int>(rows.size()),
                    *interfaces[i],
                    {true, RouteKind::connected, static_cast<int>(i), -1, to}});
  }
  for (std::size_t i = 0; i < routes.size(); ++i) {
    const Route& r = routes[i];
    const int out =
        r.interface ? (interfaces[static_cast<std::size_t>(*r.interface)] ? *r.interface : -1)
        : r.gateway ? holder(*r.gateway)
                    : -1;
    if (out < 0) continue;
    rows.push_back(
        {r.destination.prefix_length,
         r.distance,
         static_cast<int>(rows.size()),
         r.destination,
         {true, RouteKind::static_route, out, static_cast<int>(i), r.gateway ? *r.gateway : to}});
  }
  std::ranges::sort(rows, [](const Row& a, const Row& b) {
    return std::tuple(-a.length, a.distance, a.order) < std::tuple(-b.length, b.distance, b.order);
  });
  for (const Row& row : rows) {
    if (row.prefix.contains(to)) return row.answer;
  }
  return {};
}

}  // namespace

TEST_CASE("routing: random tables answer as a slow scan does") {
  sim::Random random(1, "router", "routes");
  const auto below = [&](std::uint64_t n) { return static_cast<std::uint32_t>(random.below(n)); };
  // Few addresses, so that prefixes meet: the two lowest bits of each octet.
  const auto address = [&] {
    return Ipv4{below(4) << 24U | below(4) << 16U | below(4) << 8U | below(4)};
  };
  int seen[3]{};
  for (int round = 0; round < 2000; ++round) {
    std::vector<std::optional<Ipv4Interface>> interfaces(1 + below(3));
    for (auto& i : interfaces) {
      if (below(5) > 0) i = {address(), static_cast<std::uint8_t>(below(33))};
    }
    RoutingConfig config;
    for (std::uint32_t n = below(8); n > 0; --n) {
      Route r{.destination = {address(), static_cast<std::uint8_t>(below(33))},
              .distance = static_cast<int>(below(3))};
      if (below(4) > 0) r.gateway = address();
      if (below(3) == 0) r.interface = static_cast<int>(below(interfaces.size()));
      config.routes.push_back(r);
    }
    const RoutingTable table(config, interfaces);
    for (int i = 0; i < 20; ++i) {
      const Ipv4 to = address();
      const RouteLookup got = table.lookup(to, Time{});
      ++seen[!got.found ? 0 : got.kind == RouteKind::connected ? 1 : 2];
      REQUIRE(text(got) == text(slow_scan(config.routes, interfaces, to)));
    }
  }
  CHECK(std::ranges::min(seen) > 1000);
}
