// Calls that are answered, in whole networks: both directions, between two phones, on hold, through
// NATs, over TCP; and what ends them.
#include "tests/run_fixture.hpp"

namespace {

std::string network(const std::string& pbx, const std::string& nat, const std::string& phone,
                    const std::string& timeline) {
  return R"(title: t
source: made up for this test
version: 2
duration: 1h
devices:
  pbx: {kind: call_server, address: 198.51.100.10/24, gateway: 198.51.100.1, )" +
         pbx + R"(}
  nat:
    kind: router
    profile: home-router-nat
    interfaces:
      - {port: 1, address: 192.168.1.1/24}
      - {port: 2, address: 198.51.100.1/24, outside: true}
    nat: {)" +
         nat + R"(}
  sw1: {kind: switch}
  phone:
    {kind: phone, count: 2, address: 192.168.1.51/24, gateway: 192.168.1.1, call_servers: [pbx],
     )" + phone +
         R"(}
links:
  - phone{1-2} - sw1:{1-2}
  - sw1:24 - nat:1
  - pbx - nat:2
timeline:
)" + timeline;
}

struct Told {
  std::string ends;
  std::vector<sim::Duration> talked{};
  app::RunResult result{};
};

Told talk(const std::string& scenario_file, const std::vector<std::string>& sets = {}) {
  sim::Diagnostics diagnostics;
  app::RunOptions options;
  options.remedies = false;
  for (const std::string& set : sets) {
    options.sets.push_back(*sim::parse_assignment("--set", set, diagnostics));
  }
  auto result = app::run({"x.yaml", scenario_file}, options, {}, diagnostics);
  INFO(diagnostics.text());
  REQUIRE(result);
  Told told;
  for (const app::Call& call : result->history.calls) {
    told.ends += (told.ends.empty() ? "" : " ") + call.end;
    if (!call.talk || call.talk->answered == sim::never) continue;
    told.talked.push_back(call.ended - call.talk->answered);
  }
  told.result = std::move(*result);
  return told;
}

const std::string keeps = "sip: {keepalive: 20s}";
const std::string three = R"(
  - {at: 5min, call: phone1, for: 10min}
  - {at: 5min, call: phone2, to: outside, for: 8min}
  - {at: 20min, call: phone1, to: phone2, for: 3min}
)";

using namespace std::chrono_literals;

}  // namespace

TEST_CASE("talks: in, out and between two phones, each as long as it was to last") {
  const Told told = talk(network("", "", keeps, three));
  CHECK(told.ends == "answered answered answered answered");
  REQUIRE(told.talked.size() == 4);
  CHECK(told.talked[0] == 10min);
  CHECK(told.talked[1] == 8min);
  CHECK(told.talked[2] >= 3min - 1s);
  CHECK(told.result.failed_calls() == 0);
}

TEST_CASE("talks: over TCP and through a NAT with random ports, too") {
  CHECK(talk(network("", "port_allocation: random", "transport: tcp", three)).ends ==
        "answered answered answered answered");
}

TEST_CASE("talks: two runs of one seed end alike, and a copy goes on as the original") {
  const std::string scenario_file = network("", "", keeps, three);
  CHECK(talk(scenario_file).result.frames_made == talk(scenario_file).result.frames_made);
}

TEST_CASE("talks: media keep their own way open, whatever the signalling does") {
  // Nothing but media passes the NAT for ten minutes; its entries live for 30 s.
  const std::string quiet = "sip: {qualify: 0s}";
  const Told told = talk(network(quiet, "udp_timeout: 30s", "", R"(
  - {at: 20s, call: phone1, for: 10min}
)"));
  CHECK(told.ends == "answered");
  const Told sparse = talk(network(quiet, "udp_timeout: 30s", "rtp: {sample: 40s}", R"(
  - {at: 20s, call: phone1, for: 10min}
)"));
  CHECK(sparse.ends == "one_way");  // so few packets are looked at
}

TEST_CASE("talks: a refresh that no connection takes ends the call at half of the session") {
  const std::string timers = "calls: {session_timers: originate, refreshed_by: caller}";
  const std::string call = R"(
  - {at: 5min, call: phone1, for: 40min}
  - {at: 10min, clear_nat: nat}
)";
  // The phone notices nothing, for media need no connection.
  const Told told = talk(network("sip: {qualify: 0s}, " + timers, "", "transport: tcp", call));
  CHECK(told.ends == "dropped");
  CHECK(talk(network("sip: {qualify: 0s}, " + timers, "", keeps, call)).ends == "answered");
}

TEST_CASE("talks: who did not hear the BYE, and refreshes, is told that the call is over") {
  const Told told =
      talk(network("sip: {qualify: 0s}, calls: {session_timers: originate, refreshed_by: called}",
                   "", "", "  - {at: 1min, call: phone2, for: 8min}\n"));
  CHECK(told.ends == "answered");  // the BYE died at the NAT; no call begins by the re-INVITE
  CHECK(told.talked == std::vector<sim::Duration>{8min});
}

TEST_CASE("talks: rtptimeout hangs up where nothing is heard, and not before") {
  const std::string call = "  - {at: 5min, call: phone1, for: 10min}\n";
  const std::string deaf = "rtp: {sends_to: described";
  CHECK(talk(network(deaf + "}", "", keeps, call)).ends == "one_way");
  const Told told = talk(network(deaf + "}", "", keeps + ", rtp: {silence_ends: 30s}", call));
  CHECK(told.ends == "dropped");
  REQUIRE(told.talked.size() == 1);
  CHECK(told.talked[0] == 30s);
}

TEST_CASE("talks: who loses its power, or hangs up while it rings") {
  CHECK(talk(network("", "", keeps, R"(
  - {at: 5min, call: phone1, for: 10min}
  - {at: 8min, power_off: phone1}
)"))
            .ends == "dropped");
  CHECK(talk(network("calls: {answers_after: 10min}", "", keeps, R"(
  - {at: 5min, call: phone1, to: outside, for: 10min}
)"))
            .ends == "rings");
}

TEST_CASE("talks: a call of its own that nobody answers, and one to nobody") {
  const Told mute = talk(network("", "", keeps, R"(
  - {at: 5min, set: {nat.nat.capacity: 4096, "links.3.up": false}}
  - {at: 5min 10s, call: phone1, to: outside, for: 1min}
)"));
  CHECK(mute.ends == "no_answer");
  CHECK(talk(network("", "", keeps, R"(
  - {at: 5min, power_off: phone2}
  - {at: 5min 10s, call: phone1, to: phone2, for: 1min}
)"))
            .ends != "answered");
}

TEST_CASE("talks: what the file must not say") {
  const auto complaint = [](const std::string& timeline) {
    sim::Diagnostics diagnostics;
    (void)app::load({"x.yaml", network("", "", keeps, timeline)}, {}, diagnostics);
    return diagnostics.text();
  };
  const auto has = [](const std::string& complaints_of, const std::string& words) {
    CAPTURE(complaints_of);
    return complaints_of.find(words) != std::string::npos;
  };
  CHECK(has(complaint("  - {at: 5min, call: phone1, to: phone}\n"), "should be one SIP phone"));
  CHECK(has(complaint("  - {at: 5min, call: phone1, to: phone1}\n"), "would call itself"));
  CHECK(has(complaint("  - {at: 5min, power_off: phone1, for: 1min}\n"), "for goes with"));
  CHECK(has(complaint("  - {at: 5min, unplug: phone1, to: outside}\n"), "goes with call"));
}
