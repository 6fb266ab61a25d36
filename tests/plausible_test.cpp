// What can hardly be meant is said before the run, with its place; what is right beside it is not.
#include <filesystem>

#include "tests/run_fixture.hpp"

namespace {

const std::string text = R"(title: each of them is right by itself
source: made up for this test
version: 2
duration: 1min
devices:
  pbx: {kind: call_server, profile: sip-registrar, address: 10.0.0.1/24, mac: 00:11:22:33:44:55}
  pbx2: {kind: call_server, profile: sip-registrar, address: 10.0.0.2/24, mac: 00:11:22:33:44:55}
  phone: {kind: phone, count: 2, address: 10.0.0.9/24, gateway: 10.0.0.99, call_servers: [pbx]}
  other: {kind: phone, address: 10.0.0.254/24, gateway: 10.0.0.2, vlan: 20, call_servers: [pbx]}
  dc:
    kind: server
    address: 10.0.0.3/24
    dhcp:
      enabled: true
      scopes:
        - {network: 10.0.0.0/24, pool: {first: 10.0.0.9, last: 10.0.0.50}}
        - {network: 10.0.0.0/24, pool: {first: 10.0.0.60, last: 10.0.0.70}}
  r1:
    kind: router
    interfaces: [{port: 1, address: 10.0.0.254/24}, {port: 1, address: 10.1.0.1/24, vlan: 30}]
    nat: {udp_timeout: 1min}
  sw1:
    kind: switch
    port_security: {aging_time: 1min}
    port_settings: [{ports: 1-5, vlan: 1}, {ports: 5-6, vlan: 1}, {ports: "23", vlan: 7}]
  sw2: {kind: switch}
  sure: {kind: switch, port_security: {enabled: false, aging_time: 1min}}
  pc: {kind: computer, address: 10.2.0.1/24}
links:
  - phone{1-2} - sw1:{1-2}
  - pbx - sw1:3
  - pbx2 - sw1:4
  - other - sw1:5
  - dc - sw1:6
  - r1:1 - sw1:24
  - sw1:23 - sw2:1
  - pc - sure:1
)";

std::string complaints(const app::SourceText& source) {
  sim::Diagnostics diagnostics;
  CHECK(app::load(source, {}, diagnostics));
  return diagnostics.text();
}

}  // namespace

TEST_CASE("warnings: each device is right by itself, but not beside the others") {
  const std::string found = complaints({"x.yaml", text});
  for (const std::string expected : {
           "x.yaml:7:3: warning: 'pbx2' and 'pbx' have one MAC, 00:11:22:33:44:55",
           "x.yaml:8:65: warning: gateway 10.0.0.99 of 'phone1' is no device's address",
           "x.yaml:9:3: warning: 'other' has the address of an interface of 'r1', 10.0.0.254",
           "x.yaml:9:3: warning: 'other' tags its frames with VLAN 20, which sw1:5 does not take",
           "x.yaml:9:57: warning: gateway 10.0.0.2 of 'other' is 'pbx2', which is no router",
           "x.yaml:10:3: warning: the pool 10.0.0.9 to 10.0.0.50 of 'dc' holds the address of "
           "'phone1', 10.0.0.9",
           "x.yaml:10:3: warning: 'dc' has two scopes for 10.0.0.0/24; the first answers",
           "x.yaml:20:72: warning: the interface 10.1.0.1/24 of 'r1' tags with VLAN 30, and sw1:24 "
           "is no trunk",
           "x.yaml:21:10: warning: 'r1' has no outside interface, so that nothing is translated",
           "x.yaml:24:5: warning: port_security of 'sw1' is switched off",
           "x.yaml:25:52: warning: port 5 of 'sw1' stands in two port_settings; the last one "
           "counts",
           "x.yaml:26:3: warning: a cable joins sw1:23 (VLAN 7) and sw2:1 (VLAN 1)",
       }) {
    CAPTURE(expected, found);
    CHECK(found.find(expected) != std::string::npos);
  }
  std::size_t warnings = 0;
  for (std::size_t at = found.find("warning"); at != std::string::npos;
       at = found.find("warning", at + 1)) {
    ++warnings;
  }
  CHECK(warnings == 12);  // and nothing else
}

TEST_CASE("warnings: no scenario that comes with fastbusy needs one") {
  std::size_t files = 0;
  for (const auto& file : std::filesystem::recursive_directory_iterator("scenarios")) {
    if (file.path().extension() != ".yaml") continue;
    ++files;
    sim::Diagnostics unread;
    const auto source = app::read_source(file.path().string(), unread);
    REQUIRE(source);
    CHECK(complaints(*source).empty() != tests::warns_of_its_story(file.path().string()));
  }
  CHECK(files >= 48);
}

TEST_CASE("warnings: a section that the timeline switches on is not idle") {
  const std::string idle = "x.yaml:24:5: warning: port_security";
  CHECK(complaints({"x.yaml", text}).find(idle) != std::string::npos);
  CHECK(
      complaints({"x.yaml", text + "timeline: [{at: 5s, set: {sw1.port_security.enabled: true}}]"})
          .find(idle) == std::string::npos);
}
