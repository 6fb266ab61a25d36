// What ICMP unreachable does to a phone that looks for a registrar: RFC 1122 4.2.3.9, RFC 3261
// 8.1.3.1, [measured-icmp]; from a router, from the server, from the phone's own ARP, through NAT.
#include "tests/run_fixture.hpp"

namespace {

// A Cisco phone, its two call managers behind `router`, or in its own subnet.
std::string network(const std::string& servers, const std::string& phone) {
  return R"(version: 2
title: the first of two call managers does not answer
source: made up for this test
duration: 10min
devices:
  cucm1: {kind: call_server, profile: cisco-cucm, )" +
         servers + R"(}
  cucm2: {kind: call_server, profile: cisco-cucm, address: 10.0.1.12/24, gateway: 10.0.1.1}
  rt:
    kind: router
    interfaces: [{port: 1, address: 10.0.0.1/24}, {port: 2, address: 10.0.1.1/24, outside: true}]
  sw1: {kind: switch}
  sw2: {kind: switch}
  phone:
    {kind: phone, profile: cisco-8961-sip, gateway: 10.0.0.1, call_servers: [cucm1, cucm2],
     start: 1s, start_spread: 0s, )" +
         phone + R"(}
links:
  - phone - sw1:1
  - rt:1 - sw1:24
  - rt:2 - sw2:24
  - cucm1 - sw2:1
  - cucm2 - sw2:2
)";
}

const std::string behind = "address: 10.0.1.11/24, gateway: 10.0.1.1";
const std::string at_home = "address: 10.0.0.51/24";
const std::string off = "timeline: [{at: 0s, power_off: cucm1}]";

// When the phone is at the second one.
double moved_at(const std::string& text, const std::vector<std::string>& sets) {
  sim::Diagnostics diagnostics;
  app::RunOptions options;
  for (const std::string& set : sets) {
    options.sets.push_back(*sim::parse_assignment("--set", set, diagnostics));
  }
  const auto result = app::run({"icmp.yaml", text}, options, {}, diagnostics);
  INFO(diagnostics.text());
  REQUIRE(result);
  for (const app::Stay& stay : result->history.stays) {
    if (result->scenario.devices[stay.server].name != "cucm2") continue;
    return sim::seconds(stay.from - sim::Time{});
  }
  return -1;
}
auto about(double seconds) { return Catch::Approx(seconds).margin(0.2); }

}  // namespace

TEST_CASE("ICMP: [measured-icmp]: a connect through NAT ends with the router's host unreachable") {
  const std::string text = network(behind, at_home) + off;
  CHECK(moved_at(text, {}) == about(4));
  CHECK(moved_at(text, {"phone.tcp.soft_errors=ignored"}) == about(64));  // 5 SYNs more
  CHECK(moved_at(text, {"rt.sends_unreachables=false"}) == about(64));
  CHECK(moved_at(text, {"rt.interfaces.2.outside=false"}) == about(4));
}

TEST_CASE("ICMP: a network that no route leads to is told at once") {
  const std::string nowhere = "address: 10.0.9.11/24, gateway: 10.0.9.1";
  const std::string text = network(nowhere, at_home);
  CHECK(moved_at(text, {}) == about(1));
  CHECK(moved_at(text, {"phone.tcp.soft_errors=ignored"}) == about(64));
}

TEST_CASE("ICMP: a host whose own ARP fails is told by nobody, and knows it all the same") {
  const std::string text = network("address: 10.0.0.77/24", at_home) + off;  // as the phone sees it
  CHECK(moved_at(text, {}) == about(4));
  CHECK(moved_at(text, {"phone.tcp.soft_errors=ignored"}) == about(64));
}

TEST_CASE(
    "ICMP: RFC 3261 8.1.3.1: over UDP only port unreachable, and only if its socket hears it") {
  const std::string crashed = network(behind + ", port: 5070", at_home + ", transport: udp");
  CHECK(moved_at(crashed, {"phone.sip.heeds_icmp=true"}) == about(1));
  CHECK(moved_at(crashed, {}) == about(33));
  const std::string dead = network(behind, at_home + ", transport: udp") + off;
  CHECK(moved_at(dead, {"phone.sip.heeds_icmp=true"}) == about(33));
}
