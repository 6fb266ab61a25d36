// Power over Ethernet in a running network: who is dark and when, who is blamed for it, and that a
// phone with a supply of its own does not care.
#include "tests/run_fixture.hpp"

namespace {

// A phone behind the switch inside another one, which port security finds to be one too many.
const std::string desk = R"(
version: 2
title: a desk switch that is powered by its port
source: made up
duration: 10min
devices:
  pbx: {kind: call_server, address: 10.0.0.2/24}
  sw:
    kind: switch
    port_security: {enabled: true, ports: "1", maximum: 1, violation: shutdown}
    poe: {enabled: true}
  desk: {kind: switch, ports: 3, power: {source: poe}, poe: {enabled: true, detection: 0s}}
  phone: {kind: phone, address: 10.0.0.11/24, call_servers: [pbx], power: {source: poe, class: 1}}
  late: {kind: phone, address: 10.0.0.21/24, call_servers: [pbx], start: 5min}
links: ["desk:1 - sw:1", phone - desk:2, late - desk:3, "pbx - sw:24"]
)";

const std::string office = R"(
version: 2
title: phones that their switch powers
source: made up
duration: 10min
devices:
  pbx: {kind: call_server, address: 10.0.0.2/24}
  sw:
    kind: switch
    port_power: [{ports: "4", priority: critical}]
    poe: {enabled: true, budget: 31W, precedence: priority}
  phone: {kind: phone, count: 2, address: 10.0.0.11/24, call_servers: [pbx], power: {source: poe}}
  late: {kind: phone, address: 10.0.0.21/24, call_servers: [pbx], start: 5min, power: {source: poe}}
links: ["phone{1-2} - sw:{1-2}", late - sw:4, "pbx - sw:24"]
)";

app::RunResult run_with(const std::string& rest, const std::vector<std::string>& sets = {},
                        const std::string& site = office) {
  sim::Diagnostics diagnostics;
  app::RunOptions options;
  for (const std::string& text : sets) {
    options.sets.push_back(sim::parse_assignment("--set", text, diagnostics).value());
  }
  auto result = app::run({"office.yaml", site + rest}, options, {}, diagnostics);
  INFO(diagnostics.text());
  REQUIRE(result);
  return std::move(*result);
}

// Who was lost, by what, and who is there at the end, in the order of devices.
std::string story(const app::RunResult& result) {
  std::string text;
  for (const app::Stay& stay : result.history.stays) {
    if (!stay.ended) continue;
    text += result.scenario.devices[stay.phone].name + " " +
            std::to_string(stay.to.time_since_epoch() / std::chrono::seconds{1}) + " " +
            stay.reason + (stay.lost ? "" : " as meant") + "; ";
  }
  text += "at the end";
  for (const std::size_t registered : result.history.registered_at_end) {
    text += " " + result.scenario.devices[registered].name;
  }
  return text;
}

}  // namespace

TEST_CASE("poe: a port of a higher priority takes power, unless it has a supply of its own") {
  CHECK(story(run_with("")) == "phone2 301 power_lost; at the end phone1 late");
  CHECK(story(run_with("", {"sw.poe.precedence=first_come"})) == "at the end phone1 phone2");
  CHECK(story(run_with("", {"late.power.source=external"})) == "at the end phone1 phone2 late");
  CHECK(story(run_with("", {"phone.power.source=external"})) == "at the end phone1 phone2 late");
  CHECK(story(run_with("", {"sw.poe.budget=46.2W"})) == "at the end phone1 phone2 late");
  CHECK(story(run_with("", {"sw.poe.enabled=false"})) == "at the end");
}

TEST_CASE("poe: the cable, the switch, and what an operator means") {
  const std::string first = "timeline:\n  - {at: 2min, ";
  CHECK(story(run_with(first + "unplug: phone1}\n")) ==
        "phone1 120 power_lost; at the end phone2 late");
  CHECK(story(run_with(first + "unplug: phone1}\n  - {at: 3min, plug: phone1}\n")) ==
        "phone1 120 power_lost; phone2 301 power_lost; at the end phone1 late");
  CHECK(story(run_with(first + "power_off: phone1}\n")) ==
        "phone1 120 powered_off as meant; at the end phone2 late");
  CHECK(story(run_with(first + "reboot: sw}\n", {"late.start=1h"})) ==
        "phone1 120 power_lost; phone2 120 power_lost; at the end phone1 phone2");
  CHECK(story(run_with(first + "set: {sw.poe.budget: 16W}}\n", {"late.start=1h"})) ==
        "phone2 120 power_lost; at the end phone1");
}

TEST_CASE("poe: who was switched off and gets no power again is missed") {
  const app::RunResult result = run_with(
      "timeline:\n  - {at: 6min, power_off: phone1}\n  - {at: 7min, set: {sw.poe.budget: 16W}}\n"
      "  - {at: 8min, power_on: phone1}\n");
  REQUIRE(result.history.never_back.size() == 1);
  CHECK(result.scenario.devices[result.history.never_back[0].phone].name == "phone1");
  CHECK(result.history.never_back[0].cause.power == "sw:1 denied it power at 8:01.00");
}

TEST_CASE("poe: an err-disabled port goes on giving power, unless it is set so") {
  CHECK(story(run_with("", {}, desk)) == "phone 306 unreachable; at the end");
  CHECK(story(run_with("", {"sw.poe.cut_by_err_disable=true"}, desk)) ==
        "phone 300 power_lost; at the end");
}
