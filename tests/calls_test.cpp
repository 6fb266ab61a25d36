// Calls of the timeline: what their caller hears, and which setting is to blame.
#include <set>

#include "app/evidence/captures/taps.hpp"
#include "app/proof/explain.hpp"
#include "app/report/terminal.hpp"
#include "app/scenario/setting.hpp"
#include "tests/recording_fixture.hpp"
#include "tests/run_fixture.hpp"

namespace {

using tests::source_of;

app::RunResult run(const app::SourceText& source, const std::vector<std::string>& sets = {}) {
  sim::Diagnostics diagnostics;
  app::RunOptions options;
  options.remedies = false;
  for (const std::string& set : sets) {
    options.sets.push_back(*sim::parse_assignment("--set", set, diagnostics));
  }
  auto result = app::run(source, options, {}, diagnostics);
  INFO(diagnostics.text());
  REQUIRE(result);
  return std::move(*result);
}

// With another timeline.
app::SourceText with_timeline(app::SourceText source, const std::string& items) {
  const std::size_t from = source.text.find("timeline:\n");
  const std::size_t to = source.text.find("\nexpect:");
  REQUIRE(from < to);
  source.text.replace(from, to - from, "timeline:\n" + items);
  return source;
}

// How each call to the phone ended, and whom that is blamed on.
std::string told(const app::RunResult& result, const std::string& phone) {
  std::string all;
  for (const app::Call& call : result.history.calls) {
    if (result.scenario.devices[call.phone].name != phone) continue;
    all += (all.empty() ? "" : "; ") + call.end;
    if (call.failed) all += " " + (call.cause.setting.empty() ? "?" : call.cause.setting);
  }
  return all;
}

const std::string alg = "scenarios/starface/sip-alg.yaml";
const std::string crosstalk = "scenarios/starface/nat-port-crosstalk.yaml";

}  // namespace

TEST_CASE("calls: behind an ALG one comes through for as long as the NAT remembers the REGISTER") {
  // phone1 registers at 7.54 s; the NAT forgets 300 s after the last packet that went out, and the
  // 180 of a call that comes through is one.
  const auto source = with_timeline(source_of(alg), R"(
  - {at: 5min 7s, call: phone1}
  - {at: 10min 7s, call: phone1}
  - {at: 15min 8s, call: phone1}
)");
  CHECK(told(run(source), "phone1") == "rings; rings; no_answer nat.nat.sip_alg");
  CHECK(told(run(source, {"nat.nat.udp_timeout=298s"}), "phone1") ==
        "no_answer nat.nat.sip_alg; no_answer nat.nat.sip_alg; no_answer nat.nat.sip_alg");
  CHECK(told(run(source, {"nat.nat.sip_alg=false"}), "phone1") == "rings; rings; rings");
}

TEST_CASE("calls: an ALG that the timeline switches on hides the NAT from the next REGISTER on") {
  auto source = with_timeline(source_of(alg), R"(
  - {at: 10min, set: {nat.nat.sip_alg: true}}
  - {at: 40min, call: phone1}
  - {at: 80min, call: phone1}
  - {at: 90min, set: {nat.nat.sip_alg: false}}
  - {at: 100min, call: phone1}
  - {at: 160min, call: phone1}
)");
  source.text.replace(source.text.find("duration: 1h"), 12, "duration: 3h");
  const app::RunResult result = run(source, {"nat.nat.sip_alg=false"});
  CHECK(told(result, "phone1") ==
        "rings; no_answer nat.nat.sip_alg; no_answer nat.nat.sip_alg; rings");
  CHECK(app::value_then(result.scenario, "nat.nat.sip_alg", sim::Time{}).value == "false");
  CHECK(app::value_then(result.scenario, "nat.nat.sip_alg", sim::never).by == "timeline.4");
  CHECK(app::terminal_report(result, app::Style()).find("nat.nat.sip_alg = true, by timeline.1") !=
        std::string::npos);
}

TEST_CASE("calls: without an ALG, and without pings, the NAT's timer is to blame") {
  const auto source = with_timeline(source_of(alg), "  - {at: 20min, call: phone1}\n");
  const auto blamed = [&](const std::vector<std::string>& sets) {
    return told(run(source, sets), "phone1");
  };
  CHECK(blamed({}) == "no_answer nat.nat.sip_alg");
  CHECK(blamed({"nat.nat.sip_timeout=19min"}) == "no_answer nat.nat.sip_alg");
  CHECK(blamed({"nat.nat.sip_timeout=20min"}) == "rings");
  CHECK(blamed({"provider.sip.qualify=0s"}) == "no_answer nat.nat.udp_timeout");
  CHECK(blamed({"provider.sip.qualify=0s", "nat.nat.sip_alg=false"}) ==
        "no_answer nat.nat.udp_timeout");
  CHECK(blamed({"provider.sip.qualify_natted_only=false"}) == "rings");
}

TEST_CASE("calls: to a phone that is off, unreachable or elsewhere") {
  const auto called = [&](const std::string& items, const std::vector<std::string>& sets = {}) {
    const std::string calls = "\n  - {at: 40min, call: first}\n  - {at: 40min, call: phone1}\n";
    return run(with_timeline(source_of(crosstalk), "  " + items + calls), sets);
  };
  const std::string unplugged = "- {at: 20min, unplug: first}";
  CHECK(told(called(unplugged), "first") == "refused nat.nat.udp_timeout");
  CHECK(told(called(unplugged, {"phone.sip.checks_user=false"}), "first") ==
        "rings_elsewhere nat.nat.udp_timeout");
  CHECK(told(called(unplugged, {"nat.nat.udp_timeout=61s"}), "first") == "unreachable timeline.1");
  CHECK(told(called(unplugged, {"nat.nat.udp_timeout=61s"}), "phone1") == "rings");
  CHECK(told(called("- {at: 39min 59s, unplug: first}", {"nat.nat.udp_timeout=61s"}), "first") ==
        "no_answer timeline.1");
  CHECK(told(called("- {at: 39min, power_off: pbx}"), "first") == "not_registered timeline.1");
  CHECK(told(called("- {at: 20min, power_off: first}", {"nat.nat.udp_timeout=61s"}), "first") ==
        "unreachable timeline.1");
}

TEST_CASE("calls: what is under way when the run or the PBX ends is no call that came through") {
  // The last REGISTER was at 54 min 8 s.
  const auto source = with_timeline(source_of(alg), "  - {at: 59min 50s, call: phone1}\n");
  const auto blamed = [&](const std::vector<std::string>& sets) {
    return told(run(source, sets), "phone1");
  };
  CHECK(blamed({"nat.nat.udp_timeout=6min"}) == "rings");
  CHECK(blamed({}) == "no_answer nat.nat.sip_alg");
  CHECK(blamed({"nat.nat.udp_timeout=20s", "nat.nat.sip_alg=false"}) ==
        "unreachable nat.nat.udp_timeout");
  CHECK(blamed({"nat.nat.udp_timeout=20s"}) == "no_answer nat.nat.udp_timeout");  // pinged too late
  const auto off = with_timeline(source_of(alg), R"(
  - {at: 20min, call: phone1}
  - {at: 20min, call: phone1}
  - {at: 20min 10s, power_off: provider}
)");
  CHECK(told(run(off), "phone1") == "no_answer nat.nat.sip_alg; no_answer nat.nat.sip_alg");
}

TEST_CASE("calls: of two PBXs the one that reaches the phone calls it") {
  const std::string srv = "scenarios/everyday/dns-srv-failover.yaml";
  const auto result = run(with_timeline(source_of(srv), R"(
  - {at: 5min, call: phone}
  - {at: 10min, power_off: pbx1}
  - {at: 30min, call: phone}
)"),
                          {"phone.fail_over.failed_for=1h"});
  std::set<std::string> servers;
  for (const app::Call& call : result.history.calls) {
    CHECK(call.end == "rings");
    servers.insert(result.scenario.devices[call.server].name);
  }
  CHECK(servers == std::set<std::string>{"pbx1", "pbx2"});
}

TEST_CASE("calls: explain goes from the call to the setting, and its margins cure") {
  const app::SourceText source = source_of(alg);
  app::RunResult result = run(source);
  const auto why = app::explain(result, result.scenario.device("phone3").value(), {}, {});
  REQUIRE(why);
  CHECK(why->steps.front().what == "a call to phone3 failed: no answer within 32s");
  CHECK(why->setting == "nat.nat.sip_alg");
  const auto margin = app::find_margin(result, why->story, why->setting, app::Effort{}, {});
  REQUIRE(margin);
  CHECK(margin->choices == std::vector<std::string>{"false"});
  CHECK(app::terminal_report(result, app::Style()).find("; 5 of 15 calls do not come through") !=
        std::string::npos);
}

TEST_CASE("calls: what an ALG does to Via and Contact stands in the captures of its router") {
  for (const bool rewrites : {true, false}) {
    const std::vector<std::string> sets{rewrites ? "nat.nat.sip_alg=true"
                                                 : "nat.nat.sip_alg=false"};
    const app::RunResult result = tests::run_scenario(alg, sets, "3min");
    app::Captures captures(result.scenario,
                           {{.device = result.scenario.device("provider").value()}}, {},
                           models::never);
    tests::record(result, [&](const app::World& world, const auto& records) {
      captures.read(world, records);
    });
    REQUIRE(captures.files().size() == 1);
    const std::string text = captures.files()[0].capture.text();
    const auto count = [&](const std::string& part) {
      std::size_t found = 0;
      for (std::size_t at = text.find(part); at != std::string::npos;
           at = text.find(part, at + 1)) {
        ++found;
      }
      return found;
    };
    // REGISTER and its 200 carry the Contact; OPTIONS and INVITE are sent to it.
    CHECK((count("Contact: <sip:phone1@203.0.113.2:") == 2) == rewrites);
    CHECK((count("Contact: <sip:phone1@192.168.1.51:5060") == 2) == !rewrites);
    CHECK(count("@203.0.113.2:5060>") == (rewrites ? 2 : 0));  // only one phone keeps its port
    CHECK((count("INVITE sip:phone1@203.0.113.2 SIP/2.0") > 0) == rewrites);
    CHECK((count("INVITE sip:phone1@192.168.1.51 SIP/2.0") > 0) == !rewrites);
    CHECK((count("OPTIONS sip:phone1@") > 0) == !rewrites);
  }
}
