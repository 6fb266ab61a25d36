// fastbusy migrate: scenarios of older formats, rewritten in the present one where they stand.
#include "app/migrate/migrate.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "app/commands/commands.hpp"
#include "app/report/output.hpp"
#include "sim/schema/document.hpp"

namespace app {
namespace {

struct MigrateTally {
  std::size_t changed = 0;
  std::size_t same = 0;
  std::size_t failed = 0;
};

void migrate_file(const std::string& path, bool check, MigrateTally& tally) {
  sim::Diagnostics diagnostics;
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status)) {
    fmt::print(stderr, "fastbusy: {}: this is no file that could be rewritten\n", path);
    ++tally.failed;
    return;
  }
  const auto text = sim::read_file(path, diagnostics);
  const auto migrated = text ? migrate(*text, path, diagnostics) : std::nullopt;
  fmt::print(stderr, "{}", diagnostics.text());
  if (!migrated) {
    ++tally.failed;
    return;
  }
  if (migrated->changes.empty()) {
    ++tally.same;
    return;
  }
  if (const std::string failure = check ? "" : write_whole(path, migrated->text);
      !failure.empty()) {
    fmt::print(stderr, "fastbusy: {}\n", failure);
    ++tally.failed;
    return;
  }
  ++tally.changed;
  for (const Change& change : migrated->changes) {
    fmt::print("{}:{}: {}\n", path, change.at.line, change.what);
  }
}

}  // namespace

int migrate_command(const MigrateArguments& arguments) {
  MigrateTally tally;
  for (const std::string& path : arguments.paths) {
    for (const std::string& file : scenario_files(path)) migrate_file(file, arguments.check, tally);
  }
  const std::size_t all = tally.changed + tally.same + tally.failed;
  if (all == 0) {
    fmt::print(stderr, "fastbusy: there is no scenario below these paths\n");
    return exit_inconclusive;
  }
  std::string summary = fmt::format("{} file{}:", all, all == 1 ? "" : "s");
  const auto add = [&](std::size_t count, const std::string& what) {
    if (count == 0) return;
    summary += fmt::format("{} {} {}", summary.ends_with(':') ? "" : ",", count, what);
  };
  add(tally.changed,
      fmt::format("{} format {}", arguments.check ? "would be brought to" : "brought to",
                  present_format));
  add(tally.same, fmt::format("of format {} already: nothing to do", present_format));
  add(tally.failed, "left alone after an error");
  fmt::print("{}\n", summary);
  if (tally.failed > 0) return exit_usage;
  return arguments.check && tally.changed > 0 ? exit_failed : exit_ok;
}

}  // namespace app
