// Faults and changes that a user makes, and what the answer must say about them: each of these was
// once wrong, and is named after its symptom.
#include "app/report/json.hpp"
#include "app/report/terminal.hpp"
#include "tests/run_fixture.hpp"

namespace {

// Two groups of phones with opposite primaries, on two switches, twelve ports apart.
const std::string network = R"(title: faults
source: made up for this test
duration: 1h
devices:
  cucm1: {kind: call_server, profile: cisco-cucm, address: 10.0.0.1/24}
  cucm2: {kind: call_server, profile: cisco-cucm, address: 10.0.0.2/24}
  core: {kind: switch, profile: cisco-catalyst}
  access: {kind: switch, profile: cisco-catalyst}
  a:
    {kind: phone, profile: cisco-8961-sip, count: 3, address: 10.0.0.51/24,
     call_servers: [cucm1, cucm2]}
  b:
    {kind: phone, profile: cisco-8961-sip, count: 3, address: 10.0.0.61/24,
     call_servers: [cucm2, cucm1]}
links:
  - a{1-3} - access:{1-3}
  - b{1-3} - access:{4-6}
  - access:24 - core:24
  - cucm1 - core:1
  - {between: cucm2 - core:2, up: true}
)";

app::RunResult run(const std::string& rest, const std::vector<std::string>& sets = {}) {
  sim::Diagnostics diagnostics;
  app::RunOptions options;
  for (const std::string& text : sets) {
    options.sets.push_back(*sim::parse_assignment("--set", text, diagnostics));
  }
  auto result = app::run({"faults.yaml", network + rest}, options, {}, diagnostics);
  INFO(diagnostics.text());
  REQUIRE(result);
  return std::move(*result);
}

std::string complaint(const std::string& rest, const std::vector<std::string>& sets = {}) {
  sim::Diagnostics diagnostics;
  app::RunOptions options;
  for (const std::string& text : sets) {
    options.sets.push_back(*sim::parse_assignment("--set", text, diagnostics));
  }
  CHECK_FALSE(app::run({"faults.yaml", network + rest}, options, {}, diagnostics));
  return diagnostics.text();
}

void check_all(const app::RunResult& result) {
  for (const app::Verdict& v : result.expectations) {
    INFO(v.text << " observed " << v.observed);
    CHECK(v.passed);
  }
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("faults: a change to one device of a group concerns that device and no other group") {
  check_all(
      run("timeline:\n  - {at: 10min, set: {a2.sip.min_refresh: 10min}}\n"
          "expect:\n  - {that: a2.losses(registration_rejected), at_least: 1}\n"
          "  - {why: a2.losses, names: a2.sip.min_refresh}\n"
          "  - {that: a1.losses, is: 0}\n  - {that: b.losses, is: 0}\n"
          "  - {that: cucm2.registered, is: 3}\n"));
}

TEST_CASE("faults: an unplugged trunk is what decided, for every phone behind it") {
  check_all(
      run("timeline:\n  - {at: 10min, unplug: 'core:24'}\n"
          "expect:\n  - {that: a.losses, is: 3}\n  - {that: b.losses, is: 3}\n"
          "  - {why: a.losses, names: timeline.1}\n  - {why: b.losses, names: timeline.1}\n"));
}

TEST_CASE("faults: an old loss on a noisy link is not blamed for a server without power") {
  check_all(
      run("timeline:\n  - {at: 55min, power_off: cucm1}\n"
          "expect:\n  - {that: a.losses(server_down), is: 3}\n"
          "  - {why: a.losses(server_down), names: timeline.1}\n",
          {"links.1.loss=2%"}));
}

TEST_CASE("faults: a server that moves into another VLAN is named") {
  check_all(
      run("timeline:\n  - {at: 10min, set: {cucm1.vlan: 20}}\n"
          "expect:\n  - {that: a.losses, at_least: 3}\n  - {that: drops.vlan_not_allowed, "
          "at_least: 1}\n"
          "  - {why: a.losses(keepalive_timeout), names: cucm1.vlan, by: 15min}\n"));
}

TEST_CASE("faults: phones that never register are told, with what decided") {
  const auto result = run("", {"a.vlan=99"});
  REQUIRE(result.history.never_registered.size() == 3);
  for (const auto& never : result.history.never_registered) {
    CHECK(never.cause.setting == "access.port_settings");
  }
  const std::string text = app::terminal_report(result, app::Style{});
  CHECK(contains(text, "3 of 6 phones never register"));
  CHECK(contains(text, "NEVER REGISTERED"));
}

TEST_CASE("faults: a cable that was plugged in stays so when something else is set") {
  check_all(
      run("timeline:\n  - {at: 10min, plug: cucm2}\n"
          "  - {at: 20min, set: {a.tcp.timestamps: true}}\n"
          "expect:\n  - {that: cucm2.registered, is: 3, at: 50min}\n",
          {"links.5.up=false"}));
}

TEST_CASE("faults: links can be set in the timeline and by a remedy") {
  const auto result =
      run("timeline:\n  - {at: 10min, set: {links.4.up: false}}\n"
          "expect:\n  - {that: a.losses, is: 3}\n"
          "remedies:\n  - {set: {links.5.rate: 1Gbit/s}, expect: [{that: a.losses, is: 0}]}\n");
  check_all(result);
  CHECK_FALSE(result.remedies[0].passed);
  CHECK(result.remedies[0].refused.empty());
}

TEST_CASE("faults: --set reaches addresses and profiles, and says what it can not reach") {
  const auto moved = run("", {"a.address=10.0.0.151/24", "core.profile=cisco-catalyst"});
  CHECK(moved.scenario.devices[*moved.scenario.device("a3")].address.address ==
        *sim::parse_ipv4("10.0.0.153"));
  CHECK(moved.history.registered_at_end.size() == 6);
  CHECK(contains(complaint("", {"a.count=2"}), "there are a1 to a2, but no a3"));
  CHECK(contains(complaint("", {"core.profile=nope"}), "unknown profile 'nope'"));
  CHECK(contains(complaint("", {"a.kind=switch"}), "the kind of a device can not be overridden"));
  CHECK(
      contains(complaint("", {"a2.address=10.0.0.9/24"}), "'address' belongs to the whole entry"));
  CHECK(contains(complaint("", {"a.address=10.0.0.254/24"}), "reach beyond 10.0.0.0/24"));
}

TEST_CASE("faults: a change that is right alone but wrong in this file is refused at once") {
  CHECK(contains(complaint("timeline:\n  - {at: 1min, set: {access.port_security.ports: 1-99}}\n"),
                 "switch 'access' has ports 1-24"));
  CHECK(contains(complaint("timeline:\n  - {at: 1min, set: {a.address: 10.0.0.9/24}}\n"),
                 "'address' cannot change while the device runs"));
}

TEST_CASE("faults: a remedy that keeps the phones away does not cure") {
  const auto result =
      run("timeline:\n  - {at: 10min, unplug: cucm1}\n"
          "expect:\n  - {that: a.losses, is: 3}\n"
          "remedies:\n  - {set: {a.vlan: 99}, expect: [{that: a.losses, is: 0}]}\n");
  CHECK(result.remedies[0].refused == "with it fewer phones are registered");
  CHECK(result.failed());
}

TEST_CASE("faults: windows that can not be looked at are refused") {
  const auto refused = [](const std::string& item, const std::string& why) {
    INFO(item);
    CHECK(contains(complaint("expect:\n  - " + item + "\n"), why));
  };
  refused("{that: a.losses, is: 0, during: [2h, 3h]}", "during: [from, to], within the run of 1h");
  refused("{that: a.losses, is: 0, during: [50min, 10min]}", "during: [from, to]");
  refused("{that: a.losses, is: 0, by: 1min, during: [1min, 2min]}", "one window each");
  refused("{that: a.registered, is: 3, by: 5min}", "'registered' is looked at one moment");
  refused("{that: drops.link_down, is: 0, by: 5min}", "those of the whole run");
  refused("{that: a.held_by(cucm1), between: [5s, 1s]}", "between: the lower one first");
  refused("{why: a.losses, names: a.vlan, is: 0}", "the cause of losses is asked for");
  refused("{that: a.losses, is: 0, names: a.vlan}", "names: goes with why");
}

TEST_CASE("faults: what a shorter run did not reach is neither passed nor failed") {
  sim::Diagnostics diagnostics;
  app::RunOptions options;
  options.duration = std::chrono::seconds{30};
  const auto result =
      app::run({"faults.yaml", network + "expect:\n  - {that: a.registered, is: 3, at: 50min}\n"},
               options, {}, diagnostics);
  REQUIRE(result);
  CHECK_FALSE(result->expectations[0].reached);
  CHECK_FALSE(result->failed());
  CHECK(result->inconclusive());
}

TEST_CASE("JSON: the stable keys, times in seconds, the setting as --set takes it") {
  const auto result = tests::run_scenario("scenarios/cisco/sip-sixteen-minute-cycle.yaml", {});
  const std::string text = app::json_report(result, 1.5);
  for (const char* part : {"\"scenario\": ",
                           "\"seed\": 1",
                           "\"duration_s\": 3600.0",
                           "\"events\": ",
                           "\"wall_s\": 1.5",
                           "\"phones\": {",
                           "\"total\": 12",
                           "\"registered_at_end\": 12",
                           "\"losses\": [",
                           "\"phone\": \"phone1\"",
                           "\"server\": \"cucm1\"",
                           "\"registered_at_s\": ",
                           "\"lost_at_s\": ",
                           "\"held_s\": 963.08",
                           "\"reason\": \"keepalive_timeout\"",
                           "\"reason_code\": 13",
                           "\"setting\": \"sw1.port_security.aging_time\"",
                           "\"cycles\": [",
                           "\"period_s\": 1083.12",
                           "\"phases\": [",
                           "\"repeats\": 3",
                           "\"drops\": {",
                           "\"port_security_relearn\": 363",
                           "\"expectations\": [",
                           "\"text\": ",
                           "\"line\": 34",
                           "\"passed\": true",
                           "\"observed\": ",
                           "\"remedies\": ["}) {
    INFO(part);
    CHECK(contains(text, part));
  }
}
