// Four one-line changes of the program that no test had noticed; each is pinned by its symptom.
#include <algorithm>

#include "app/proof/explain.hpp"
#include "app/run/course.hpp"
#include "tests/run_fixture.hpp"

namespace {

using namespace std::chrono_literals;

app::SourceText scenario_of(const std::string& devices, const std::string& rest) {
  return {"made_up.yaml",
          "version: 2\ntitle: noticed\nsource: made up for this test\nduration: 40min\ndevices:\n" +
              devices + rest};
}

app::RunResult result_of(const app::SourceText& source, const app::RunOptions& options = {}) {
  sim::Diagnostics diagnostics;
  auto result = app::run(source, options, {}, diagnostics);
  INFO(diagnostics.text());
  REQUIRE(result);
  return std::move(*result);
}

const std::string cisco_phone =
    "  cucm: {kind: call_server, profile: cisco-cucm, address: 10.0.0.1/24,\n"
    "         sip: {answer_delay: 5s, keepalive_grace: 1h}}\n"
    "  phone: {kind: phone, profile: cisco-8961-sip, address: 10.0.0.51/24, start: 1s,\n"
    "          call_servers: [cucm]}\n"
    "  sw1: {kind: switch}\n"
    "links: [phone - sw1:1, cucm - sw1:2]\n";

// When and why the server gave the binding up, without the keepalive timer of more than an hour.
std::vector<models::BindingFact> ends(const std::string& timeline) {
  sim::Diagnostics diagnostics;
  const auto scenario = app::load(scenario_of(cisco_phone, timeline), {}, diagnostics);
  INFO(diagnostics.text());
  REQUIRE(scenario);
  app::Course course(*scenario, 1);
  course.run_until(sim::Time{} + 39min);
  std::vector<models::BindingFact> found;
  for (const models::BindingFact& fact : course.network().journal().bindings) {
    if (!fact.bound) found.push_back(fact);
  }
  return found;
}

}  // namespace

TEST_CASE("a connection that times out unregisters the phone that spoke on it") {
  // The answer to a keepalive finds nobody: the server's TCP gives up after 15 retries.
  const auto timed_out = ends("timeline: [{at: 2min 5s, unplug: phone}]\n");
  REQUIRE(timed_out.size() == 1);
  CHECK(timed_out[0].why == models::Unbound::connectivity_error);
  CHECK(timed_out[0].at < sim::Time{} + 30min);
  CHECK(ends("").empty());
}

TEST_CASE("a timeline may change a router's first interface") {
  const std::string devices =
      "  dhcp:\n    kind: server\n    address: 10.1.0.2/24\n    gateway: 10.1.0.1\n"
      "    dhcp: {enabled: true, scopes: [{network: 10.2.0.0/24, router: 10.2.0.1,\n"
      "           pool: {first: 10.2.0.10, last: 10.2.0.20}}]}\n"
      "  pbx: {kind: call_server, address: 10.1.0.3/24, gateway: 10.1.0.1}\n"
      "  r: {kind: router, interfaces: [{port: 1, address: 10.2.0.1/24, dhcp_relay: []},\n"
      "      {port: 2, address: 10.1.0.1/24}]}\n"
      "  phone: {kind: phone, start: 1s, call_servers: [pbx], dhcp: {enabled: true}}\n"
      "  sw: {kind: switch}\n"
      "links: [\"phone - r:1\", \"r:2 - sw:1\", dhcp - sw:2, pbx - sw:3]\n";
  const auto without = result_of(scenario_of(devices, ""));
  CHECK(without.history.stays.empty());
  const auto with = result_of(scenario_of(
      devices, "timeline: [{at: 5min, set: {r.interfaces.1.dhcp_relay.1: 10.1.0.2}}]\n"));
  REQUIRE(with.history.stays.size() == 1);
  CHECK(with.history.stays[0].from > sim::Time{} + 5min);
}

TEST_CASE("a phone that is bound again, and does not hear of it, is not registered") {
  const std::string devices =
      "  pbx: {kind: call_server, address: 10.0.0.1/24, gateway: 10.0.0.254,\n"
      "        sip: {default_expiry: 2min, max_expiry: 2min}}\n"
      "  phone: {kind: phone, address: 10.1.0.51/24, gateway: 10.1.0.254, start: 1s,\n"
      "          call_servers: [pbx]}\n"
      "  r: {kind: router, fragments: drop, interfaces: [{port: 1, address: 10.1.0.254/24},\n"
      "      {port: 2, address: 10.0.0.254/24}]}\n"
      "links: [\"phone - r:1\", \"pbx - r:2\"]\n"
      "timeline:\n"
      "  - {at: 5min, unplug: pbx}\n"
      "  - {at: 15min, plug: pbx}\n";
  const auto heard = result_of(scenario_of(devices, ""));
  CHECK(heard.history.stays.size() == 2);
  // Its answers come in fragments, which do not pass: the phone gives up (RFC 3261, timer F).
  const auto unheard =
      result_of(scenario_of(devices, "  - {at: 14min, set: {pbx.register_answer_bytes: 3000}}\n"));
  CHECK(unheard.history.stays.size() == 1);
}

TEST_CASE("explain: a cause that stands in the timeline is told with its line") {
  app::RunOptions options;
  options.proof = app::Effort{.events = 1'000'000};
  auto result =
      result_of(scenario_of(cisco_phone, "timeline: [{at: 2min 5s, unplug: phone}]\n"), options);
  const auto why = app::explain(result, *result.scenario.device("phone"), app::Time{}, {});
  REQUIRE(why);
  CHECK(why->setting == "timeline.1");
  CHECK(why->cause.event.find("unplug") != std::string::npos);
  CHECK(why->place.ends_with("made_up.yaml:12"));
}
