// fastbusy lint: what is passed over and why, exit codes, files for other programs; and what it
// tells of the scenarios that come with fastbusy.
#include "app/commands/lint.hpp"

#include <map>

#include "app/lint/lint.hpp"
#include "app/report/lint/lint_report.hpp"
#include "tests/catch.hpp"
#include "tests/files_fixture.hpp"

namespace {

const std::string small_site = R"(version: 2
title: a registrar, and a client that comes back when it likes
source: made up for this test
duration: 1h
devices:
  pbx: {kind: call_server, profile: sip-registrar, address: 10.0.0.1/24, sip: {max_expiry: 2min}}
  sw1: {kind: switch}
  phone:
    kind: phone
    address: 10.0.0.51/24
    call_servers: [pbx]
    sip: {register_expires: 10min, heeds_grant: false}
links:
  - phone - sw1:1
  - pbx - sw1:24
)";

std::string with_line(const std::string& before, const std::string& line) {
  std::string text = small_site;
  const auto at = text.find(before);
  REQUIRE(at != std::string::npos);
  return text.insert(at, line);
}

app::Linted lint_of(const std::string& text, const std::string& ignore = "") {
  std::vector<app::Suppression> argued;
  std::string wrong;
  if (!ignore.empty()) argued.push_back(*app::suppression_of(ignore, wrong));
  return app::lint({"site.yaml", text}, {}, argued, {});
}

std::size_t told(const app::Linted& file, const std::string& code) {
  return static_cast<std::size_t>(std::ranges::count_if(
      file.findings, [&](const auto& one) { return one.code == code && one.is_open(); }));
}

}  // namespace

TEST_CASE("lint: both sides have their lines, and the run is told") {
  const app::Linted file = lint_of(small_site);
  REQUIRE(told(file, "FB501") == 1);
  const app::LintFinding& one = file.findings.front();
  CHECK(one.level == app::LintLevel::error);
  CHECK(one.places[0].setting == "pbx.sip.max_expiry");
  CHECK(one.places[0].line == 6);
  CHECK(one.places[1].setting == "phone.sip.register_expires");
  CHECK(one.places[1].line == 12);
  const std::string text = app::lint_text(file, app::Style(false));
  CAPTURE(text);
  CHECK(text.starts_with("site.yaml:6:"));
  CHECK(text.find(": error: phone comes again after ") != std::string::npos);
  CHECK(text.find("[FB501 grant-and-refresh]\n") != std::string::npos);
  CHECK(text.find("^\n") != std::string::npos);
  CHECK(text.find("site.yaml:12:29: note: phone.sip.register_expires: 10min\n") !=
        std::string::npos);
  CHECK(text.find("not with phone.sip.heeds_grant=true") != std::string::npos);
}

TEST_CASE("lint: what is passed over needs a reason, a rule and something to pass over") {
  const std::string good = "# lint: FB501 because the provider is told\n";
  CHECK(told(lint_of(good + small_site), "FB501") == 0);
  CHECK(told(lint_of(with_line("  phone:\n", "  " + good)), "FB501") == 0);
  CHECK(told(lint_of(with_line("    sip: {reg", "    " + good)), "FB501") == 0);
  CHECK(told(lint_of(with_line("  sw1:", "  " + good)), "FB501") == 1);  // it is about another one
  CHECK(told(lint_of(with_line("  sw1:", "  " + good)), "FB003") == 1);
  CHECK(told(lint_of("# lint: FB101, FB501 because of that\n" + small_site), "FB501") == 0);
  const app::Linted unsaid = lint_of("# lint: FB501\n" + small_site);
  CHECK(told(unsaid, "FB501") == 1);
  CHECK(told(unsaid, "FB001") == 1);
  CHECK(unsaid.count(app::LintLevel::error) == 2);
  CHECK(told(lint_of("# lint: FB999 because I say so\n" + small_site), "FB002") == 1);
  CHECK(told(lint_of(small_site, "FB501=the provider is told"), "FB501") == 0);
  CHECK(told(lint_of(small_site, "grant-and-refresh=the provider is told"), "FB501") == 0);
  CHECK(told(lint_of(small_site, "FB401=there is no NAT"), "FB501") == 1);
  const std::string doubtful = small_site + "timeline: [{at: 30min, power_on: phone}]\n";
  CHECK(told(lint_of(doubtful), "FB010") == 1);
  CHECK(told(lint_of(doubtful, "FB010=it does no harm"), "FB010") == 0);
  std::string wrong;
  CHECK_FALSE(app::suppression_of("FB501", wrong));
  CHECK(wrong.find("lacks its reason") != std::string::npos);
  CHECK_FALSE(app::suppression_of("FB999=so", wrong = ""));
}

TEST_CASE("lint: exit codes, and files for other programs") {
  const tests::Folder folder("lint");
  const std::string bad = folder.write("bad.yaml", small_site);
  const std::string broken = folder.write("broken.yaml", "devices: [");
  const std::string good =
      folder.write("good.yaml", "# lint: FB501 because of <that> & \"more\"\n" + small_site);
  const auto lint = [](app::LintArguments arguments) {
    arguments.quiet = true;
    return app::lint_command(arguments);
  };
  CHECK(lint({.paths = {bad}}) == app::exit_failed);
  CHECK(lint({.paths = {bad}, .fail_on = "never"}) == app::exit_ok);
  CHECK(lint({.paths = {bad}, .proves = false}) == app::exit_ok);
  CHECK(lint({.paths = {bad}, .fail_on = "warning", .proves = false}) == app::exit_failed);
  CHECK(lint({.paths = {good}}) == app::exit_ok);
  CHECK(lint({.paths = {good, broken}}) == app::exit_usage);
  CHECK(lint({.paths = {bad}, .ignore = {"FB501"}}) == app::exit_usage);
  CHECK(lint({.paths = {}}) == app::exit_usage);
  CHECK(lint({.rules = true, .markdown = true}) == app::exit_ok);
  const std::string sarif = folder.file("lint.sarif");
  const std::string junit = folder.file("lint.xml");
  CHECK(lint({.paths = {bad, good, broken}, .sarif = sarif, .junit = junit}) == app::exit_usage);
  CHECK(tests::shell("xmllint --noout --schema tests/junit.xsd " + junit + " 2>/dev/null") == 0);
  CHECK(tests::shell("/usr/bin/python3 tests/lint_sarif.py " + sarif) == 0);
}

// Of scenarios with a known cause: the rule about it, and no rule at healthy ones.
TEST_CASE("lint: of the scenarios that come with it each known cause is told, no healthy one") {
  const std::map<std::string, std::string> expected{
      {"access/mab-late", "FB105"},
      {"avaya/wrong-static-route", "FB202"},
      {"cisco/sccp-asa-proxy-arp", "FB201"},
      {"cisco/sip-sixteen-minute-cycle", "FB101"},
      {"everyday/conntrack-30s-trap", "FB401"},
      {"everyday/dhcp-scope-exhausted", "FB302"},
      {"everyday/double-nat", "FB401"},
      {"everyday/firewall-idle-standby", "FB404"},
      {"everyday/firewall-idle-timeout", "FB404"},
      {"everyday/port-security-max-1-pc-behind-phone", "FB102"},
      {"everyday/stp-without-portfast", "FB103"},
      {"everyday/tcp-idle-behind-nat", "FB404"},
      {"lan/phone-in-two-vlans", "FB102"},
      {"lan/trunk-lacks-a-vlan", "FB104"},
      {"lync/option-120-missing", "FB303"},
      {"lync/option-43-missing", "FB303"},
      {"mtu/answer-too-big", "FB204"},
      {"mtu/firewall-eats-icmp", "FB204"},
      {"mtu/fragments-dropped", "FB204"},
      {"mtu/line-carries-less", "FB204"},
      {"mtu/tls-over-vpn", "FB204"},
      {"netphone/dhcp-conflict", "FB301"},
      {"poe/budget-of-24", "FB106"},
      {"registrar/client-ignores-grant", "FB501"},
      {"snooping/device-tracking", "FB302"},
      {"starface/nat-boundary-59s", "FB401"},
      {"starface/nat-boundary-60s", "FB401"},
      {"starface/nat-inbound-refresh", "FB402"},
      {"starface/nat-keepalive", "FB401"},
      {"starface/sip-alg", "FB403"},
      {"trunk/nat-forgets-port", "FB401"},
  };
  std::size_t seen = 0;
  for (const std::string& path : app::scenario_files("scenarios")) {
    CAPTURE(path);
    sim::Diagnostics diagnostics;
    const auto source = app::read_source(path, diagnostics);
    REQUIRE(source);
    std::vector<app::Suppression> none;
    const bool is_healthy = path.find("healthy") != std::string::npos;
    const auto known = expected.find(path.substr(10, path.size() - 15));
    if (!is_healthy && known == expected.end()) continue;
    const app::Linted file = app::lint(*source, {}, none, {});
    CHECK(file.is_read);
    if (is_healthy) CHECK(file.count(app::LintLevel::error) == 0);
    if (known == expected.end()) continue;
    ++seen;
    CHECK(std::ranges::any_of(file.findings, [&](const app::LintFinding& one) {
      return one.code == known->second && one.level == app::LintLevel::error;
    }));
  }
  CHECK(seen == expected.size());
}
