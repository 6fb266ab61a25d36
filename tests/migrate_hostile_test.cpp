// Damaged files: the invented steps never crash on one, and what they write says the same as the
// tree with its steps; a second time there is nothing to do.
#include <filesystem>

#include "sim/base/random.hpp"
#include "sim/schema/document.hpp"
#include "tests/catch.hpp"
#include "tests/files_fixture.hpp"
#include "tests/migrate_steps.hpp"

namespace {

namespace fs = std::filesystem;

std::vector<std::string> texts(std::initializer_list<const char*> folders) {
  std::vector<std::string> paths;
  for (const char* folder : folders) {
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
      if (entry.path().extension() == ".yaml") paths.push_back(entry.path().string());
    }
  }
  std::ranges::sort(paths);
  std::vector<std::string> all;
  for (const std::string& path : paths) all.push_back(tests::contents(path));
  return all;
}

// What the rules look for, and what YAML makes of a text.
constexpr std::array<std::string_view, 30> morsels{"backups: [b]",
                                                   "{backups: b}",
                                                   "start_spread: 1s",
                                                   "{start_spread: {}}",
                                                   "kind: sip_phone",
                                                   "tcp:",
                                                   "registrar: a",
                                                   "\n",
                                                   "\n  ",
                                                   "\r\n",
                                                   "\n    - ",
                                                   "{",
                                                   "}",
                                                   "[",
                                                   "]",
                                                   ", ",
                                                   ": ",
                                                   "# ",
                                                   "\"",
                                                   "'",
                                                   "|\n      ",
                                                   ">-\n      ",
                                                   "- ",
                                                   "? ",
                                                   "~",
                                                   "names: a.tcp",
                                                   "\xc3\xa4",
                                                   "version: 1\n",
                                                   "version: 2\n",
                                                   "set: {a.tcp.x: 1}"};

void damage(std::string& text, sim::Random& dice) {
  const std::size_t at = dice.below(text.size() + 1);
  switch (dice.below(6)) {
    case 0: text.erase(at, 1 + dice.below(8)); break;
    case 1: text.insert(at, 1, static_cast<char>(32 + dice.below(96))); break;
    case 2: text.insert(at, text.substr(dice.below(text.size() + 1), dice.below(64))); break;
    default: text.insert(at, morsels[dice.below(morsels.size())]); break;
  }
}

// Comments, but those behind a key that goes.
std::size_t comments(const std::string& text) {
  std::istringstream in(text);
  std::size_t count = 0;
  for (std::string line; std::getline(in, line);) {
    if (line.find(" start_spread:") == line.npos || line.find('{') != line.npos) {
      count += static_cast<std::size_t>(std::ranges::count(line, '#'));
    }
  }
  return count;
}

}  // namespace

TEST_CASE("migrate: every scenario takes the invented steps, and keeps its comments") {
  for (const std::string& text : texts({"scenarios"})) {
    INFO(text);
    sim::Diagnostics diagnostics;
    const auto result = app::migrate(text, "x.yaml", diagnostics, tests::invented);
    INFO(diagnostics.text());
    REQUIRE(result);
    CHECK(comments(result->text) == comments(text));
    CHECK(result->text.find("kind: sip_phone") == result->text.npos);
  }
}

TEST_CASE("migrate: of 1500 damaged files each is refused, or rewritten to what it meant") {
  const auto seeds = texts({"scenarios", "tests/fuzz/corpus", "tests/bad"});
  std::size_t rewritten = 0;
  for (int i = 0; i < 1500; ++i) {
    sim::Random dice(1, "migrate", std::to_string(i));
    std::string text = seeds[static_cast<std::size_t>(i) % seeds.size()];
    for (auto n = dice.below(4); n > 0; --n) damage(text, dice);
    INFO(text);
    sim::Diagnostics diagnostics;
    const auto result = app::migrate(text, "x.yaml", diagnostics, tests::invented);
    REQUIRE(result.has_value() == diagnostics.ok());
    if (!result) continue;
    ++rewritten;
    auto meant = sim::parse_yaml(text, "x.yaml", diagnostics);
    REQUIRE(app::to_present_format(*meant, "x.yaml", diagnostics, tests::invented));
    const auto written = sim::parse_yaml(result->text, "x.yaml", diagnostics);
    REQUIRE(written);
    for (const char* section : {"devices", "timeline", "expect", "remedies", "links", "title"}) {
      const sim::Node* one = meant->find(section);
      const sim::Node* other = written->find(section);
      REQUIRE((one == nullptr) == (other == nullptr));
      if (one != nullptr) REQUIRE(sim::flow_text(*one) == sim::flow_text(*other));
    }
    const auto again = app::migrate(result->text, "x.yaml", diagnostics, tests::invented);
    REQUIRE(again);
    REQUIRE(again->changes.empty());
  }
  CHECK(rewritten > 300);
}
