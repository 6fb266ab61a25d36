// Whole sites: every line accounted for, and a run that comes to what the hand-written one does.
#include "tests/import_fixture.hpp"
#include "tests/run_fixture.hpp"

using tests::imported_folder;

namespace {

app::RunResult run_of(const app::ImportedSite& site) {
  INFO(site.text);
  for (const std::string& note : site.notes) UNSCOPED_INFO(note);
  REQUIRE(site.complete);
  sim::Diagnostics diagnostics;
  auto result = app::run({"imported.yaml", site.text}, {}, {}, diagnostics);
  INFO(diagnostics.text());
  REQUIRE(result);
  return std::move(*result);
}

std::size_t unknown_lines(const app::ImportedSite& site) {
  std::size_t n = 0;
  for (const app::ConfigFile& file : site.files) n += file.count(app::LineFate::unknown);
  return n;
}

}  // namespace

TEST_CASE("import: a Catalyst and a phone's file give the sixteen-minute cycle [cisco-200410]") {
  const auto site = imported_folder("cycle");
  CHECK(unknown_lines(site) == 0);
  const auto result = run_of(site);
  CHECK_FALSE(result.failed());
  const auto by_hand = tests::run_scenario("scenarios/cisco/sip-sixteen-minute-cycle.yaml", {});
  CHECK(result.losses() == by_hand.losses());
  CHECK(tests::held_by(result, "cucm1") == tests::held_by(by_hand, "cucm1"));
}

TEST_CASE("import: an IOS router and pjsip.conf make phones deaf after a minute [ios-nat]") {
  const auto site = imported_folder("branch");
  CHECK(unknown_lines(site) == 0);
  const auto result = run_of(site);
  CHECK_FALSE(result.failed());
  const auto by_hand = tests::run_scenario("tests/import/branch/hand.yaml", {});
  CHECK_FALSE(by_hand.failed());
  CHECK(result.history.registered_at_end == by_hand.history.registered_at_end);
}

TEST_CASE("import: a layer 3 switch, a script, dhcpd.conf and a phone's file, healthy") {
  const auto site = imported_folder("voice");
  CHECK(unknown_lines(site) == 0);
  CHECK_FALSE(run_of(site).failed());
}

TEST_CASE("import: an ASA with identity NAT of any answers for the call manager [asa-proxy-arp]") {
  const auto site = imported_folder("firewall");
  CHECK(unknown_lines(site) == 0);
  CHECK_FALSE(run_of(site).failed());
}
