// Every file of scenarios/: what it expects holds, its remedies cure, a second run is the same; and
// what is generated for people and editors is up to date.
#include <algorithm>
#include <array>
#include <filesystem>

#include "app/commands/commands.hpp"
#include "app/report/json.hpp"
#include "tests/files_fixture.hpp"
#include "tests/run_fixture.hpp"

namespace {

namespace fs = std::filesystem;

std::vector<std::string> all_scenarios() {
  std::vector<std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator("scenarios")) {
    if (entry.path().extension() == ".yaml") files.push_back(entry.path().string());
  }
  std::ranges::sort(files);
  return files;
}

using tests::contents;

}  // namespace

TEST_CASE("scenarios: all expectations hold, all remedies cure, reports obey their schema") {
  REQUIRE(all_scenarios().size() >= 2);
  const tests::Folder reports("reports");
  for (const std::string& path : all_scenarios()) {
    INFO(path);
    sim::Diagnostics diagnostics;
    const auto source = app::read_source(path, diagnostics);
    REQUIRE(source);
    app::RunOptions options;
    options.duration = tests::first_hour_of_days(*source);
    auto result = app::run(*source, options, {}, diagnostics);
    INFO(diagnostics.text());
    REQUIRE(result);
    const bool warns = tests::warns_of_its_story(path);
    CHECK(diagnostics.text().empty() != warns);  // no warnings either
    const bool is_healthy = path.find("healthy") != std::string::npos;
    if (is_healthy || path.find("nat-keepalive") != std::string::npos) {  // many are deaf there
      const app::RunOf run{.scenario = result->scenario, .seed = result->seed};
      result->service = app::ask_service(run, {}, {});
      for (const auto& phone : result->service->phones) {
        if (is_healthy) CHECK(phone.share() == 1);
      }
    }
    if (!std::ranges::all_of(result->expectations, &app::Verdict::passed)) {
      options.proof = app::Effort{};  // as `check` does: a walk alone does not name every cause
      result = app::run(*source, options, {}, diagnostics);
    }
    CHECK_FALSE(result->expectations.empty());
    CHECK_FALSE(result->inconclusive());
    for (const app::Verdict& v : result->expectations) {
      INFO(v.text << " observed " << v.observed);
      CHECK(v.passed);
    }
    for (const app::RemedyResult& remedy : result->remedies) {
      INFO(remedy.text << " " << remedy.refused);
      CHECK(remedy.passed);
    }
    reports.write(fs::path(path).stem().string() + ".json", app::json_report(*result, 1.5));
  }
  CHECK(tests::shell("/usr/bin/python3 tests/validate.py scenarios/report.schema.json " +
                     reports.path() + "/*.json") == 0);
}

TEST_CASE("scenarios: the same seed gives the same bytes, another seed another boot") {
  for (const std::string& path : all_scenarios()) {
    INFO(path);
    const auto first = app::json_report(tests::run_scenario(path, {}), 0);
    CHECK(first == app::json_report(tests::run_scenario(path, {}), 0));
    CHECK(first != app::json_report(tests::run_scenario(path, {}, "", 2), 0));
  }
}

TEST_CASE("scenarios: schema.json and the reference in README.md are what the field tables say") {
  CHECK(contents("scenarios/schema.json") == app::scenario_schema());
  CHECK(contents("scenarios/report.schema.json") == app::report_schema());  // schema --report
  const std::string readme = contents("scenarios/README.md");
  INFO("./dev run schema > scenarios/schema.json; ./dev run schema --markdown for the README");
  CHECK(readme.find(app::scenario_reference()) != std::string::npos);
  for (const std::string& path : all_scenarios()) {  // the index names every scenario
    CHECK(readme.find(path.substr(std::string("scenarios/").size())) != std::string::npos);
  }
}

// Shadow's habit: an expectation that can not fail proves nothing.
TEST_CASE("expectations: each fact and operator can fail") {
  const std::string base = contents("scenarios/cisco/sip-sixteen-minute-cycle.yaml");
  const std::string head = base.substr(0, base.find("expect:"));
  const std::vector<std::pair<std::string, std::string>> false_ones{
      {"{that: phone.held_by(cucm1), between: [960s, 963s]}", "36 times, 16min 3.08s"},
      {"{that: phone.held_by(cucm2), at_most: 120s}", "36 times, 2min 0.04s"},
      {"{that: phone.held_by(cucm1), at_least: 1s, by: 10min}", "none"},
      {"{that: phone.losses, is: 35}", "36"},
      {"{that: phone3.losses, at_least: 4}", "3"},
      {"{that: phone.losses(connectivity_error), at_least: 1}", "0"},
      {"{that: phone.losses, is: 36, by: 30min}", "12"},
      {"{that: phone.losses, at_least: 1, during: [17min, 30min]}", "0"},
      {"{that: phone.registered, at_most: 11}", "12"},
      {"{that: phone.registered, is: 12, at: 1ms}", "0"},
      {"{that: cucm2.registered, is: 12}", "0"},
      {"{that: phone.period, at_most: 18min}", "12 times, 18min 3.12s"},
      {"{that: phone.moves, is: 0}", "36"},
      {"{that: drops.port_security_relearn, is: 0}", "363"},
      {"{why: phone.losses, names: sw1.port_security.relearn}", "sw1.port_security.aging_time"},
      {"{why: phone.losses, names: sw1.port_security.aging_time, by: 1min}", "no losses"}};
  std::string text = head + "expect:\n";
  for (const auto& [expectation, observed] : false_ones) text += "  - " + expectation + "\n";
  sim::Diagnostics diagnostics;
  const auto result = app::run({"false.yaml", text}, {}, {}, diagnostics);
  INFO(diagnostics.text());
  REQUIRE(result);
  REQUIRE(result->expectations.size() == false_ones.size());
  for (std::size_t i = 0; i < false_ones.size(); ++i) {
    INFO(false_ones[i].first);
    CHECK_FALSE(result->expectations[i].passed);
    CHECK(result->expectations[i].observed == false_ones[i].second);
  }
}

TEST_CASE("remedies: one that changes nothing, or promises what holds anyway, is refused") {
  const std::string base = contents("scenarios/cisco/sip-sixteen-minute-cycle.yaml");
  const std::string text =
      base.substr(0, base.find("remedies:")) +
      "remedies:\n"
      "  - {set: {sw1.port_security.aging_time: 60s}, expect: [{that: phone.losses, is: 0}]}\n"
      "  - {set: {phone.tcp.timestamps: true}, expect: [{that: phone.registered, is: 12}]}\n"
      "  - {set: {phone.tcp.rto_min: 100ms}, expect: [{that: phone.losses, is: 0}]}\n";
  sim::Diagnostics diagnostics;
  const auto result = app::run({"remedies.yaml", text}, {}, {}, diagnostics);
  INFO(diagnostics.text());
  REQUIRE(result);
  REQUIRE(result->remedies.size() == 3);
  CHECK(result->remedies[0].refused == "it sets what is already set");
  CHECK(result->remedies[1].refused == "what it promises holds without it");
  CHECK(result->remedies[2].refused.empty());
  for (const app::RemedyResult& remedy : result->remedies) CHECK_FALSE(remedy.passed);
  CHECK(result->failed());
}

TEST_CASE("timeline: a setting, a cable and a power switch act at their time") {
  const std::string base = contents("scenarios/cisco/sip-sixteen-minute-cycle.yaml");
  const std::string head = base.substr(0, base.find("expect:"));
  const auto run = [&](const std::string& timeline, const std::string& expect) {
    sim::Diagnostics diagnostics;
    auto result =
        app::run({"timeline.yaml", head + "timeline:\n" + timeline + "expect:\n" + expect}, {}, {},
                 diagnostics);
    INFO(diagnostics.text());
    REQUIRE(result);
    for (const app::Verdict& v : result->expectations) {
      INFO(timeline << v.text << " observed " << v.observed);
      CHECK(v.passed);
    }
  };
  run("  - {at: 20min, set: {sw1.port_security.aging_time: 5min}}\n",  // cured after the first loss
      "  - {that: phone.losses, is: 12}\n  - {that: phone.losses, is: 12, by: 20min}\n");
  run("  - {at: 5min, unplug: phone3}\n",  // CUCM misses it 130 s after its last keepalive
      "  - {that: phone3.losses(keepalive_timeout), is: 1, during: [5min, 8min]}\n"
      "  - {why: phone3.losses, names: timeline.1}\n"
      "  - {that: phone.registered, is: 11, at: 10min}\n");
  run("  - {at: 5min, unplug: phone3}\n  - {at: 6min, plug: phone3}\n",
      "  - {that: phone3.registered, is: 1, at: 10min}\n");
  run("  - {at: 5min, power_off: cucm1}\n",
      "  - {that: phone.losses(server_down), is: 12, by: 5min}\n"
      "  - {why: phone.losses, names: timeline.1}\n"
      "  - {that: cucm2.registered, is: 12, at: 1h}\n");
}
