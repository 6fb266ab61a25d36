// Fates that neither the scenarios nor a device's own test meets: each by the smallest change of a
// shipped scenario. With tests/router_test.cpp and scenarios/ every fate of a loss is produced.
#include "tests/run_fixture.hpp"

namespace {

std::uint64_t count(const app::RunResult& result, models::Fate fate) {
  return result.history.fates[static_cast<std::size_t>(fate)];
}

const std::string cycle = "scenarios/cisco/sip-healthy.yaml";

}  // namespace

TEST_CASE("fates: an ARP cache without room loses the packet that waited") {
  const auto full = tests::run_scenario(cycle, {"phone.arp.capacity=1"}, "10min");
  CHECK(count(full, models::Fate::arp_table_full) > 0);
  const auto roomy = tests::run_scenario(cycle, {}, "10min");
  CHECK(count(roomy, models::Fate::arp_table_full) == 0);
}

TEST_CASE("fates: a call server without room ignores the SYN") {
  const auto full = tests::run_scenario(cycle, {"cucm1.max_connections=3"}, "10min");
  CHECK(count(full, models::Fate::tcp_table_full) > 0);
  CHECK(full.history.registered_at_end.size() == 12);  // the others are on the secondary
}

TEST_CASE("fates: a link without loss, queue or cable is not a link with them") {
  const std::string storm = "scenarios/starface/nat-healthy.yaml";
  const auto slow = tests::run_scenario(storm, {"links.3.rate=64kbit/s", "links.3.queue=1ms"});
  CHECK(count(slow, models::Fate::link_queue_full) > 0);
  const auto lossy = tests::run_scenario(storm, {"links.3.loss=5%"});
  CHECK(count(lossy, models::Fate::lost_on_link) > 0);
  const auto fine = tests::run_scenario(storm, {});
  CHECK(count(fine, models::Fate::link_queue_full) == 0);
  CHECK(count(fine, models::Fate::lost_on_link) == 0);
}

TEST_CASE("fates: a phone with the wrong tag is not in the PBX's VLAN") {
  const auto tagged = tests::run_scenario(cycle, {"phone.vlan=110"}, "10min");
  CHECK(count(tagged, models::Fate::vlan_not_allowed) > 0);
  CHECK(tagged.history.registered_at_end.empty());
}

TEST_CASE("fates: a phone that nobody plugged in talks to no one") {
  const std::string text = R"(title: unplugged
source: made up for this test
duration: 5min
devices:
  cucm1: {kind: call_server, profile: cisco-cucm, address: 10.0.0.1/24}
  sw1: {kind: switch, profile: cisco-catalyst}
  phone: {kind: phone, profile: cisco-8961-sip, address: 10.0.0.51/24, call_servers: [cucm1]}
links:
  - cucm1 - sw1:1
)";
  sim::Diagnostics diagnostics;
  const auto result = app::run({"unplugged.yaml", text}, {}, {}, diagnostics);
  REQUIRE(result);
  CHECK(count(*result, models::Fate::no_link) > 0);
  CHECK(diagnostics.text().find("'phone' has no link") != std::string::npos);
}
