// A call server's trunks: phones without a cable, which register at another call server with its
// address and, over UDP, its port; they stop and hang with its process, and what is not theirs is
// its own.
#include "tests/run_fixture.hpp"

namespace {

// A provider, a NAT, and a PBX with a phone and two trunks.
std::string network(const std::string& trunk, const std::string& timeline) {
  return R"(title: t
source: made up for this test
version: 2
duration: 1h
devices:
  provider: {kind: call_server, address: 203.0.113.10/24, sip: {max_expiry: 2min, qualify: 0s}}
  dns:
    kind: server
    address: 203.0.113.11/24
    dns: {enabled: true, records: [{name: provider.example, a: 203.0.113.10, ttl: 1min}]}
  internet: {kind: switch}
  nat:
    kind: router
    profile: home-router-nat
    interfaces:
      - {port: 1, address: 192.168.1.1/24}
      - {port: 2, address: 203.0.113.20/24, outside: true}
  sw1: {kind: switch}
  pbx: {kind: call_server, address: 192.168.1.10/24, gateway: 192.168.1.1}
  trunk: {kind: phone, count: 2, runs_on: pbx, call_servers: [provider], )" +
         trunk + R"(}
  phone: {kind: phone, address: 192.168.1.51/24, call_servers: [pbx], sip: {register_expires: 2min}}
links:
  - phone - sw1:1
  - pbx - sw1:10
  - sw1:24 - nat:1
  - nat:2 - internet:1
  - provider - internet:2
  - dns - internet:3
timeline:
  - {at: 50min, call: trunk}
  - {at: 50min, call: phone}
)" + timeline;
}

app::RunResult run(const std::string& trunk, const std::string& timeline = "") {
  sim::Diagnostics diagnostics;
  auto result = app::run({"trunk.yaml", network(trunk, timeline)}, {}, {}, diagnostics);
  INFO(diagnostics.text());
  REQUIRE(result);
  return std::move(*result);
}

std::string complaint(const std::string& trunk) {
  sim::Diagnostics diagnostics;
  CHECK_FALSE(app::run({"trunk.yaml", network(trunk, "")}, {}, {}, diagnostics));
  return diagnostics.text();
}

std::size_t lost(const app::RunResult& result, const std::string& name) {
  return static_cast<std::size_t>(std::ranges::count_if(result.history.stays, [&](const auto& s) {
    return s.lost && result.scenario.devices[s.phone].name.starts_with(name);
  }));
}

std::uint64_t drops(const app::RunResult& result, models::Fate fate) {
  return result.history.fates[static_cast<std::size_t>(fate)];
}

constexpr std::size_t everybody = 3;

}  // namespace

TEST_CASE("trunk: two of one PBX register from its port, by name, over UDP and TCP") {
  for (const std::string way :
       {"transport: udp", "transport: tcp", "domain: provider.example, dns: [203.0.113.11]"}) {
    CAPTURE(way);
    const auto result = run(way);
    CHECK(result.losses() == 0);
    CHECK(result.history.registered_at_end.size() == everybody);
    CHECK(result.history.calls.size() == everybody);
    CHECK(result.failed_calls() == 0);
    CHECK(result.history.misdirected == 0);
    CHECK(drops(result, models::Fate::port_unreachable) == 0);
    CHECK(drops(result, models::Fate::tcp_no_connection) == 0);
  }
}

TEST_CASE("trunk: what its PBX sends for it ends as the trunk's, at any device of the way") {
  const auto result = run("sip: {retry: interval, retry_after_timeout: 30s}",
                          "  - {at: 10min, unplug: \"nat:2\"}\n"
                          "  - {at: 20min, plug: \"nat:2\"}\n");
  CHECK(lost(result, "trunk") == 2);
  CHECK(lost(result, "phone") == 0);
  CHECK(result.history.registered_at_end.size() == everybody);
  for (const app::Stay& stay : result.history.stays) {
    if (!stay.lost) continue;
    REQUIRE(stay.cause.drop);
    CHECK(result.scenario.devices[*stay.cause.died_at].name == "nat");
    CHECK(stay.cause.setting == "timeline.3");
  }
}

TEST_CASE(
    "trunk: without a way to its gateway its PBX hears nothing, and it fails at ICMP or 32 s") {
  const auto result = run("sip: {retry: interval, retry_after_timeout: 30s}",
                          "  - {at: 10min, unplug: \"sw1:10\"}\n"
                          "  - {at: 20min, plug: \"sw1:10\"}\n");
  CHECK(lost(result, "trunk") == 2);
  CHECK(result.history.registered_at_end.size() == everybody);
}

TEST_CASE("trunk: it stops, starts, hangs and goes on with its PBX") {
  for (const auto& [off, on] :
       {std::pair{"power_off", "power_on"}, std::pair{"stop_service", "start_service"},
        std::pair{"hang", "resume"}}) {
    CAPTURE(off);
    const auto result = run("sip: {retry: interval, retry_after_timeout: 30s}",
                            "  - {at: 10min, " + std::string(off) + ": pbx}\n" +
                                "  - {at: 20min, " + std::string(on) + ": pbx}\n");
    CHECK(result.history.registered_at_end.size() == everybody);
    CHECK(result.failed_calls() == 0);
    for (const app::Stay& stay : result.history.stays) {
      const double at = sim::seconds(stay.from.time_since_epoch());
      CHECK((at < 600 || at >= 1200));
      if (stay.lost) CHECK(stay.cause.setting == "timeline.3");
    }
  }
}

TEST_CASE("trunk: switched off alone its PBX goes on, and does not answer for it") {
  const auto result = run("start: 0s",
                          "  - {at: 10min, power_off: trunk1}\n"
                          "  - {at: 30min, power_off: pbx}\n"
                          "  - {at: 31min, power_on: trunk2}\n"
                          "  - {at: 40min, power_on: pbx}\n");
  CHECK(result.history.registered_at_end.size() == everybody);  // a restart begins all of them
  CHECK(result.failed_calls() == 0);
}

TEST_CASE("trunk: it has its call server's address, and a registrar that is another one") {
  CHECK(complaint("address: 192.168.1.11/24").find("has the address of its call server") !=
        std::string::npos);
  CHECK(complaint("dhcp: {enabled: true}").find("has the address of its call server") !=
        std::string::npos);
  CHECK(complaint("backups: [pbx]").find("would register at its own call server") !=
        std::string::npos);
  CHECK(complaint("user_agent: cisco").find("registers by SIP as RFC 3261 has it") !=
        std::string::npos);
  CHECK(complaint("time: {enabled: true}").find("has no boot of its own") != std::string::npos);
}
