// What an operator does to a server's process, and to tables: stop_service, hang, clear_arp and
// their like. A kernel goes on without its process.
#include "tests/run_fixture.hpp"

namespace {

const std::string network = R"(title: service
source: made up for this test
duration: 40min
devices:
  pbx: {kind: call_server, profile: sip-registrar, address: 10.0.0.1/24}
  dhcp:
    kind: server
    address: 10.0.0.3/24
    dhcp:
      enabled: true
      ping_attempts: 0
      scopes: [{network: 10.0.0.0/24, pool: {first: 10.0.0.100, last: 10.0.0.199}}]
  sw: {kind: switch}
  udp:
    {kind: phone, profile: sip-phone, count: 3, address: 10.0.0.51/24, call_servers: [pbx],
     sip: {register_expires: 2min}}
  tcp:
    {kind: phone, profile: sip-phone, transport: tcp, count: 3, address: 10.0.0.61/24,
     call_servers: [pbx], sip: {register_expires: 2min}}
  late:
    {kind: phone, profile: sip-phone, call_servers: [pbx], dhcp: {enabled: true}, start: 10min,
     sip: {register_expires: 2min}}
links: ["udp{1-3} - sw:{1-3}", "tcp{1-3} - sw:{4-6}", "late - sw:7", "pbx - sw:23", "dhcp - sw:24"]
timeline:
)";

app::RunResult run(const std::string& acts) {
  sim::Diagnostics diagnostics;
  auto result = app::run({"service.yaml", network + acts}, {}, {}, diagnostics);
  INFO(diagnostics.text());
  REQUIRE(result);
  return std::move(*result);
}

std::string complaint(const std::string& acts) {
  sim::Diagnostics diagnostics;
  CHECK_FALSE(app::run({"service.yaml", network + acts}, {}, {}, diagnostics));
  return diagnostics.text();
}

std::uint64_t drops(const app::RunResult& result, models::Fate fate) {
  return result.history.fates[static_cast<std::size_t>(fate)];
}

double first_loss(const app::RunResult& result, const std::string& group) {
  double first = 1e9;
  for (const app::Stay& stay : result.history.stays) {
    if (!stay.lost || !result.scenario.devices[stay.phone].name.starts_with(group)) continue;
    first = std::min(first, sim::seconds(stay.to.time_since_epoch()));
  }
  return first;
}

std::size_t registered_at_end(const app::RunResult& result) {
  return result.history.registered_at_end.size();
}

}  // namespace

TEST_CASE("stop_service: connections end at once, datagrams and SYNs are refused; then it starts") {
  const auto stopped = run("  - {at: 15min, stop_service: pbx}\n");
  CHECK(registered_at_end(stopped) == 0);
  CHECK(first_loss(stopped, "tcp") < 15 * 60 + 1);
  CHECK(drops(stopped, models::Fate::port_unreachable) > 0);
  CHECK(drops(stopped, models::Fate::tcp_no_connection) > 0);
  CHECK(drops(stopped, models::Fate::service_hangs) == 0);
  const auto started =
      run("  - {at: 15min, stop_service: pbx}\n"
          "  - {at: 16min, start_service: pbx}\n");
  CHECK(registered_at_end(started) == 7);
}

TEST_CASE("hang: nobody is told; what was sent is worked through when the process goes on") {
  const auto hung = run("  - {at: 15min, hang: pbx}\n");
  CHECK(first_loss(hung, "tcp") > 15 * 60 + 10);
  CHECK(drops(hung, models::Fate::port_unreachable) == 0);
  CHECK(drops(hung, models::Fate::service_hangs) > 0);
  const auto brief =
      run("  - {at: 15min, hang: pbx}\n"
          "  - {at: 15min 20s, resume: pbx}\n");
  CHECK(registered_at_end(brief) == 7);
  CHECK(tests::losses(brief) == 0);
  const auto back =
      run("  - {at: 15min, hang: pbx}\n"
          "  - {at: 20min, resume: pbx}\n");
  CHECK(registered_at_end(back) == 7);
}

TEST_CASE("hang: a socket holds so many datagrams") {
  const auto result =
      run("  - {at: 5min, set: {pbx.socket_queue: 3}}\n"
          "  - {at: 15min, hang: pbx}\n");
  CHECK(drops(result, models::Fate::socket_full) > 0);
}

TEST_CASE("hang and stop_service of a DHCP server: who boots meanwhile waits") {
  for (const std::string act : {"hang", "stop_service"}) {
    INFO(act);
    const auto gone = run("  - {at: 5min, " + act + ": dhcp}\n");
    CHECK(registered_at_end(gone) == 6);
    const std::string back = act == "hang" ? "resume" : "start_service";
    const auto result =
        run("  - {at: 5min, " + act + ": dhcp}\n  - {at: 12min, " + back + ": dhcp}\n");
    CHECK(registered_at_end(result) == 7);
  }
}

TEST_CASE("reboot: a device is off for as long as it boots") {
  const auto result = run("  - {at: 15min, reboot: pbx, for: 2min}\n");
  CHECK(registered_at_end(result) == 7);
  CHECK(tests::losses(result) > 0);
  CHECK(drops(result, models::Fate::device_down) > 0);
}

TEST_CASE("clear_arp, clear_mac: the tables are filled again, and nobody is lost") {
  const auto result =
      run("  - {at: 15min, clear_arp: pbx}\n"
          "  - {at: 16min, clear_mac: sw}\n"
          "  - {at: 17min, clear_arp: udp1}\n");
  CHECK(tests::losses(result) == 0);
}

TEST_CASE("acts on a service, or on tables, are for devices that have one") {
  CHECK(complaint("  - {at: 1min, hang: udp1}\n").find("servers and call servers") !=
        std::string::npos);
  CHECK(complaint("  - {at: 1min, clear_mac: pbx}\n").find("a switch learns") != std::string::npos);
  CHECK(complaint("  - {at: 1min, clear_nat: sw}\n").find("a router translates") !=
        std::string::npos);
}
