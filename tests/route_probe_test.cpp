// Static routes that are tracked: [mikrotik-manual] check-gateway; floating static routes, and the
// link.
#include "models/protocol/ip/route_probe.hpp"

#include "tests/catch.hpp"

using models::Ipv4;
using models::RouteProbeActions;
using models::RouteProbeChanged;
using models::RouteProbes;
using models::RouteProbeSend;
using models::RoutingTable;
using models::Time;
using namespace std::chrono_literals;

namespace {

constexpr Ipv4 first_gateway{0xcb00'7101};   // 203.0.113.1
constexpr Ipv4 second_gateway{0xc000'0201};  // 192.0.2.1
constexpr Ipv4 tracked{0xc633'6435};         // 198.51.100.53
constexpr Ipv4 far{0x0808'0808};

models::RoutingConfig two_lines() {
  return {.routes = {{.gateway = first_gateway, .track = tracked},
                     {.gateway = second_gateway, .distance = 2}}};
}

std::vector<std::optional<models::Ipv4Interface>> lines() {
  return {models::Ipv4Interface{{0xcb00'7102}, 30}, models::Ipv4Interface{{0xc000'0202}, 30}};
}

// What it says at that moment: "ping N", "dead", "alive".
std::string said(const RouteProbeActions& actions) {
  std::string text;
  for (const auto& action : actions) {
    if (!text.empty()) text += ", ";
    if (const auto* ping = std::get_if<RouteProbeSend>(&action)) {
      text += "ping " + std::to_string(ping->sequence);
    } else {
      text += std::get<RouteProbeChanged>(action).alive ? "alive" : "dead";
    }
  }
  return text;
}
std::string at(RouteProbes& probes, models::Duration now) {
  RouteProbeActions actions;
  probes.wake(Time{now}, actions);
  return said(actions);
}
std::string answer(RouteProbes& probes, std::uint16_t sequence) {
  RouteProbeActions actions;
  probes.answered(0, sequence, actions);
  return said(actions);
}

}  // namespace

TEST_CASE(
    "[mikrotik-manual] check-gateway: dead after two pings without an answer, alive with one") {
  const models::RouteProbeConfig config;
  const models::RoutingConfig routing = two_lines();
  RouteProbes probes(config, routing);
  CHECK(at(probes, 0s) == "ping 1");
  CHECK(answer(probes, 1) == "");
  CHECK(at(probes, 5s) == "");
  CHECK(probes.deadline() == Time{10s});
  CHECK(at(probes, 10s) == "ping 2");
  CHECK(at(probes, 20s) == "ping 3");        // one is missing
  CHECK(at(probes, 30s) == "dead, ping 4");  // two
  CHECK_FALSE(probes.is_alive(0));
  CHECK(at(probes, 40s) == "ping 5");
  CHECK(answer(probes, 4) == "");  // too late
  CHECK(answer(probes, 5) == "alive");
  CHECK(probes.is_alive(0));
  CHECK(at(probes, 50s) == "ping 6");
  CHECK(at(probes, 60s) == "ping 7");
  CHECK(answer(probes, 7) == "");
  CHECK(at(probes, 70s) == "ping 8");  // counted anew
}

TEST_CASE("routes: of two default routes the lower distance, as long as it is alive and linked") {
  const models::RoutingConfig routing = two_lines();
  RoutingTable table(routing, lines());
  CHECK(table.lookup(far, Time{}).next_hop == first_gateway);
  table.set_alive(0, false);
  CHECK(table.lookup(far, Time{}).next_hop == second_gateway);
  table.set_alive(0, true);
  CHECK(table.lookup(far, Time{}).next_hop == first_gateway);
  table.interface_changed(0, std::nullopt);
  CHECK(table.lookup(far, Time{}).next_hop == second_gateway);
  table.interface_changed(0, lines()[0]);
  CHECK(table.lookup(far, Time{}).next_hop == first_gateway);
}

TEST_CASE("routes: a change of the config restarts only what is tracked otherwise") {
  const models::RouteProbeConfig config;
  models::RoutingConfig routing = two_lines();
  RouteProbes probes(config, routing);
  CHECK(at(probes, 0s) == "ping 1");
  probes.reconfigured(Time{3s});
  CHECK(probes.deadline() == Time{10s});
  routing.routes[0].track = far;
  probes.reconfigured(Time{4s});
  CHECK(probes.deadline() == Time{4s});
  routing.routes[0].track.reset();
  probes.reconfigured(Time{5s});
  CHECK(probes.deadline() == models::never);
}
