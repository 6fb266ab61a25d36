// What is beside a network and has nothing to do with its phones changes nothing of what is said
// about them: every scenario, with decoys (decoys.hpp) and without.
#include <filesystem>

#include "app/scenario/data_dir.hpp"
#include "bench/causes/yaml_text.hpp"
#include "sim/schema/document.hpp"
#include "tests/decoys.hpp"
#include "tests/run_fixture.hpp"
#include "tests/said.hpp"

namespace {

namespace fs = std::filesystem;

struct Told {
  app::RunResult result;
  std::string text;
};

Told told(const std::string& path, const sim::Node& tree, std::uint64_t effort) {
  sim::Diagnostics diagnostics;
  const app::SourceText source{path, bench::yaml_text(tree)};
  app::RunOptions options;
  options.proof = app::Effort{.events = effort};
  options.remedies = false;
  options.duration = tests::first_hour_of_days(source);
  auto result = app::run(source, options, {}, diagnostics);
  INFO(diagnostics.text());
  REQUIRE(result);
  std::string text = tests::said(*result, tree, tests::decoy_mark);
  return {std::move(*result), std::move(text)};
}

// What is said about one phone at one time: a line, and those below it that are indented.
std::vector<std::string> items_of(const std::string& text) {
  std::vector<std::string> items;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    if (items.empty() || !line.starts_with(' ')) items.emplace_back();
    items.back() += "  " + line + '\n';
  }
  return items;
}

// What is said in one of two texts only; the first three of each.
std::string difference(const std::string& before, const std::string& after) {
  const auto a = items_of(before);
  const auto b = items_of(after);
  const auto only_in = [](const auto& one, const auto& other) {
    std::string text;
    int items = 0;
    for (const std::string& item : one) {
      if (std::ranges::find(other, item) == other.end() && ++items <= 3) text += item;
    }
    return text;
  };
  std::string text = only_in(a, b);
  if (const std::string more = only_in(b, a); !text.empty() || !more.empty()) {
    return "without decoys:\n" + text + "with decoys:\n" + more;
  }
  return a == b ? "" : "another order";
}

void check(const fs::path& path) {
  sim::Diagnostics diagnostics;
  const auto source = app::read_source(path.string(), diagnostics);
  REQUIRE(source);
  const auto scenario = app::load(*source, {}, diagnostics);
  REQUIRE(scenario);
  const auto file = sim::parse_yaml(source->text, source->path, diagnostics);
  REQUIRE(file);
  const sim::Node tree = tests::settled(*file, *scenario);
  INFO(path.string());
  // Sanitizers are slow: more only where a search that was cut short may be the difference.
  constexpr std::uint64_t little = 2'000'000;
  constexpr std::uint64_t enough = 12'000'000;
  const Told before = told(source->path, tree, little);
  const auto symptom = tests::first_symptom(before.result.history);
  const sim::Node decoyed = tests::with_decoys(tree, *scenario, symptom);
  const Told after = told(source->path, decoyed, little);
  std::string differs = difference(before.text, after.text);
  if (!differs.empty()) {
    differs =
        difference(told(source->path, tree, enough).text, told(source->path, decoyed, enough).text);
  }
  CHECK(differs == "");
  CHECK(after.result.scenario.devices.size() > before.result.scenario.devices.size());
}

// Those whose name begins with one of these letters: a test may take only so long.
void check_folder(const std::string& folder, char from = 'a', char to = 'z') {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(app::scenarios_dir() / folder)) {
    const char first = entry.path().filename().string().front();
    if (entry.path().extension() != ".yaml" || first < from || first > to) continue;
    files.push_back(entry.path());
  }
  std::ranges::sort(files);
  REQUIRE(!files.empty());
  for (const fs::path& file : files) {
    // Longer than a test may take, with sanitizers: three hours, an hour of them all are out.
    if (file.stem() != "dual-wan-failover") check(file);
  }
}

}  // namespace

TEST_CASE("decoys change nothing that is said about phones: cisco") { check_folder("cisco"); }
TEST_CASE("decoys change nothing that is said about phones: everyday, a to f") {
  check_folder("everyday", 'a', 'f');
}
TEST_CASE("decoys change nothing that is said about phones: everyday, g to r") {
  check_folder("everyday", 'g', 'r');
}
TEST_CASE("decoys change nothing that is said about phones: everyday, s to z") {
  check_folder("everyday", 's', 'z');
}
TEST_CASE("decoys change nothing that is said about phones: starface") { check_folder("starface"); }
TEST_CASE("decoys change nothing that is said about phones: netphone, avaya, lync") {
  for (const char* folder : {"netphone", "avaya", "lync"}) check_folder(folder);
}
TEST_CASE("decoys change nothing that is said about phones: products") { check_folder("products"); }
