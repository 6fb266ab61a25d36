// What an operator does at 0 s counts: a device that he switches off then does not start by itself.
#include "tests/run_fixture.hpp"

namespace {

const std::string office = R"(
version: 2
title: a phone, and what it needs
source: made up
duration: 10min
devices:
  dhcp:
    kind: server
    address: 10.0.0.1/24
    dhcp:
      enabled: true
      scopes: [{network: 10.0.0.0/24, pool: {first: 10.0.0.50, last: 10.0.0.60}}]
  pbx: {kind: call_server, address: 10.0.1.2/24, gateway: 10.0.1.1}
  router:
    kind: router
    interfaces: [{port: 1, address: 10.0.0.254/24}, {port: 2, address: 10.0.1.1/24}]
  sw: {kind: switch}
  phone: {kind: phone, call_servers: [pbx], dhcp: {enabled: true}, gateway: 10.0.0.254}
links: [dhcp - sw:1, "router:1 - sw:2", phone - sw:3, "pbx - router:2"]
)";

// How many phones are registered at the end.
std::size_t registered(const std::string& timeline) {
  sim::Diagnostics diagnostics;
  const auto result = app::run({"office.yaml", office + timeline}, {}, {}, diagnostics);
  INFO(diagnostics.text());
  REQUIRE(result);
  return result->history.registered_at_end.size();
}

}  // namespace

TEST_CASE("timeline: what is switched off at 0 s stays off, and starts when it is switched on") {
  CHECK(registered("") == 1);
  for (const std::string device : {"dhcp", "pbx", "router", "sw", "phone"}) {
    INFO(device);
    const std::string off = "timeline:\n  - {at: 0s, power_off: " + device + "}\n";
    CHECK(registered(off) == 0);
    CHECK(registered(off + "  - {at: 1min, power_on: " + device + "}\n") == 1);
  }
}
