// The scan of the field report "NetPhone": addresses in use beside the DHCP server's list of
// leases.
#include "app/evidence/lease_scan.hpp"

#include <algorithm>
#include <map>

#include "app/run/simulate.hpp"
#include "tests/run_fixture.hpp"

using namespace std::chrono_literals;
using Finding = app::ScannedAddress::Finding;

namespace {

class Scanned {
 public:
  Scanned(const std::string& path, sim::Duration at, const std::vector<std::string>& words = {}) {
    sim::Diagnostics diagnostics;
    std::vector<sim::Assignment> sets;
    for (const std::string& word : words) {
      sets.push_back(*sim::parse_assignment("--set", word, diagnostics));
    }
    const auto source =
        app::read_source(std::string(FASTBUSY_SOURCE_DIR) + "/scenarios/" + path, diagnostics);
    const auto scenario = app::load(*source, sets, diagnostics);
    INFO(diagnostics.text());
    REQUIRE(scenario);
    const auto run = app::simulate({.scenario = *scenario, .what = "scan", .stop = at}, {});
    for (const app::ScannedAddress& one : app::scan_leases(*run.world, *scenario)) {
      ++findings_[one.finding];
      std::string users;
      for (const std::size_t user : one.users) users += " " + scenario->devices[user].name;
      by_users_[users].push_back(one.finding);
    }
  }
  int count(Finding finding) const {
    const auto found = findings_.find(finding);
    return found == findings_.end() ? 0 : found->second;
  }
  // Of the addresses that exactly these devices use.
  std::vector<Finding> of(const std::string& users) const {
    const auto found = by_users_.find(" " + users);
    return found == by_users_.end() ? std::vector<Finding>{} : found->second;
  }

 private:
  std::map<Finding, int> findings_;
  std::map<std::string, std::vector<Finding>> by_users_;
};

}  // namespace

TEST_CASE("scan: after the migration, phones that stay on use addresses without a lease") {
  const Scanned scan("netphone/dhcp-conflict.yaml", 44min);
  for (const char* phone : {"busy1", "busy2", "busy3", "busy4", "busy5", "busy6"}) {
    CHECK(scan.of(phone) == std::vector{Finding::no_lease});
  }
  for (const char* pc : {"pc1", "pc6"}) CHECK(scan.of(pc) == std::vector{Finding::fine});
}

TEST_CASE("scan: what an offer without a ping leaves behind is in the list as BAD_ADDRESS") {
  // The power cycle at 45 min: the server offers busy phones' addresses, and the phones decline.
  CHECK(Scanned("netphone/dhcp-conflict.yaml", 44min).count(Finding::kept_out) == 0);
  CHECK(Scanned("netphone/dhcp-conflict.yaml", 50min).count(Finding::kept_out) == 6);
}

TEST_CASE("scan: with the leases migrated, every address is its user's") {
  const Scanned scan("netphone/dhcp-healthy.yaml", 44min);
  CHECK(scan.count(Finding::fine) >= 18);
  for (const Finding wrong : {Finding::duplicate, Finding::no_lease, Finding::anothers,
                              Finding::kept_out, Finding::silent}) {
    CHECK(scan.count(wrong) == 0);
  }
}

TEST_CASE("scan: phones that do not probe share addresses with others") {
  const Scanned scan("netphone/dhcp-conflict.yaml", 50min,
                     {"phone.dhcp.conflict_detection=none", "pc.dhcp.conflict_detection=none"});
  CHECK(scan.count(Finding::duplicate) > 0);
}

TEST_CASE("scan: a lease whose holder is off is silent") {
  const Scanned scan("netphone/dhcp-healthy.yaml", 5min);  // the phones come at 30 min
  CHECK(scan.count(Finding::silent) == 6);
  CHECK(scan.of("busy1") == std::vector{Finding::fine});
}

TEST_CASE("scan: a router answers, too, in each of its networks") {
  const Scanned scan("everyday/dhcp-relay-healthy.yaml", 1s,
                     {"dc.dhcp.scopes.1.pool.first=10.20.0.1"});
  CHECK(scan.of("core") == std::vector{Finding::no_lease, Finding::fine});  // 10.20.0.1, 10.110.0.1
}
