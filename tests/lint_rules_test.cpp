// Each rule has a file in tests/lint/: with it the rule tells, with one change it does not, and
// with a comment it is passed over. The rules' documentation is what the table says.
#include <filesystem>

#include "app/lint/lint.hpp"
#include "app/report/lint/lint_report.hpp"
#include "tests/catch.hpp"
#include "tests/files_fixture.hpp"

namespace {

app::Linted linted(const std::string& text) {
  std::vector<app::Suppression> none;
  app::Linted file = app::lint({"made/up.yaml", text}, {}, none, {});
  INFO(file.complaints);
  REQUIRE(file.is_read);
  return file;
}

// Of that rule, the worst; null: it tells nothing.
const app::LintFinding* told_by(const app::Linted& file, const std::string& code) {
  const app::LintFinding* worst = nullptr;
  for (const app::LintFinding& one : file.findings) {
    if (one.code == code && (worst == nullptr || one.level > worst->level)) worst = &one;
  }
  return worst;
}

struct Example {
  std::string code{};
  std::string level{};
  std::string text{};
  std::string cured{};
};

// "# FB101: error", "# passes: THIS -> THAT", then the scenario.
Example example(const std::string& code) {
  Example one{.code = code, .text = tests::contents("tests/lint/" + code + ".yaml")};
  const auto line = [&](const std::string& word) {
    const auto at = one.text.find("# " + word + ": ");
    REQUIRE(at != std::string::npos);
    const auto from = at + word.size() + 4;
    return one.text.substr(from, one.text.find('\n', from) - from);
  };
  one.level = line(code);
  const std::string change = line("passes");
  const auto arrow = change.find(" -> ");
  REQUIRE(arrow != std::string::npos);
  one.text = one.text.substr(one.text.find("version:"));
  one.cured = one.text;
  const std::string from = change.substr(0, arrow);
  const std::string to = change.substr(arrow + 4);
  std::size_t changes = 0;
  for (auto at = one.cured.find(from); at != std::string::npos; ++changes) {
    one.cured.replace(at, from.size(), to);
    at = one.cured.find(from, at + to.size());
  }
  CHECK(changes > 0);
  return one;
}

}  // namespace

TEST_CASE("lint rules: each tells of its example, not of the cured one, and can be passed over") {
  for (const app::LintRule& rule : app::lint_rules()) {
    const Example one = example(std::string(rule.code));
    CAPTURE(one.code);
    const app::Linted failing = linted(one.text);
    const app::LintFinding* finding = told_by(failing, one.code);
    REQUIRE(finding != nullptr);
    CAPTURE(finding->message, finding->proof);
    CHECK(app::to_text(finding->level) == one.level);
    CHECK(finding->places.size() >= 2);
    for (const app::LintPlace& place : finding->places) {
      CAPTURE(place.setting);
      CHECK(place.line > 0);
    }
    const app::Linted passing = linted(one.cured);
    const app::LintFinding* still = told_by(passing, one.code);
    if (still != nullptr) CHECK(still->level == app::LintLevel::note);

    const app::Linted passed_over =
        linted("# lint: " + one.code + " because it is an example\n" + one.text);
    const app::LintFinding* open = told_by(passed_over, one.code);
    REQUIRE(open != nullptr);
    CHECK_FALSE(open->is_open());
    CHECK(open->reason == "it is an example");
    CHECK(open->fingerprint == finding->fingerprint);  // though every line has moved
    CHECK(told_by(passed_over, "FB003") == nullptr);
  }
}

TEST_CASE("lint rules: nothing is run, nothing is an error") {
  const Example one = example("FB101");
  std::vector<app::Suppression> none;
  const app::Linted file = app::lint({"x.yaml", one.text}, {.proves = false}, none, {});
  CHECK(file.count(app::LintLevel::error) == 0);
  CHECK(file.count(app::LintLevel::warning) == 1);
}

TEST_CASE("lint rules: each has its example, and the README has the table of them") {
  std::size_t examples = 0;
  for (const auto& file : std::filesystem::directory_iterator("tests/lint")) {
    CAPTURE(file.path().string());
    CHECK(app::lint_rule(file.path().stem().string()) != nullptr);
    ++examples;
  }
  CHECK(examples == app::lint_rules().size());
  const std::string readme = tests::contents("app/lint/README.md");
  INFO("fastbusy lint --rules --markdown");
  CHECK(readme.find("\n## Rules\n\n" + app::lint_rules_markdown()) != std::string::npos);
  for (const app::LintRule& rule : app::lint_rules()) {
    CHECK(app::lint_rule(rule.name) == &rule);
    CHECK(app::lint_rules_text().find(rule.because) != std::string::npos);
  }
}
