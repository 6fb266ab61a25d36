// A SIP phone whose registrar is a name in a network: how long it takes until it is at the second
// server, and at which value it never is for long (scenarios/everyday/dns-srv-failover.yaml).
#include "tests/run_fixture.hpp"

namespace {

std::size_t expired(const std::vector<std::string>& sets) {
  const auto result = tests::run_scenario("scenarios/everyday/dns-srv-failover.yaml", sets);
  std::size_t count = 0;
  for (const app::Stay& stay : result.history.stays) count += stay.reason == "expired" && stay.lost;
  return count;
}

// The first server is behind a router; a phone boots while that server, or its PBX, is dead.
const std::string routed = R"(version: 2
title: a phone boots while the first of two PBXs is dead
source: made up for this test
duration: 2min
devices:
  pbx1: {kind: call_server, address: 10.0.1.2/24, gateway: 10.0.1.1}
  pbx2: {kind: call_server, address: 10.0.0.2/24}
  dns:
    kind: server
    address: 10.0.0.3/24
    dns:
      enabled: true
      records:
        - {name: _sip._udp.example.com, srv: a.example.com, priority: 1}
        - {name: _sip._udp.example.com, srv: b.example.com, priority: 2}
        - {name: a.example.com, a: 10.0.1.2}
        - {name: b.example.com, a: 10.0.0.2}
  rt: {kind: router, interfaces: [{port: 1, address: 10.0.0.1/24}, {port: 2, address: 10.0.1.1/24}]}
  sw1: {kind: switch}
  phone:
    {kind: phone, address: 10.0.0.51/24, gateway: 10.0.0.1, domain: example.com,
     dns: [10.0.0.3], call_servers: [pbx1], backups: [pbx2], start: 1s}
links:
  - phone - sw1:1
  - dns - sw1:2
  - pbx2 - sw1:3
  - rt:1 - sw1:24
  - rt:2 - pbx1
)";

const std::string off = "timeline: [{at: 0s, power_off: pbx1}]";

double registered_at(const std::vector<std::string>& sets, const std::string& timeline) {
  sim::Diagnostics diagnostics;
  app::RunOptions options;
  for (const std::string& text : sets) {
    options.sets.push_back(*sim::parse_assignment("--set", text, diagnostics));
  }
  const auto result = app::run({"routed.yaml", routed + timeline}, options, {}, diagnostics);
  INFO(diagnostics.text());
  REQUIRE(result);
  REQUIRE(result->history.stays.size() == 1);
  const app::Stay& stay = result->history.stays[0];
  CHECK(result->scenario.devices[stay.server].name == "pbx2");
  return sim::seconds(stay.from - sim::Time{});
}

}  // namespace

TEST_CASE("DNS fail-over: 108 s and timer F against 120 s and 10 s: the limit is 22 s") {
  CHECK(expired({"phone.sip.timers.timer_f=21.99s"}) == 0);
  CHECK(expired({"phone.sip.timers.timer_f=22.01s"}) >= 12);
}

TEST_CASE(
    "DNS fail-over: a server that is off costs timer F, a PBX that has crashed only its ICMP") {
  CHECK(registered_at({}, off) == Catch::Approx(33).margin(0.1));
  CHECK(registered_at({"phone.sip.timers.timer_f=4s"}, off) == Catch::Approx(5).margin(0.1));
  const std::string crashed = "pbx1.port=5080";  // nobody listens on 5060: port unreachable
  CHECK(registered_at({crashed}, "") == Catch::Approx(1).margin(0.1));
  CHECK(registered_at({crashed, "phone.fail_over.heeds_icmp=false"}, "") ==
        Catch::Approx(33).margin(0.1));
  CHECK(registered_at({crashed, "phone.fail_over.heeds_icmp=false", "phone.sip.heeds_icmp=true"},
                      "") == Catch::Approx(1).margin(0.1));
  CHECK(registered_at({"rt.interfaces.2.vlan=7"}, "") == Catch::Approx(33).margin(0.1));  // silent
}
