// What an answer rests on and leaves out: the lists are there, and assumed values are found, tried
// at their plausible bounds, and told with the value at which the answer turns.
#include "app/proof/quantity.hpp"
#include "app/proof/turns.hpp"
#include "app/report/limits_text.hpp"
#include "app/scenario/profile.hpp"
#include "tests/run_fixture.hpp"

namespace {

const std::string text = R"(title: phones beside a server with a small table
source: made up for this test
version: 2
duration: 10min
profiles:
  small:
    kind: call_server
    values: {arp: {capacity: {is: 64, source: "assumed: some", plausible: [16, 128]}}}
devices:
  pbx: {kind: call_server, profile: small, address: 10.0.0.1/24}
  phone: {kind: phone, count: 40, address: 10.0.0.10/24, call_servers: [pbx], start_spread: 1min}
  sw1: {kind: switch, ports: 48}
links:
  - phone{1-40} - sw1:{1-40}
  - pbx - sw1:41
)";

std::vector<std::string> settings_of(const std::vector<app::Assumption>& all) {
  std::vector<std::string> paths;
  for (const auto& one : all) paths.insert(paths.end(), one.paths.begin(), one.paths.end());
  return paths;
}

std::vector<std::string> assumed_in(const std::string& file,
                                    const std::vector<std::string>& sets = {}) {
  sim::Diagnostics diagnostics;
  std::vector<sim::Assignment> read;
  for (const auto& set : sets) read.push_back(*sim::parse_assignment("--set", set, diagnostics));
  const auto scenario = app::load({"x.yaml", file}, read, diagnostics);
  REQUIRE(scenario);
  return settings_of(app::assumptions_of(*scenario));
}

}  // namespace

TEST_CASE("limits: every kind and every profile says what it leaves out") {
  for (const auto kind : models::kind_words) {
    sim::Diagnostics diagnostics;
    CAPTURE(kind);
    CHECK_FALSE(app::limits_of_kind(std::string(kind), diagnostics).empty());
    CHECK(diagnostics.text().empty());
  }
  for (const std::string& name : app::profile_names()) {
    sim::Diagnostics diagnostics;
    CAPTURE(name);
    const app::Profile* profile = app::read_profile(name, diagnostics);
    REQUIRE(profile != nullptr);
    CHECK_FALSE(profile->not_modelled.empty());
    const sim::Shape& shape = *app::profile_shape(profile->kind);
    for (const app::AssumedValue& value : profile->assumed) {
      const sim::Shape* own = &shape;
      for (const std::string& piece : value.key) own = &own->find(piece)->shape;
      if (!app::quantity(own->kind, value.value)) continue;
      CAPTURE(value.key, value.value);
      REQUIRE(value.plausible.size() == 2);  // lowest and highest
      const auto low = app::quantity(own->kind, value.plausible[0]);
      const auto high = app::quantity(own->kind, value.plausible[1]);
      CHECK((low && high && own->rules.low <= *low && *low < *high && *high <= own->rules.high));
    }
  }
}

TEST_CASE("limits: a value counts as assumed where nobody has set another one, and it can act") {
  CHECK(assumed_in(text) == std::vector<std::string>{"pbx.arp.capacity"});
  CHECK(assumed_in(text, {"pbx.arp.capacity=50"}).empty());
  std::string own = text;
  own.replace(own.find("profile: small"), 14, "profile: small, arp: {capacity: 64}");
  CHECK(assumed_in(own).empty());
  std::string sccp = text;
  sccp.replace(sccp.find("arp: {capacity: {is: 64"), 23, "sccp: {server_grace: {is: 5s");
  sccp.replace(sccp.find("[16, 128]"), 9, "[1s, 9s]");
  CHECK(assumed_in(sccp).empty());  // nobody speaks SCCP
}

TEST_CASE("limits: where the answer turns, and not with more than enough") {
  sim::Diagnostics diagnostics;
  app::RunOptions options;
  options.remedies = false;
  const auto result = app::run({"x.yaml", text}, options, {}, diagnostics);
  REQUIRE(result);
  const app::Turns turns = app::turns_of(*result, {}, {}, {});
  CHECK(turns.assumed == 1);
  CHECK_FALSE(turns.is_cut_short);
  REQUIRE(turns.all.size() == 1);
  CHECK(turns.all[0].still == "40");
  CHECK(turns.all[0].from == "39");
  CHECK_FALSE(turns.all[0].ends);
  CHECK(
      app::turns_text(turns, app::Style{}).find("pbx.arp.capacity = 64   a new symptom with 39") !=
      std::string::npos);
  CHECK(app::limits_line(result->scenario).find("rests on 1 assumed value") == 0);
}
