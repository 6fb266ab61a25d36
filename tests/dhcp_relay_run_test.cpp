// A router as DHCP relay in a running network: RFC 1542 4.1 on the wire, which scope the server
// takes (RFC 2131 4.3.1), and which setting is to blame when nobody answers.
#include "tests/recording_fixture.hpp"

namespace {

using models::Fate;

const std::string file = "scenarios/everyday/dhcp-relay-missing.yaml";
const std::string cured = "core.interfaces.3.dhcp_relay.1=10.1.1.2";

// What phone1 and the server say to each other about its address, as each device sends it.
std::string dialogue(const std::vector<std::string>& sets) {
  const auto result = tests::run_scenario(file, sets, "10min");
  const auto phone = result.scenario.device("phone1");
  std::string text;
  tests::record(result, [&](const app::World& world, const auto& records) {
    for (const models::TraceRecord& record : records) {
      const auto* packet = record.frame.ipv4();
      if (record.kind != models::TraceRecord::Kind::sent || packet == nullptr) continue;
      if (models::is<models::Switch>(record.device)) continue;
      const auto* udp = std::get_if<models::UdpDatagram>(&packet->payload);
      const auto* m = udp != nullptr ? std::get_if<models::DhcpMessage>(&udp->message) : nullptr;
      if (m == nullptr || m->chaddr() != result.scenario.devices[*phone].mac) continue;
      const auto type = static_cast<std::size_t>(m->type) - 1;
      constexpr std::array names{"DISCOVER", "OFFER", "REQUEST", "DECLINE", "ACK", "NAK"};
      text += result.scenario.devices[world.device(record.device)].name + " " + names[type] + " " +
              to_text(packet->source) + ":" + std::to_string(udp->source_port) + " > " +
              to_text(packet->destination) + ":" + std::to_string(udp->destination_port) +
              (record.frame.destination == sim::broadcast_mac ? " to all" : "") + " giaddr " +
              to_text(m->giaddr) + " hops " + std::to_string(m->hops) + "\n";
    }
  });
  return text;
}

// The setting that the phones' silence is blamed on; "-": all are registered.
std::string blamed(const std::vector<std::string>& sets) {
  const auto never = tests::run_scenario(file, sets, "1h").history.never_registered;
  return never.empty() ? "-" : never.back().cause.setting;
}

}  // namespace

// phone1 is the fifth to ask, and the pool begins with .50.
TEST_CASE("RFC 1542 4.1: by way of giaddr, unicast to the server and back to the client") {
  CHECK(dialogue({cured}) ==
        "phone1 DISCOVER 0.0.0.0:68 > 255.255.255.255:67 to all giaddr 0.0.0.0 hops 0\n"
        "core DISCOVER 10.1.1.1:67 > 10.1.1.2:67 giaddr 10.110.0.1 hops 1\n"
        "dc OFFER 10.1.1.2:67 > 10.110.0.1:67 giaddr 10.110.0.1 hops 0\n"
        "core OFFER 10.110.0.1:67 > 10.110.0.54:68 giaddr 10.110.0.1 hops 0\n"
        "phone1 REQUEST 0.0.0.0:68 > 255.255.255.255:67 to all giaddr 0.0.0.0 hops 0\n"
        "core REQUEST 10.1.1.1:67 > 10.1.1.2:67 giaddr 10.110.0.1 hops 1\n"
        "dc ACK 10.1.1.2:67 > 10.110.0.1:67 giaddr 10.110.0.1 hops 0\n"
        "core ACK 10.110.0.1:67 > 10.110.0.54:68 giaddr 10.110.0.1 hops 0\n");
}

TEST_CASE("RFC 2131 4.1: who asks for broadcasts gets them from the relay, too") {
  const std::string text = dialogue({cured, "phone.dhcp.broadcast_flag=true"});
  CHECK(text.find("core OFFER 10.110.0.1:67 > 255.255.255.255:68 to all giaddr 10.110.0.1") !=
        std::string::npos);
  CHECK(text.find("core ACK 10.110.0.1:67 > 255.255.255.255:68 to all") != std::string::npos);
}

TEST_CASE(
    "RFC 1542 4.1.1: a client's question goes to each helper address, the answer comes once") {
  const std::string text = dialogue({cured, "core.interfaces.3.dhcp_relay.2=10.1.1.10"});
  CHECK(text.find("core DISCOVER 10.1.1.1:67 > 10.1.1.10:67") != std::string::npos);  // the PBX
  CHECK(text.find("core ACK") == text.rfind("core ACK"));
  CHECK(blamed({cured, "core.interfaces.3.dhcp_relay.2=10.1.1.10"}) == "-");
}

TEST_CASE("DHCP relay: no helper address, a wrong one, too late, no scope: what is to blame") {
  CHECK(blamed({cured}) == "-");
  CHECK(blamed({}) == "core.interfaces.3.dhcp_relay");
  CHECK(blamed({"core.interfaces.3.dhcp_relay.1=10.1.1.77"}) == "core.interfaces.3.dhcp_relay");
  CHECK(blamed({cured, "core.dhcp_relay.min_secs=4s"}) == "-");
  CHECK(blamed({cured, "core.dhcp_relay.min_secs=1h"}) == "core.dhcp_relay.min_secs");
  CHECK(blamed({cured, "dc.dhcp.scopes.2.pool.last=10.110.0.52"}) == "dc.dhcp.scopes");
}

TEST_CASE("a client's first question is no loss where its own network may have a server") {
  const auto result = tests::run_scenario("scenarios/everyday/dhcp-rogue-server.yaml", {});
  CHECK(result.history.fates[static_cast<std::size_t>(Fate::dhcp_not_relayed)] == 0);
}

TEST_CASE("two relays that name each other pass a question on until it has made too many hops") {
  const std::string text = R"(version: 2
title: a loop of relays
source: made up for this test
duration: 5min
devices:
  pbx: {kind: call_server, address: 10.1.1.10/24, gateway: 10.1.1.1}
  r1:
    kind: router
    interfaces:
      - {port: 1, address: 10.1.1.1/24, dhcp_relay: [10.1.1.9]}
      - {port: 2, address: 10.110.0.1/24, dhcp_relay: [10.1.1.9]}
  r2: {kind: router, interfaces: [{port: 1, address: 10.1.1.9/24, dhcp_relay: [10.1.1.1]}]}
  sw1: {kind: switch}
  phone: {kind: phone, call_servers: [pbx], dhcp: {enabled: true, start_wait_max: 1s}}
links:
  - phone - r1:2
  - r1:1 - sw1:1
  - r2:1 - sw1:2
  - pbx - sw1:3
)";
  sim::Diagnostics diagnostics;
  const auto loop = app::run({"loop.yaml", text}, {}, {}, diagnostics);
  INFO(diagnostics.text());
  REQUIRE(loop);
  REQUIRE(loop->history.never_registered.size() == 1);
  const app::Cause& cause = loop->history.never_registered.front().cause;
  CHECK(cause.setting == "r2.dhcp_relay.max_hops");  // r1 gets it with 0, 2 and 4, r2 with 1, 3, 5
  CHECK(cause.drops == loop->history.fates[static_cast<std::size_t>(Fate::dhcp_not_relayed)]);
}

// Two routers of one floor, of which the spare one was given the first one's own address to share.
TEST_CASE("RFC 1542 4.1.2: giaddr is an address of the relay's own, not one that it shares") {
  const auto result =
      tests::run_scenario("bench/causes/bases/watched.yaml",
                          {"rb.interfaces.1.hsrp.1.address=10.8.110.2",
                           "rb.interfaces.1.hsrp.1.group=111", "dc.gateway=10.8.60.4"},
                          "5min");
  CHECK(result.history.never_registered.empty());  // by the spare one's own question
}
