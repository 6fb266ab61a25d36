// What a phone runs SIP over is its setting: UDP, TCP, TLS; Cisco's phones, too; several call
// servers without DNS. Each in a network, with the setting that makes the difference.
#include <algorithm>

#include "tests/run_fixture.hpp"

namespace {

// A phone and two call servers on one switch.
app::RunResult run(const std::string& phone, const std::string& server, const std::string& more) {
  const std::string text = R"(version: 2
title: a phone and two call servers
source: made up for this test
duration: 30min
devices:
  a: {kind: call_server, address: 10.0.0.1/24)" +
                           server + R"(}
  b: {kind: call_server, address: 10.0.0.2/24)" +
                           server + R"(}
  phone: {kind: phone, address: 10.0.0.51/24, start: 1s)" +
                           phone + R"(}
  sw1: {kind: switch}
links: [phone - sw1:1, a - sw1:2, b - sw1:3]
)" + more;
  sim::Diagnostics diagnostics;
  auto result = app::run({"made_up.yaml", text}, {}, {}, diagnostics);
  INFO(diagnostics.text());
  REQUIRE(result);
  return std::move(*result);
}

// "a 1.04, b 33.1": where it was registered, from when on.
std::string stays(const app::RunResult& result) {
  std::string text;
  for (const app::Stay& stay : result.history.stays) {
    const double from = sim::seconds(stay.from - sim::Time{});
    text += (text.empty() ? "" : ", ") + result.scenario.devices[stay.server].name + ' ' +
            std::to_string(static_cast<int>(from));
  }
  return text;
}

const std::string off_at_5min = "timeline: [{at: 5min, power_off: a}]";

}  // namespace

TEST_CASE("a phone registers over UDP, TCP and TLS at one and the same registrar") {
  for (const std::string transport : {"udp", "tcp", "tls"}) {
    CAPTURE(transport);
    const auto one = run(", call_servers: [a], transport: " + transport, "", "");
    CHECK(stays(one) == "a 1");
    CHECK(tests::losses(one) == 0);
  }
}

TEST_CASE("a registrar that listens elsewhere is not found: 5060, over TLS 5061") {
  CHECK(stays(run(", call_servers: [a]", ", port: 5080", "")).empty());
  CHECK(stays(run(", call_servers: [a], registrar_port: 5080", ", port: 5080", "")) == "a 1");
  CHECK(stays(run(", call_servers: [a], transport: tcp", ", port: 5080", "")).empty());
  CHECK(stays(run(", call_servers: [a], transport: tls", ", port: 5080", "")) == "a 1");
  CHECK(stays(run(", call_servers: [a], transport: tls", ", tls_port: 5080", "")).empty());
}

TEST_CASE("RFC 3263 4.3: without DNS, too, the next call server of the list is tried") {
  const std::string quick = ", sip: {register_expires: 60s}";
  CHECK(stays(run(", call_servers: [a, b]" + quick, "", off_at_5min)).starts_with("a 1, b 3"));
  CHECK(stays(run(", call_servers: [a]" + quick, "", off_at_5min)) == "a 1");
}

TEST_CASE("RFC 5626 4.5: over TCP a phone whose call server restarts comes back by itself") {
  const std::string restart =
      "timeline: [{at: 5min, power_off: a}, {at: 6min, power_on: a}, {at: 10min, call: phone}]";
  const auto with_keepalive =
      run(", call_servers: [a], transport: tcp, sip: {keepalive: 30s}", "", restart);
  CHECK(stays(with_keepalive).starts_with("a 1, a 3"));  // the keepalive meets a RST
  CHECK(with_keepalive.history.calls[0].end == "rings");
  const auto silent = run(", call_servers: [a], transport: tcp", "", restart);
  CHECK(stays(silent) == "a 1");  // until it speaks, in 54 min, it does not know
  CHECK(silent.history.calls[0].end == "not_registered");
  const auto stubborn = run(
      ", call_servers: [a], transport: tcp, sip: {keepalive: 30s, reconnects: false}", "", restart);
  CHECK(stays(stubborn) == "a 1");
}

TEST_CASE("a Cisco phone registers over UDP, and moves when its call manager dies") {
  const std::string cisco = ", user_agent: cisco, call_servers: [a, b], transport: ";
  for (const std::string transport : {"udp", "tcp", "tls"}) {
    CAPTURE(transport);
    const auto healthy = run(cisco + transport, ", registrar: cucm", "");
    CHECK(stays(healthy) == "a 1");
    CHECK(tests::losses(healthy) == 0);
    const auto moved = run(cisco + transport, ", registrar: cucm", off_at_5min);
    CHECK(stays(moved).starts_with("a 1, b "));  // over TCP after its retransmissions
  }
}

TEST_CASE("a Cisco phone at a PBX answers its OPTIONS, and stays reachable") {
  for (const std::string transport : {"udp", "tcp", "tls"}) {
    CAPTURE(transport);
    const auto one = run(", user_agent: cisco, call_servers: [a, b], transport: " + transport,
                         ", sip: {qualify: 2s}", "");
    CHECK(stays(one) == "a 1");
    CHECK(tests::losses(one) == 0);
  }
}

TEST_CASE("a PBX calls a Cisco phone, too") {
  const std::string call = "timeline: [{at: 5min, call: phone}]";
  const auto cisco = run(", user_agent: cisco, transport: tcp, call_servers: [a, b]", "", call);
  CHECK(cisco.history.calls.at(0).end == "rings");
}

TEST_CASE("a call manager calls by SIP over each transport, and by SCCP") {
  const std::string site = R"(version: 2
title: calls by a call manager
source: made up for this test
duration: 10min
devices:
  b: {kind: call_server, registrar: cucm, address: 10.0.0.2/24}
  phone: {kind: phone, address: 10.0.0.51/24, call_servers: [b], WHAT}
  sw1: {kind: switch}
links: [phone - sw1:1, b - sw1:3]
timeline:
  - {at: 2min, call: phone}
  - {at: 4min, unplug: phone}
  - {at: 4min 1s, call: phone}
  - {at: 9min, call: phone}
)";
  for (const char* what :
       {"user_agent: cisco, transport: udp", "user_agent: cisco, transport: tcp",
        "user_agent: cisco, transport: tls", "protocol: sccp", "user_agent: standard"}) {
    CAPTURE(what);
    std::string text = site;
    text.replace(text.find("WHAT"), 4, what);
    sim::Diagnostics diagnostics;
    const auto result = app::run({"x.yaml", text}, {}, {}, diagnostics);
    INFO(diagnostics.text());
    REQUIRE(result);
    std::string ends;
    for (const app::Call& call : result->history.calls) ends += call.end + " ";
    CHECK(ends == "rings no_answer not_registered ");
  }
}

TEST_CASE("a phone that speaks SCCP finds nobody at a PBX: it has no such port") {
  CHECK(stays(run(", protocol: sccp, call_servers: [a]", "", "")).empty());
  CHECK(stays(run(", protocol: sccp, call_servers: [a]", ", registrar: cucm", "")) == "a 1");
}

TEST_CASE("what a phone runs on, and how it finds its servers, cannot change while it runs") {
  for (const std::string set :
       {"phone.transport: tcp", "phone.user_agent: cisco", "phone.discovery: lync",
        "phone.domain: example.com", "phone.protocol: sccp", "a.registrar: cucm"}) {
    CAPTURE(set);
    sim::Diagnostics diagnostics;
    const std::string text = R"(version: 2
title: a change that would make another phone
source: made up for this test
duration: 10min
devices:
  a: {kind: call_server, address: 10.0.0.1/24}
  phone: {kind: phone, address: 10.0.0.51/24, call_servers: [a]}
  sw1: {kind: switch}
links: [phone - sw1:1, a - sw1:2]
timeline: [{at: 5min, set: {)" +
                             set + "}}]\n";
    CHECK_FALSE(app::run({"x.yaml", text}, {}, {}, diagnostics));
    CHECK(diagnostics.text().find("cannot change while the device runs") != std::string::npos);
  }
}

TEST_CASE("format 1: the old kinds are read as they were meant, and refused in format 2") {
  const std::string old = R"(title: old kinds
source: made up for this test
duration: 1min
devices:
  pbx: {kind: pbx, address: 10.0.0.1/24}
  cucm: {kind: call_server, address: 10.0.0.2/24}
  soft: {kind: sip_phone, address: 10.0.0.51/24, registrar: pbx}
  desk: {kind: phone, address: 10.0.0.52/24, call_servers: [cucm]}
  sw1: {kind: switch}
links: [soft - sw1:1, desk - sw1:2, pbx - sw1:3, cucm - sw1:4]
)";
  sim::Diagnostics warned;
  const auto result = app::run({"old.yaml", old}, {}, {}, warned);
  INFO(warned.text());
  REQUIRE(result);
  CHECK(result->history.registered_at_end.size() == 2);
  CHECK(warned.text().find("fastbusy migrate") != std::string::npos);
  sim::Diagnostics refused;
  CHECK_FALSE(app::run({"old.yaml", "version: 2\n" + old}, {}, {}, refused));
  CHECK(refused.text().find("'sip_phone' was a kind of format 1; write kind: phone") !=
        std::string::npos);
  CHECK(refused.text().find("write kind: call_server") != std::string::npos);
}

TEST_CASE("a file without a version that speaks as format 2 does is read so, without a word") {
  const std::string text = R"(title: no version
source: made up for this test
duration: 1min
devices:
  a: {kind: call_server, profile: sip-registrar, address: 10.0.0.1/24}
  phone: {kind: phone, profile: sip-phone, address: 10.0.0.51/24, call_servers: [a]}
  other: {kind: phone, transport: tls, address: 10.0.0.52/24, call_servers: [a]}
  sw1: {kind: switch}
links: [phone - sw1:1, other - sw1:2, a - sw1:3]
)";
  sim::Diagnostics diagnostics;
  const auto result = app::run({"x.yaml", text}, {}, {}, diagnostics);
  CHECK(diagnostics.text().empty());
  REQUIRE(result);
  CHECK(result->history.registered_at_end.size() == 2);
}
