// Every scenario as it was before the key `version`: migrated, it is today's file, and a run sees
// no difference.
#include <filesystem>

#include "app/migrate/migrate.hpp"
#include "app/report/json.hpp"
#include "sim/schema/document.hpp"
#include "tests/files_fixture.hpp"
#include "tests/run_fixture.hpp"

namespace {

namespace fs = std::filesystem;

const std::string line = "version: 2\n";

std::string answer(const std::string& text, bool warns) {
  sim::Diagnostics diagnostics;
  app::RunOptions options;
  options.duration = std::chrono::minutes(2);
  options.remedies = false;
  const auto result = app::run({"x.yaml", text}, options, {}, diagnostics);
  INFO(diagnostics.text());
  REQUIRE(result);
  CHECK(diagnostics.text().empty() != warns);
  return app::json_report(*result, 0);
}

// The lines of the expectations move with the new one.
std::string without_lines(std::string report) {
  for (auto at = report.find("\"line\": "); at != report.npos; at = report.find("\"line\": ", at)) {
    report.erase(at, report.find(',', at) - at);
  }
  return report;
}

}  // namespace

TEST_CASE("migrate: every scenario without its version becomes today's file, and runs the same") {
  std::size_t count = 0;
  std::size_t as_of_format_1 = 0;  // phones and call servers without a word of format 2
  for (const auto& entry : fs::recursive_directory_iterator("scenarios")) {
    if (entry.path().extension() != ".yaml") continue;
    INFO(entry.path().string());
    const bool warns = tests::warns_of_its_story(entry.path().string());
    ++count;
    const std::string today = tests::contents(entry.path().string());
    const auto at = today.find(line);
    REQUIRE(at != today.npos);
    std::string before = today;
    before.erase(at, line.size());
    sim::Diagnostics diagnostics;
    const auto migrated = app::migrate(before, "x.yaml", diagnostics);
    INFO(diagnostics.text());
    REQUIRE(migrated);
    if (migrated->changes.size() > 1) {
      ++as_of_format_1;
      continue;
    }
    CHECK(migrated->text == today);
    REQUIRE(migrated->changes.size() == 1);
    CHECK(migrated->changes[0].at.line == 2);  // below the line for editors
    const auto again = app::migrate(today, "x.yaml", diagnostics);
    REQUIRE(again);
    CHECK(again->changes.empty());
    CHECK(without_lines(answer(before, warns)) == without_lines(answer(today, warns)));
  }
  CHECK(count - as_of_format_1 > 20);
}
