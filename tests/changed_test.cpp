// A scenario with other settings is what the file read with them gives; and how many threads try
// them changes nothing.
#include <algorithm>
#include <filesystem>

#include "app/commands/commands.hpp"
#include "app/report/json.hpp"
#include "app/scenario/kinds/spec.hpp"
#include "app/scenario/link_fields.hpp"
#include "app/scenario/profile.hpp"
#include "tests/files_fixture.hpp"
#include "tests/run_fixture.hpp"

namespace {

namespace fs = std::filesystem;

const std::string cycle = "scenarios/cisco/sip-sixteen-minute-cycle.yaml";

std::string text_of(const app::Scenario& scenario) {
  std::string text;
  for (const app::Entry& entry : scenario.entries) {
    text += entry.name + " " + std::to_string(entry.first) + " " + std::to_string(entry.count);
    for (const app::Spec& spec : entry.specs) text += "\n  " + flow_text(spec);
    for (const std::size_t owner : entry.owners) text += "\n  own " + std::to_string(owner);
    text += "\n";
  }
  for (const app::Device& device : scenario.devices) {
    text += device.name + " " + std::to_string(device.spec) + " " + to_text(device.mac) + " " +
            to_text(device.address) + "\n";
  }
  for (const app::LinkSpec& link : scenario.link_specs) text += flow_text(sim::dump(link)) + "\n";
  for (const app::LinkPlan& link : scenario.links) {
    text += std::to_string(link.a) + ":" + std::to_string(link.port_a) + " - " +
            std::to_string(link.b) + ":" + std::to_string(link.port_b) + "\n";
  }
  for (const app::TimelineEntry& entry : scenario.timeline) {
    for (const auto& [index, spec, value] : entry.change.specs) {
      text += entry.text + " " + std::to_string(index) + "." + std::to_string(spec) + " " +
              flow_text(value) + "\n";
    }
    for (const auto& [link, value] : entry.change.links) {
      text += entry.text + " " + std::to_string(link) + " " + flow_text(sim::dump(value)) + "\n";
    }
  }
  return text;
}

std::vector<sim::Assignment> sets_of(const std::vector<std::string>& texts) {
  sim::Diagnostics diagnostics;
  std::vector<sim::Assignment> sets;
  for (const std::string& text : texts) {
    sets.push_back(sim::parse_assignment("--set", text, diagnostics).value());
  }
  return sets;
}

// Both ways to the same scenario.
void compare(const app::SourceText& source, const app::Scenario& base,
             const std::vector<sim::Assignment>& sets) {
  for (const sim::Assignment& set : sets) INFO(sim::path_of(set) << "=" << set.value);
  sim::Diagnostics diagnostics;
  const auto read = app::load(source, app::joined(base.sets, sets), diagnostics);
  const auto changed = app::changed(base, sets, diagnostics);
  INFO(diagnostics.text());
  REQUIRE(read);
  REQUIRE(changed);
  CHECK(text_of(*changed) == text_of(*read));
}

app::Scenario loaded(const app::SourceText& source) {
  sim::Diagnostics diagnostics;
  auto scenario = app::load(source, {}, diagnostics);
  INFO(diagnostics.text());
  REQUIRE(scenario);
  return std::move(*scenario);
}

app::SourceText source_of(const std::string& path) {
  sim::Diagnostics diagnostics;
  return app::read_source(path, diagnostics).value();
}

}  // namespace

TEST_CASE("changed: each remedy of each scenario is what the file read with it gives") {
  std::size_t remedies = 0;
  for (const auto& file : fs::recursive_directory_iterator("scenarios")) {
    if (file.path().extension() != ".yaml") continue;
    INFO(file.path().string());
    const app::SourceText source = source_of(file.path().string());
    const app::Scenario base = loaded(source);
    for (const app::Remedy& remedy : base.remedies) {
      ++remedies;
      compare(source, base, remedy.sets);
      CHECK(
          text_of(*remedy.with_it) ==
          text_of(app::changed(base, remedy.sets, *std::make_unique<sim::Diagnostics>()).value()));
    }
  }
  CHECK(remedies > 40);
}

TEST_CASE("changed: one device alone, a whole entry, a link, and what moves devices or cables") {
  const app::SourceText source = source_of(cycle);
  const app::Scenario base = loaded(source);
  for (const std::vector<std::string>& texts : std::vector<std::vector<std::string>>{
           {"phone3.tcp.rto_min=1s"},
           {"phone3.tcp.rto_min=1s", "phone1.sip.standby=false", "phone3.start=5s"},
           {"phone3.tcp.rto_min=1s", "phone.tcp.rto_min=2s"},
           {"phone.tcp.rto_min=2s", "phone.tcp.rto_min=3s"},
           {"links.2.delay=5ms", "links.2.loss=1%"},
           {"phone.count=5", "links.1.between=phone{1-5} - sw1:{1-5}"},
           {"phone.address=10.106.114.60/24"},
           {"sw1.ports=48", "sw1.port_security.ports=1-30"},
           {"links.3.between=cucm2 - sw1:20"},
           {"cucm1.profile=cisco-cucm"}}) {
    compare(source, base, sets_of(texts));
  }
  const app::SourceText storm = source_of("scenarios/starface/sip-alg.yaml");  // has a timeline
  compare(storm, loaded(storm), sets_of({"phone.sip.keepalive=7s", "nat.nat.udp_timeout=2min"}));
}

TEST_CASE("changed: the original stays as it was") {
  const app::Scenario base = loaded(source_of(cycle));
  const std::string before = text_of(base);
  sim::Diagnostics diagnostics;
  REQUIRE(app::changed(
      base, sets_of({"phone3.start=5s", "phone.count=5", "links.1.between=phone{1-5} - sw1:{1-5}"}),
      diagnostics));
  CHECK(text_of(base) == before);
}

TEST_CASE("changed: what is wrong is said as the file read with it says it, at its --set") {
  const app::SourceText source = source_of(cycle);
  for (const std::string text :
       {"phone.tcp.rto_max=1ms", "phone13.start=1s", "phone.count=13", "links.9.loss=1%",
        "links.2=1", "links.02.loss=1%", "cucm1.sip.register_delta=10min",
        "phone.mac=01:00:00:00:00:01", "phone3.gateway=10.106.114.53",
        "phone.call_servers.1=nobody", "phone.kind=switch"}) {
    INFO(text);
    sim::Diagnostics read;
    const auto set = sim::parse_assignment("--set", text, read).value();
    CHECK_FALSE(app::load(source, {set}, read));
    sim::Diagnostics change;
    const auto base = app::load(source, {}, change).value();
    const auto again = sim::parse_assignment("--set", text, change).value();
    CHECK_FALSE(app::changed(base, {again}, change));
    CHECK(change.text() == read.text());
    CHECK(read.text().starts_with("--set: error: "));
  }
}

TEST_CASE("load: settings of the timeline and of remedies are tried as those of the file") {
  const std::string base = tests::contents(cycle);
  const std::string head = base.substr(0, base.find("expect:"));
  sim::Diagnostics diagnostics;
  CHECK_FALSE(
      app::load({"x.yaml", head + "timeline:\n"
                                  "  - {at: 1min, set: {cucm1.sip.register_delta: 10min}}\n"
                                  "  - {at: 2min, set: {cucm1.sip.keepalive_grace: 1s}}\n"
                                  "  - {at: 3min, set: {phone.call_servers: cucm2}}\n"
                                  "remedies:\n"
                                  "  - {set: {phone.tcp.rto_min: 2min, phone.tcp.rto_max: 1s},"
                                  " expect: [{that: phone.losses, is: 0}]}\n"},
                {}, diagnostics));
  const std::string text = diagnostics.text();
  INFO(text);
  CHECK(text.find("'call_servers' cannot change while the device runs") != std::string::npos);
  sim::Diagnostics more;
  CHECK_FALSE(app::load({"x.yaml", head + "timeline:\n"
                                          "  - {at: 1min, set: {cucm1.sip.register_delta: 10min}}\n"
                                          "  - {at: 2min, set: {phone.tcp.rto_max: 1ms}}\n"},
                        {}, more));
  CHECK(more.count() == 2);  // the second is tried although the first is wrong, and once each
  CHECK(more.text().find("no registration could last") != std::string::npos);
  CHECK(more.text().find("is above tcp.rto_max (1ms)") != std::string::npos);
}

TEST_CASE("remedies: one thread and several give the same bytes") {
  const app::SourceText source = source_of(cycle);
  std::vector<std::string> reports;
  for (const unsigned threads : {1U, 2U, 7U}) {
    sim::Diagnostics diagnostics;
    app::RunOptions options;
    options.duration = std::chrono::minutes(20);
    options.threads = threads;
    const auto result = app::run(source, options, {}, diagnostics);
    REQUIRE(result);
    reports.push_back(app::json_report(*result, 0));
  }
  CHECK(reports[0] == reports[1]);
  CHECK(reports[0] == reports[2]);
}

TEST_CASE("remedies: one that Ctrl-C cut short is not judged, and the answer is inconclusive") {
  sim::Diagnostics diagnostics;
  bool in_the_remedies = false;
  const auto stop_there = [&](std::string_view what, double done) {
    in_the_remedies |= what == "remedies" && done > 0.3;
    return in_the_remedies;
  };
  const auto result = app::run(source_of(cycle), {}, stop_there, diagnostics);
  REQUIRE(result);
  CHECK(in_the_remedies);
  CHECK(result->interrupted);
  CHECK_FALSE(result->failed());
  CHECK(result->inconclusive());
  CHECK(std::ranges::any_of(result->remedies, &app::RemedyResult::interrupted));
  for (const app::RemedyResult& remedy : result->remedies) {
    CHECK_FALSE((remedy.passed && remedy.interrupted));
  }
}

TEST_CASE("profiles: each is read once, whoever asks") {
  sim::Diagnostics one;
  sim::Diagnostics two;
  const app::Profile* first = app::read_profile("cisco-cucm", one);
  REQUIRE(first != nullptr);
  CHECK(first == app::read_profile("cisco-cucm", two));
  CHECK(two.where(first->values.at).find("cisco-cucm.yaml:") != std::string::npos);
}
