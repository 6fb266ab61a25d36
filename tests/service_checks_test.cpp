// What is said before a run of addresses that devices are told to ask: nobody's, or of somebody who
// does not answer that; and what is not said, since it may be meant.
#include "tests/run_fixture.hpp"

namespace {

// Everything is as it should be; `more` at the end: a timeline.
const std::string text = R"(title: t
source: made up for this test
version: 2
duration: 10min
devices:
  pbx: {kind: call_server, address: 10.0.1.10/24, gateway: 10.0.1.1}
  dc:
    kind: server
    address: 10.0.1.2/24
    gateway: 10.0.1.1
    dhcp:
      enabled: true
      tftp_server_name: 10.0.1.3
      scopes:
        - network: 10.0.2.0/24
          pool: {first: 10.0.2.100, last: 10.0.2.199}
          router: 10.0.2.1
          dns: [10.0.1.2]
          tftp_servers: [10.0.1.3]
          ntp_servers: [10.0.1.2]
        - network: 10.77.0.0/24
          pool: {first: 10.77.0.9, last: 10.77.0.99}
          router: 10.77.0.1
          ntp_servers: [10.77.0.2]
    dns: {enabled: true, records: [{name: pbx.example.com, a: 10.0.1.10}]}
    ntp: {enabled: true}
  files:
    kind: server
    address: 10.0.1.3/24
    gateway: 10.0.1.1
    files: {enabled: true, http: false}
  radius:
    kind: server
    address: 10.0.1.4/24
    gateway: 10.0.1.1
    radius: {enabled: true, clients: [10.0.1.5], stations: [{voice: true}]}
  r1:
    kind: router
    interfaces:
      - {port: 1, address: 10.0.1.1/24}
      - {port: 2, address: 10.0.2.1/24, dhcp_relay: [10.0.1.2]}
  sw1:
    kind: switch
    address: 10.0.1.5/24
    radius: {servers: [10.0.1.4]}
    port_access: [{ports: 5, order: mab, host_mode: multi_domain}]
  sw2: {kind: switch}
  phone:
    kind: phone
    call_servers: [pbx]
    domain: pbx.example.com
    dhcp: {enabled: true}
    provisioning: {enabled: true, options: option_150}
    time: {enabled: true}
links:
  - pbx - sw1:1
  - dc - sw1:2
  - files - sw1:3
  - radius - sw1:4
  - r1:1 - sw1:6
  - r1:2 - sw2:1
  - phone - sw2:2
)";

std::string complaints(const std::vector<std::string>& sets, const std::string& more = "") {
  sim::Diagnostics diagnostics;
  std::vector<sim::Assignment> read;
  for (const std::string& set : sets) {
    read.push_back(*sim::parse_assignment("--set", set, diagnostics));
  }
  CHECK(app::load({"x.yaml", text + more}, read, diagnostics));
  return diagnostics.text();
}
void says(const std::string& found, const std::string& expected) {
  CAPTURE(found, expected);
  CHECK(found.find(expected) != std::string::npos);
}

}  // namespace

TEST_CASE("services: who is there and answers is not complained of") {
  CHECK(complaints({}) == "");
  CHECK(complaints({"phone.time.enabled=false", "dc.dhcp.scopes.1.ntp_servers.1=10.0.1.99"}) == "");
}

TEST_CASE("services: an address that nobody has") {
  for (const std::string path :
       {"dc.dhcp.scopes.1.ntp_servers.1", "dc.dhcp.scopes.1.tftp_servers.1",
        "dc.dhcp.scopes.1.dns.1", "dc.dhcp.tftp_server_name", "sw1.radius.servers.1",
        "r1.interfaces.2.dhcp_relay.1", "phone.time.servers.1", "phone.provisioning.servers.1"}) {
    says(complaints({path + "=10.0.1.99"}),
         "warning: " + path + " names 10.0.1.99, which is no device's address");
  }
  says(complaints({"dc.dhcp.scopes.1.router=10.0.2.9"}), "router names 10.0.2.9, which is no");
}

TEST_CASE("services: an address of somebody who does not answer that") {
  for (const auto& [path, what] :
       {std::pair<std::string, std::string>{"dc.dhcp.scopes.1.ntp_servers.1", "serves no NTP"},
        {"dc.dhcp.scopes.1.tftp_servers.1", "serves phones no files"},
        {"dc.dhcp.scopes.1.dns.1", "serves no DNS"},
        {"sw1.radius.servers.1", "serves no RADIUS"},
        {"r1.interfaces.2.dhcp_relay.1", "serves no DHCP"}}) {
    says(complaints({path + "=10.0.1.10"}), path + " names 10.0.1.10, 'pbx', which " + what);
  }
  says(complaints({"files.files.tftp=false"}), "'files', which serves phones no files");
  says(complaints({"phone.provisioning.protocol=http"}), "'files', which serves phones no files");
  says(complaints({"radius.radius.clients.1=10.0.1.6"}),
       "'radius' will not answer 'sw1': 10.0.1.5 is not among its radius.clients");
}

TEST_CASE("services: where it stands is shown") {
  const std::string found = complaints({"dc.ntp.enabled=false"});
  says(found, "x.yaml:20:25: warning: dc.dhcp.scopes.1.ntp_servers.1 names 10.0.1.2, 'dc'");
}

TEST_CASE("services: who comes in the timeline, or serves then, counts as there") {
  const std::string later = "timeline: [{at: 1min, set: {dc.ntp.enabled: true}}]\n";
  CHECK(complaints({"dc.ntp.enabled=false"}, later) == "");
  const std::string moves = "timeline: [{at: 1min, set: {files.address: 10.0.1.99/24}}]\n";
  CHECK(complaints({"dc.dhcp.scopes.1.tftp_servers.1=10.0.1.99"}, moves) == "");
  const std::string wrong =
      "timeline: [{at: 1min, set: {dc.dhcp.scopes.1.ntp_servers.1: 10.0.1.99}}]\n";
  says(complaints({}, wrong), "x.yaml:63:61: warning: dc.dhcp.scopes.1.ntp_servers.1 names");
}

TEST_CASE("services: a domain of which no DNS server has a record") {
  says(complaints({"phone.domain=pbx.exmaple.com"}),
       "no DNS server has a record of it: unknown domain 'pbx.exmaple.com'; did you mean "
       "'pbx.example.com'?");
  CHECK(complaints({"phone.domain=PBX.example.com"}) == "");
  CHECK(complaints({"dc.dns.records.1.name=_sip._udp.pbx.example.com"}) == "");
}

TEST_CASE("services: a relay to servers that have no scope for its network") {
  says(complaints({"r1.interfaces.2.address=10.0.9.1/24"}),
       "'dc' has no scope for 10.0.9.1/24, whose DHCP 'r1' relays to it");
}

TEST_CASE("links: a duplex mismatch that nobody's traffic meets is no all-clear") {
  const std::string said = "duplex_mismatch loses nothing while nobody else sends";
  says(complaints({"links.2.duplex_mismatch=true"}), said);
  CHECK(complaints({"links.2.duplex_mismatch=true", "links.2.load=1Mbit/s"}) == "");
  CHECK(complaints({"links.2.duplex_mismatch=true"},
                   "timeline: [{at: 1min, set: {links.2.load_back: 1Mbit/s}}]\n") == "");
}
