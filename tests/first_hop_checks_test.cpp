// What is said of groups of routers before a run: what cannot be, what cannot act, and who will not
// hear whom.
#include "tests/run_fixture.hpp"

namespace {

// `first`, `second`: the lists of groups at the interfaces of two routers.
std::string two_routers(const std::string& first, const std::string& second) {
  return R"(title: t
source: made up for this test
version: 2
duration: 10min
devices:
  pbx: {kind: call_server, address: 10.0.1.10/24, gateway: 10.0.1.2}
  phone: {kind: phone, address: 10.0.0.9/24, gateway: 10.0.0.1, call_servers: [pbx]}
  ra:
    kind: router
    interfaces: [{port: 1, address: 10.0.0.2/24, )" +
         first + R"(}, {port: 2, address: 10.0.1.2/24}]
  rb:
    kind: router
    interfaces: [{port: 1, address: 10.0.0.3/24, )" +
         second + R"(}, {port: 2, address: 10.0.1.3/24}]
  sw1: {kind: switch}
  sw2: {kind: switch}
links: [phone - sw1:1, ra:1 - sw1:2, rb:1 - sw1:3, ra:2 - sw2:2, rb:2 - sw2:3, pbx - sw2:1]
)";
}
std::string complaints(const std::string& first,
                       const std::string& second = "hsrp: [{address: 10.0.0.1}]") {
  sim::Diagnostics diagnostics;
  app::load({"x.yaml", two_routers(first, second)}, {}, diagnostics);
  return diagnostics.text();
}
void says(const std::string& text, const std::string& expected) {
  CAPTURE(text, expected);
  CHECK(text.find(expected) != std::string::npos);
}

}  // namespace

TEST_CASE("groups that can be are not complained of") {
  CHECK(
      complaints("hsrp: [{address: 10.0.0.1, priority: 110, preempt: true, track: [2]}]").empty());
  CHECK(complaints("vrrp: [{address: 10.0.0.1}]", "vrrp: [{address: 10.0.0.1, group: 1}]").empty());
}

TEST_CASE("groups that cannot be are errors") {
  says(complaints("hsrp: [{address: 10.0.9.1}]"),
       "10.0.9.1 is not in the network of its interface");
  says(complaints("hsrp: [{address: 10.0.0.2}]"), "no router's own");
  says(complaints("hsrp: [{address: 10.0.0.1, group: 300}]"), "version 1 are 0 to 255");
  says(complaints("vrrp: [{address: 10.0.0.1, group: 0}]"), "groups of VRRP are 1 to 255");
  says(complaints("hsrp: [{address: 10.0.0.1, hello: 11s}]"), "is above");
  says(complaints("hsrp: [{address: 10.0.0.1, track: [3]}]"), "has no interface 3");
  says(complaints("hsrp: [{address: 10.0.0.1, track_routes: [1]}]"), "no route 1 with a track");
}

TEST_CASE("routers that have one address and will not hear each other are implausible") {
  for (const char* other : {"group: 2", "version: 2", "password: secret"}) {
    says(complaints(std::string("hsrp: [{address: 10.0.0.1, ") + other + "}]"),
         "will not hear each other");
  }
  says(complaints("vrrp: [{address: 10.0.0.1}]"), "will not hear each other");
}

TEST_CASE("one group with two addresses") {
  says(complaints("hsrp: [{address: 10.0.0.254}]"),
       "'rb' and 'ra' are one group with two addresses, 10.0.0.1 and 10.0.0.254");
  CHECK(complaints("hsrp: [{address: 10.0.0.254, group: 2}]").empty());
  says(complaints("hsrp: [{address: 10.0.0.1}, {address: 10.0.0.254}]"),
       "group 1 stands twice at one interface");
}

TEST_CASE("what is not joined by switches is another network, with the same addresses") {
  std::string text =
      two_routers("hsrp: [{address: 10.0.0.1}]", "hsrp: [{address: 10.0.0.1, group: 2}]");
  const std::string cable = "rb:1 - sw1:3, ";
  text.erase(text.find(cable), cable.size());
  sim::Diagnostics diagnostics;
  app::load({"x.yaml", text}, {}, diagnostics);
  CHECK(diagnostics.text().find("will not hear") == std::string::npos);
}

TEST_CASE("settings of a group that cannot act") {
  says(complaints("hsrp: [{address: 10.0.0.1, preempt_delay: 5s}]"), "it does not preempt");
  says(complaints("hsrp: [{address: 10.0.0.1, decrement: 5}]"), "it tracks nothing");
  says(complaints("hsrp: [{address: 10.0.0.1, announce_interval: 5s}]"), "at most once");
  says(complaints("hsrp: [{address: 10.0.0.1, use_bia: true, virtual_source: false}]"),
       "there is no virtual MAC");
  says(complaints("vrrp: [{address: 10.0.0.1, version: 3, password: x}]"), "version 3 has none");
}
