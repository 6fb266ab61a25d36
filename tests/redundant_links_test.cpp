// Two ways through a LAN: how long nobody can be called when one of them is gone, by spanning
// tree's rules (IEEE 802.1D-1998 8.4 and 8.6, 802.1D-2004 17), and what lies at a dark port.
#include "tests/run_fixture.hpp"

namespace {

// How long after `act` the phone was UNREACHABLE: to a second, as the PBX asks it every second. 0:
// not at all; -1: to the end. The root is core1; the port of sw1 to core2 is blocked; phones stand
// at sw1 (near) and behind core2 (far).
double outage(const std::string& acts, const std::string& phone,
              const std::vector<std::string>& sets = {}, double act = 600) {
  const std::string text = R"(version: 2
title: a triangle of switches
source: made up for this test
duration: 20min
devices:
  pbx:
    kind: call_server
    address: 10.5.0.3/24
    sip: {qualify: 500ms, qualify_every: 1s, qualify_not_ok: 1s}
  core1: {kind: switch, stp: {enabled: true, priority: 4096}}
  core2: {kind: switch, stp: {enabled: true, priority: 8192}}
  sw1: {kind: switch, stp: {enabled: true, portfast: true}}
  near: {kind: phone, address: 10.5.0.51/24, call_servers: [pbx]}
  far: {kind: phone, address: 10.5.0.61/24, call_servers: [pbx]}
links:
  - near - sw1:1
  - far - core2:1
  - sw1:23 - core1:1
  - sw1:24 - core2:2
  - core1:24 - core2:24
  - pbx - core1:5
timeline:
)" + acts;
  sim::Diagnostics diagnostics;
  app::RunOptions options;
  for (const std::string& set : sets) {
    options.sets.push_back(*sim::parse_assignment("--set", set, diagnostics));
  }
  const auto result = app::run({"triangle.yaml", text}, options, {}, diagnostics);
  INFO(diagnostics.text());
  REQUIRE(result);
  double after = 0;
  for (const app::Stay& stay : result->history.stays) {
    if (result->scenario.devices[stay.phone].name != phone) continue;
    const double from = sim::seconds(stay.from.time_since_epoch());
    if (from > act) after = from - act;
    if (stay.lost && from <= act && sim::seconds(stay.to.time_since_epoch()) > act) after = -1;
  }
  return after;
}

const std::string direct = "  - {at: 10min, unplug: \"sw1:23\"}\n";
const std::string indirect = "  - {at: 10min, unplug: \"core1:24\"}\n";
const std::vector<std::string> rapid{"core1.stp.mode=rstp", "core2.stp.mode=rstp",
                                     "sw1.stp.mode=rstp"};

}  // namespace

TEST_CASE("802.1D-1998 8.4: who loses its own root port begins with the next one at once: 30 s") {
  CHECK(outage(direct, "near") == Catch::Approx(30).margin(1.5));
  CHECK(outage(direct, "far") == 0);
  CHECK(outage(direct, "near", {"sw1.stp.forward_delay=4s"}) == Catch::Approx(8).margin(1.5));
}

TEST_CASE("802.1D-1998 8.6.8: what a blocked port cannot see costs max age more: 50 s") {
  CHECK(outage(indirect, "far") == Catch::Approx(50).margin(1.5));
  CHECK(outage(indirect, "near") == 0);
  CHECK(outage(indirect, "far", {"sw1.stp.max_age=6s"}) == Catch::Approx(36).margin(1.5));
}

TEST_CASE("802.1D-2004 17: RSTP changes over at once, directly or not") {
  CHECK(outage(direct, "near", rapid) == 0);
  CHECK(outage(indirect, "far", rapid) == 0);
}

TEST_CASE("802.1D-2004 17.29.2: RSTP's new root port forwards at once, whoever is its neighbour") {
  CHECK(outage(direct, "near", {"sw1.stp.mode=rstp"}) == 0);
  CHECK(outage(direct, "near", {"core2.stp.mode=rstp"}) == Catch::Approx(30).margin(1.5));
}

TEST_CASE("802.1D-2004 17.21.23: where the link stays lit, RSTP misses three hellos") {
  const std::string dark = "  - {at: 10min, power_off: core2}\n";
  std::vector<std::string> sets = rapid;
  sets.insert(sets.end(), {"core1.stp.priority=16384", "core2.stp.priority=4096"});
  CHECK(outage(dark, "near", sets) == 0);  // sw1 sees it, and turns to core1
  sets.emplace_back("links.4.stays_lit=true");
  CHECK(outage(dark, "near", sets) == Catch::Approx(6).margin(1.5));
}

TEST_CASE("a better way that comes back is taken at once by RSTP, and after 30 s by STP") {
  const std::string back = direct + "  - {at: 15min, plug: \"sw1:23\"}\n";
  CHECK(outage(back, "near", {}, 900) == Catch::Approx(30).margin(1.5));
  CHECK(outage(back, "near", rapid, 900) == 0);
}

TEST_CASE(
    "BPDU guard: a PortFast port that hears a bridge is err-disabled, and comes back or not") {
  const std::vector<std::string> guarded{"core2.stp.portfast=true", "core2.stp.bpdu_guard=true"};
  CHECK(outage(direct, "near", guarded) == -1);  // both its ports were down from the start
  CHECK(outage(direct, "near", {"core2.stp.portfast=true"}) == Catch::Approx(30).margin(1.5));
}
