// fastbusy diff: what is configured otherwise, and what it does.
#include "app/report/diff_text.hpp"
#include "app/what_if/diff.hpp"
#include "tests/what_if_fixture.hpp"

namespace {

using app::BehaviourChange;
using app::SettingChange;
using Turn = BehaviourChange::Turn;

const std::string cycle = "cisco/sip-sixteen-minute-cycle.yaml";

app::Diff diff_with(const std::string& path, const std::vector<std::string>& sets,
                    const app::DiffOptions& options = {}) {
  return app::diff(tests::scenario_at(path), tests::scenario_at(path, sets), options, {});
}

const BehaviourChange* find(const app::Diff& diff, const std::string& subject) {
  for (const BehaviourChange& one : diff.behaviour.changes) {
    if (one.subject == subject) return &one;
  }
  return nullptr;
}

std::string complaint_about(const std::string& set) {
  sim::Diagnostics diagnostics;
  app::read_patterns("--set", {set}, tests::scenario_at(cycle), diagnostics);
  return diagnostics.text();
}

}  // namespace

TEST_CASE("diff: patterns of names") {
  CHECK(app::fits("sw*", "sw1"));
  CHECK(app::fits("*", ""));
  CHECK(app::fits("s?1", "sw1"));
  CHECK(app::fits("*.losses", "phone.losses"));
  CHECK(app::fits("a*b*c", "a-b-b-c"));
  CHECK_FALSE(app::fits("sw?", "sw"));
  CHECK_FALSE(app::fits("sw", "sw1"));
  CHECK_FALSE(app::fits("a*b", "a-b-c"));
}

TEST_CASE("diff: a pattern is set of whoever fits and has the setting") {
  const auto scenario = tests::scenario_at(cycle);
  const auto paths = [&](const std::string& set) {
    sim::Diagnostics diagnostics;
    std::string all;
    for (const auto& one : app::read_patterns("--set", {set}, scenario, diagnostics)) {
      all += sim::path_of(one) + "=" + one.value + " ";
    }
    CHECK(diagnostics.ok());
    return all;
  };
  CHECK(paths("sw*.mac_aging=1h") == "sw1.mac_aging=1h ");
  CHECK(paths("phone1?.tcp.rto_min=1s") ==
        "phone10.tcp.rto_min=1s phone11.tcp.rto_min=1s phone12.tcp.rto_min=1s ");
  CHECK(paths("*.tcp.rto_min=1s") ==
        "cucm1.tcp.rto_min=1s cucm2.tcp.rto_min=1s phone.tcp.rto_min=1s ");
  CHECK(paths("links.*.loss=1%") == "links.1.loss=1% links.2.loss=1% links.3.loss=1% ");
  CHECK(complaint_about("x*.mac_aging=1h").find("no device fits 'x*'") != std::string::npos);
  CHECK(complaint_about("sw*.mc_aging=1h").find("'sw*' has 'mc_aging'") != std::string::npos);
}

TEST_CASE("diff: the remedy of the sixteen minutes cures, and nobody is worse off") {
  const app::Diff diff = diff_with(cycle, {"sw*.port_security.aging_time=5min"});
  REQUIRE(diff.settings.size() == 1);
  CHECK(diff.settings[0].paths[0] == "sw1.port_security.aging_time");
  CHECK(diff.settings[0].before == "1min");
  CHECK(diff.settings[0].after == "5min");
  CHECK(diff.settings[0].place_before.ends_with("sip-sixteen-minute-cycle.yaml:19"));
  CHECK(diff.settings[0].place_after == "--set");
  CHECK(diff.settings[0].use == SettingChange::Use::exercised);
  const auto* losses = find(diff, "phone.losses");
  REQUIRE(losses != nullptr);
  CHECK(losses->turn == Turn::better);
  CHECK(losses->before == "3");
  CHECK(losses->after == "0");
  CHECK(losses->who.size() == 12);
  const auto* cause = find(diff, "cause.sw1.port_security.aging_time");
  REQUIRE(cause != nullptr);
  CHECK(cause->after == "0");
  CHECK(diff.behaviour.suffer_before == 12);
  CHECK(diff.behaviour.suffer_after == 0);
  const std::string text = app::diff_paragraph(diff);
  CHECK(text.find("12 of 12 phones suffered, none does now") != std::string::npos);
  CHECK(text.find("Nobody is worse off.") != std::string::npos);
  CHECK(diff.unexpected());
}

TEST_CASE("diff: the other way round it is worse, and says so") {
  const std::vector<std::string> sets{"sw1.port_security.aging_time=5min"};
  const app::Diff diff =
      app::diff(tests::scenario_at(cycle, sets), tests::scenario_at(cycle), {}, {});
  const auto* losses = find(diff, "phone.losses");
  REQUIRE(losses != nullptr);
  CHECK(losses->turn == Turn::worse);
  CHECK(app::diff_paragraph(diff).find("Worse off: 12 phones") != std::string::npos);
}

TEST_CASE("diff: what is allowed is no regression, anything else is") {
  app::Diff diff = diff_with(cycle, {"sw1.port_security.aging_time=5min"}, {.calls = false});
  CHECK(diff.unexpected());
  diff.allow = {"phone.*", "cause.*", "sw*.port_security.aging_time"};
  CHECK_FALSE(diff.unexpected());
  diff.allow = {"phone.losses", "sw*"};
  CHECK(diff.unexpected());
  diff.allow = {"phone.*", "cause.*"};  // then the setting was not meant to change
  CHECK(diff.unexpected());
}

TEST_CASE("diff: a setting on which nothing depended is not exercised") {
  const app::Diff diff = diff_with(cycle, {"sw1.mac_aging=2h", "phone.sccp.answer_timeout=7s"});
  CHECK(diff.behaviour.changes.empty());
  CHECK_FALSE(diff.unexpected());
  for (const SettingChange& one : diff.settings) {
    INFO(one.paths[0]);
    CHECK(one.use == (one.paths[0] == "sw1.mac_aging" ? SettingChange::Use::not_exercised
                                                      : SettingChange::Use::cannot_act));
  }
  CHECK(app::diff_paragraph(diff).find("not exercised") != std::string::npos);
}

TEST_CASE("diff: what only calls tell of is no setting on which nothing depended") {
  const app::Diff diff =
      diff_with("everyday/firewall-idle-timeout.yaml", {"fw.firewall.conn_timeout=60s"});
  CHECK_FALSE(diff.behaviour.changes.empty());
  CHECK(app::diff_paragraph(diff).find("not exercised") == std::string::npos);
}

TEST_CASE("diff: a new phone that never registers is told, and is no improvement") {
  const app::Diff diff =
      diff_with("everyday/port-security-max-1-pc-behind-phone.yaml", {"phone.count=7"});
  REQUIRE(!diff.after.history.never_registered.empty());
  const BehaviourChange* fresh = find(diff, "phone7.never_registered");
  REQUIRE(fresh != nullptr);
  CHECK(fresh->turn == Turn::worse);
  CHECK(diff.unexpected());
}

TEST_CASE("diff: a scenario and itself are alike") {
  const app::Diff diff = diff_with(cycle, {});
  CHECK(diff.settings.empty());
  CHECK(diff.behaviour.changes.empty());
  CHECK(diff.behaviour.phones == 12);
  CHECK(app::diff_paragraph(diff).find("Both are configured alike.") != std::string::npos);
}

TEST_CASE("diff: devices, links and acts that only one of two files has") {
  const app::Diff diff =
      app::diff(tests::scenario_at("lan/two-uplinks.yaml"),
                tests::scenario_at("lan/two-uplinks-stp.yaml"), {.calls = false}, {});
  std::size_t links = 0;
  std::size_t acts = 0;
  for (const SettingChange& one : diff.settings) {
    links += one.kind == SettingChange::Kind::link ? 1 : 0;
    acts += one.kind == SettingChange::Kind::act ? 1 : 0;
  }
  CHECK(links + acts > 0);
}

TEST_CASE("diff: a scenario's remedy harms nobody, and is told alike on any number of threads") {
  for (const std::string path : {"starface/nat-keepalive.yaml", "avaya/wrong-static-route.yaml",
                                 "everyday/dhcp-relay-missing.yaml"}) {
    INFO(path);
    const auto scenario = tests::scenario_at(path);
    REQUIRE_FALSE(scenario.remedies.empty());
    std::vector<std::string> sets;
    for (const auto& set : scenario.remedies[0].sets) {
      sets.push_back(sim::path_of(set) + "=" + set.value);
    }
    const app::Diff one = diff_with(path, sets, {.calls = false, .threads = 1});
    CHECK(one.behaviour.suffer_after < one.behaviour.suffer_before);
    CHECK(app::diff_paragraph(one).find("Nobody is worse off.") != std::string::npos);
    CHECK(app::diff_json(one) ==
          app::diff_json(diff_with(path, sets, {.calls = false, .threads = 2})));
  }
}
