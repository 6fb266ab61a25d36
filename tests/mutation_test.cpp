// The networks with a fault on which diagnoses are measured (bench/causes): healthy before it, the
// same for the same seed, and read or refused with a complaint.
#include <set>

#include "bench/causes/mutant.hpp"
#include "bench/causes/named.hpp"
#include "bench/causes/yaml_text.hpp"
#include "sim/schema/document.hpp"
#include "tests/catch.hpp"

namespace {

std::vector<bench::Base> bases() {
  std::vector<bench::Base> all;
  for (const auto& file : bench::healthy_files()) {
    INFO(file.string());
    auto base = bench::base_of(file);
    REQUIRE(base);
    all.push_back(std::move(*base));
  }
  return all;
}

std::vector<bench::Mutant> mutants(const std::vector<bench::Base>& all, std::size_t of_each,
                                   std::uint64_t seed) {
  std::vector<bench::Mutant> found;
  for (const bench::Family& family : bench::families()) {
    const auto candidates = bench::candidates(all, family, seed);
    for (std::size_t i = 0; i < std::min(of_each, candidates.size()); ++i) {
      auto mutant = bench::mutant_of(all[candidates[i].base], {candidates[i].fault});
      if (mutant) found.push_back(std::move(*mutant));
    }
  }
  return found;
}

}  // namespace

TEST_CASE("mutants: every base is healthy, without a warning") {
  for (const auto& file : bench::healthy_files()) {
    INFO(file.string());
    sim::Diagnostics diagnostics;
    const auto source = app::read_source(file.string(), diagnostics);
    REQUIRE(source);
    CHECK(app::load(*source, {}, diagnostics));
    CHECK(diagnostics.text() == "");
  }
  for (const bench::Base& base : bases()) {
    INFO(base.name);
    CHECK(bench::is_healthy(bench::run_of(base.scenario).history));
  }
}

TEST_CASE("mutants: a tree is written as text that reads as the same tree") {
  for (const bench::Base& base : bases()) {
    INFO(base.name);
    sim::Diagnostics diagnostics;
    const auto again = sim::parse_yaml(bench::yaml_text(base.tree), base.name, diagnostics);
    REQUIRE(again);
    CHECK(diagnostics.ok());
    CHECK(sim::flow_text(*again) == sim::flow_text(base.tree));
  }
}

TEST_CASE("mutants: the same seed makes the same networks, another seed others") {
  const auto all = bases();
  const auto texts = [&](std::uint64_t seed) {
    std::string text;
    for (const bench::Mutant& mutant : mutants(all, 10, seed)) text += mutant.text;
    return text;
  };
  const std::string first = texts(1);
  CHECK(first == texts(1));
  CHECK(first != texts(2));
}

TEST_CASE("mutants: each differs from its base, has an answer, and is read or refused") {
  const auto all = bases();
  std::size_t read = 0;
  std::size_t count = 0;
  std::set<std::string_view> families;
  for (const bench::Mutant& mutant : mutants(all, 15, 3)) {
    const bench::Fault& fault = mutant.faults[0];
    INFO(mutant.base << ": " << fault.text << '\n' << mutant.text);
    const auto base = std::ranges::find(all, mutant.base, &bench::Base::name);
    CHECK(mutant.text != bench::yaml_text(base->tree));
    CHECK_FALSE(fault.answers.empty());
    sim::Diagnostics diagnostics;
    const auto scenario = app::load({mutant.base, mutant.text}, {}, diagnostics);
    CHECK(scenario.has_value() == diagnostics.ok());
    read += scenario ? 1 : 0;
    families.insert(fault.family);
    ++count;
  }
  CHECK(families.size() == bench::families().size());
  CHECK(read * 10 > count * 8);  // of 300; a generator of damaged files proves nothing
}

TEST_CASE("mutants: every right answer is a setting, a list or an item that can be there") {
  const auto all = bases();
  std::set<std::string> wrong;
  for (const bench::Family& family : bench::families()) {
    for (const bench::Candidate& one : bench::candidates(all, family, 5)) {
      for (const std::string& answer : one.fault.answers) {
        const bool is_act = answer.starts_with("timeline.") || answer.starts_with("links");
        if (is_act || app::shape_at(all[one.base].scenario, answer) != nullptr) continue;
        wrong.insert(all[one.base].name + ": " + one.fault.text + ": " + answer);
      }
    }
  }
  std::string text;
  for (const std::string& line : wrong) text += line + '\n';
  CHECK(text == "");
}

TEST_CASE("mutants: a run of each kind names settings that exist, or items of the timeline") {
  const auto all = bases();
  for (const bench::Mutant& mutant : mutants(all, 1, 2)) {
    INFO(mutant.base << ": " << mutant.faults[0].text << '\n' << mutant.text);
    sim::Diagnostics diagnostics;
    const auto scenario = app::load({mutant.base, mutant.text}, {}, diagnostics);
    if (!scenario) continue;
    for (const std::string& name : bench::named_settings(bench::run_of(*scenario).history)) {
      const bool is_cable = name == "links";  // that is missing
      CHECK(
          (app::shape_at(*scenario, name) != nullptr || name.starts_with("timeline.") || is_cable));
    }
  }
}

TEST_CASE("mutants: of two faults the second act is the timeline's later item") {
  const auto all = bases();
  const auto base = std::ranges::find(all, "bases/office", &bench::Base::name);
  REQUIRE(base != all.end());
  const bench::Network network(*base);
  using namespace std::chrono_literals;
  const auto off = bench::done("power", "server", network, 10min, "power_off", "cucm1");
  const auto out = bench::done("cable", "pulled", network, 5min, "unplug", "cucm2");
  const auto mutant = bench::mutant_of(*base, {off, out});
  REQUIRE(mutant);
  CHECK(mutant->faults[0].answers == std::vector<std::string>{"timeline.2"});
  CHECK(mutant->faults[1].answers == std::vector<std::string>{"timeline.3"});
  const auto missing = bench::missing("cable", "missing", "links.3");
  const auto slow = bench::changed("link", "far", network, "links.4.delay", "1s");
  CHECK_FALSE(bench::mutant_of(*base, {missing, slow}));  // links.4 would be links.3
}

TEST_CASE("mutants: a name is right, innocent, or right for one of two faults") {
  bench::Fault vlan{.family = "vlan", .kind = "", .text = "", .edits = {}, .answers = {"a.vlan"}};
  bench::Fault cable{
      .family = "cable", .kind = "", .text = "", .edits = {}, .answers = {"links", "links.2"}};
  CHECK(bench::judged({"a.vlan"}, {vlan}).found == 1);
  CHECK(bench::judged({"a.vlan", "b.vlan"}, {vlan}).innocent == 1);
  CHECK(bench::judged({"b.vlan"}, {vlan}).found == 0);
  CHECK(bench::judged({"links.2", "a.vlan"}, {vlan, cable}).found == 2);
  CHECK(bench::judged({"links.2", "links"}, {vlan, cable}).found == 1);
  CHECK(bench::judged({}, {vlan}).innocent == 0);
}

TEST_CASE("mutants: the setting that was changed, or the other end of its pair, is named") {
  const auto all = bases();
  std::size_t suffering = 0;
  std::size_t named = 0;
  for (const bench::Mutant& mutant : mutants(all, 1, 7)) {
    if (suffering == 6) break;  // sanitizers are slow; ./dev bench causes tries hundreds
    sim::Diagnostics diagnostics;
    const auto scenario = app::load({"mutant.yaml", mutant.text}, {}, diagnostics);
    if (!scenario) continue;
    const auto result = bench::run_of(*scenario);
    if (bench::is_healthy(result.history)) continue;
    ++suffering;
    const auto naming = bench::judged(bench::named_settings(result.history), mutant.faults);
    named += naming.found == mutant.faults.size() ? 1 : 0;
    UNSCOPED_INFO(mutant.faults[0].text << (naming.found == 0 ? ": not named" : ": named"));
  }
  CHECK(suffering == 6);
  CHECK(named >= 5);
}
