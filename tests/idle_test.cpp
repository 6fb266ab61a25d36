// What is set and cannot act is said before the run; what acts, or a remedy acts on, is not.
#include "tests/run_fixture.hpp"

namespace {

std::string network(const std::string& phone, const std::string& pbx, const std::string& more) {
  return R"(title: t
source: made up for this test
version: 2
duration: 10min
devices:
  pbx: {kind: call_server, address: 10.0.0.1/24, )" +
         pbx + R"(}
  phone: {kind: phone, count: 2, address: 10.0.0.9/24, call_servers: [pbx], )" +
         phone + R"(}
  pc: {kind: computer, address: 10.0.0.20/24}
  sw1: {kind: switch, port_security: {enabled: true, ports: )" +
         (more.find("3-9") != std::string::npos ? "3-9" : "1-9") + R"(}}
links:
  - phone{1-2} - sw1:{1-2}
  - pbx - sw1:10
  - pc - sw1:3
)" + (more.find("3-9") != std::string::npos ? "" : more);
}

std::string complaints(const std::string& text) {
  sim::Diagnostics diagnostics;
  CHECK(app::load({"x.yaml", text}, {}, diagnostics));
  return diagnostics.text();
}

void warns(const std::string& text, const std::string& expected) {
  CAPTURE(text);
  const std::string found = complaints(text);
  CAPTURE(found, expected);
  CHECK(found.find(expected) != std::string::npos);
}

const std::string some_phone = "sip: {refresh_percent: 80}";
const std::string some_pbx = "sip: {qualify: 2s}";

}  // namespace

TEST_CASE("idle settings: timers of a protocol that nobody speaks there") {
  warns(network("sccp: {answer_timeout: 5s}", some_pbx, ""),
        "phone.sccp has no effect: it registers by SIP");
  warns(network("protocol: sccp, sip: {keepalive: 5s}", some_pbx, ""),
        "phone.sip has no effect: it registers by SCCP");
  warns(network("tcp: {rto_min: 1s}", some_pbx, ""),
        "phone.tcp has no effect: it registers over UDP");
  warns(network("sip: {standby_keepalive: 1min}", some_pbx, ""),
        "phone.sip.standby_keepalive has no effect: only user_agent: cisco heeds it");
  warns(network(some_phone, "sip: {keepalive_grace: 5s}", ""),
        "pbx.sip.keepalive_grace has no effect: only registrar: cucm heeds it");
  warns(network(some_phone, "registrar: cucm, sccp: {server_grace: 1s}", ""),
        "pbx.sccp has no effect: no phone registers by SCCP");
}

TEST_CASE("idle settings: what makes messages and packets smaller") {
  warns(network("transport: tcp, tcp_above: 1300", some_pbx, ""),
        "phone.tcp_above has no effect: only a standard user agent over UDP heeds it");
  warns(network("protocol: sccp, register_bytes: 1400", some_pbx, ""),
        "phone.register_bytes has no effect: it registers by SCCP");
  warns(network("protocol: sccp", "registrar: cucm, invite_bytes: 1400", ""),
        "pbx.invite_bytes has no effect: no phone registers by SIP");
  warns(network("mtu_expires: 1min", some_pbx, ""),
        "phone.mtu_expires has no effect: path_mtu_discovery is not all");
}

TEST_CASE("idle settings: port security without a phone, power on of what runs") {
  warns(network(some_phone, some_pbx, "3-9"),
        "port_security of 'sw1' guards no port that leads to a phone");
  warns(network(some_phone, some_pbx, "timeline: [{at: 5min, power_on: pbx}]\n"),
        "'pbx' is on already, and power_on changes nothing");
}

TEST_CASE("idle settings: none where all of them act") {
  CHECK(complaints(network(some_phone, some_pbx, "")).empty());
  CHECK(complaints(network("transport: tcp, tcp: {rto_min: 1s}", some_pbx, "")).empty());
  CHECK(complaints(network(some_phone, some_pbx,
                           "timeline: [{at: 4min, power_off: pbx}, {at: 5min, power_on: pbx}]\n"))
            .empty());
  CHECK(complaints(network("start: 5min", some_pbx, "timeline: [{at: 2min, power_on: phone}]\n"))
            .empty());
  // a remedy is what it is there for
  CHECK(complaints(network("sccp: {answer_timeout: 5s}", some_pbx,
                           "remedies: [{set: {phone.sccp.answer_timeout: 9s}, "
                           "expect: [{that: phone.losses, is: 0}]}]\n"))
            .empty());
}

TEST_CASE("idle: what watches hosts without ports, bindings, recovery or a database") {
  const auto with = [](const std::string& settings) {
    return "title: t\nsource: made up for this test\nversion: 2\nduration: 1min\ndevices:\n"
           "  pbx: {kind: call_server, address: 10.0.0.1/24}\n"
           "  phone: {kind: phone, address: 10.0.0.9/24, call_servers: [pbx]}\n"
           "  sw1: {kind: switch, " +
           settings + "}\nlinks:\n  - phone - sw1:1\n  - pbx - sw1:2\n";
  };
  warns(with("dhcp_snooping: {enabled: true, write_delay: 10s}"),
        "sw1.dhcp_snooping.write_delay has no effect: dhcp_snooping.database is off");
  warns(with("dhcp_snooping: {enabled: true, errdisable_interval: 10s}"),
        "errdisable_interval has no effect: dhcp_snooping.errdisable_recovery is off");
  warns(with("source_guard: {enabled: true}"), "is enabled, but has no ports: write ports: 1-24");
  warns(with("arp_inspection: {enabled: true}"), "lets only bound hosts pass, and binds none");
  CHECK(complaints(with("dhcp_snooping: {enabled: true, database: true, write_delay: 10s}, "
                        "arp_inspection: {enabled: true}")) == "");
}
