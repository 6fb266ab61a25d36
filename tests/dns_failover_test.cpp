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

// The first server's network is behind a router; a phone boots while that server is off.
const std::string routed = R"(title: a phone boots while the first of two servers is off
source: made up for this test
duration: 2min
devices:
  pbx1: {kind: pbx, address: 10.0.1.2/24, gateway: 10.0.1.1}
  pbx2: {kind: pbx, address: 10.0.0.2/24}
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
    {kind: sip_phone, address: 10.0.0.51/24, gateway: 10.0.0.1, domain: example.com,
     dns: [10.0.0.3], registrar: pbx1, backups: [pbx2], start: 1s}
links:
  - phone - sw1:1
  - dns - sw1:2
  - pbx2 - sw1:3
  - rt:1 - sw1:24
  - rt:2 - pbx1
timeline:
  - {at: 0s, power_off: pbx1}
)";

double registered_at(const std::vector<std::string>& sets, const std::string& server) {
  sim::Diagnostics diagnostics;
  app::RunOptions options;
  for (const std::string& text : sets) {
    options.sets.push_back(*sim::parse_assignment("--set", text, diagnostics));
  }
  const auto result = app::run({"routed.yaml", routed}, options, {}, diagnostics);
  INFO(diagnostics.text());
  REQUIRE(result);
  REQUIRE(result->history.stays.size() == 1);
  const app::Stay& stay = result->history.stays[0];
  CHECK(result->scenario.devices[stay.server].name == server);
  return sim::seconds(stay.from - sim::Time{});
}

}  // namespace

TEST_CASE("DNS fail-over: 108 s and timer F against 120 s and 10 s: the limit is 22 s") {
  CHECK(expired({"phone.sip.timers.timer_f=21.99s"}) == 0);
  CHECK(expired({"phone.sip.timers.timer_f=22.01s"}) >= 12);
}

TEST_CASE("DNS fail-over: silence costs timer F, a router's ICMP only its ARP") {
  const std::string silent = "phone.fail_over.heeds_icmp=false";
  CHECK(registered_at({silent}, "pbx2") == Catch::Approx(33).margin(0.1));
  CHECK(registered_at({silent, "phone.sip.timers.timer_f=4s"}, "pbx2") ==
        Catch::Approx(5).margin(0.1));
  CHECK(registered_at({}, "pbx2") == Catch::Approx(4).margin(0.1));  // three requests, 1 s each
  CHECK(registered_at({"rt.sends_unreachables=false"}, "pbx2") == Catch::Approx(33).margin(0.1));
}
