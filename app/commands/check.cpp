// fastbusy check: all scenarios below some paths, one line each, and what does not hold.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "app/commands/commands.hpp"
#include "app/data_dir.hpp"

namespace app {
namespace {

namespace fs = std::filesystem;

// All scenarios below a folder, in order of their names; a file is itself.
std::vector<std::string> scenarios_at(const std::string& path) {
  std::error_code ignored;
  if (!fs::is_directory(path, ignored)) return {path};
  std::vector<std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(path)) {
    if (entry.is_regular_file() && entry.path().extension() == ".yaml") {
      files.push_back(entry.path().string());
    }
  }
  std::ranges::sort(files);
  return files;
}

struct Tally {
  int passed = 0;
  int failed = 0;
  int unreadable = 0;
  int empty = 0;
};

void report(const RunResult& result, double wall_s, const Style& style, Tally& tally) {
  const std::string& path = result.scenario.path;
  const auto line = [&](const std::string& word) {
    fmt::print("{} {}   {}\n", word, path,
               style.dim(fmt::format("{} expectations, {} remedies, {:.2f} s",
                                     result.expectations.size(), result.remedies.size(), wall_s)));
  };
  if (result.inconclusive()) {
    ++tally.empty;
    line(style.bad("none"));
    fmt::print("     {}\n", result.interrupted ? "interrupted"
                            : result.exhausted
                                ? "too many frames under way: a broadcast storm"
                                : "nothing is expected: a run without checks proves nothing");
    return;
  }
  ++(result.failed() ? tally.failed : tally.passed);
  line(result.failed() ? style.bad("FAIL") : style.good("ok  "));
  const auto failures = [&](const std::vector<Verdict>& verdicts, const std::string& with) {
    for (const Verdict& v : verdicts) {
      if (v.passed) continue;
      fmt::print("     {}:{}: {}{}: observed {}\n", path, v.line, with, v.text, v.observed);
    }
  };
  failures(result.expectations, "");
  for (const RemedyResult& remedy : result.remedies) {
    if (!remedy.refused.empty()) {
      fmt::print("     remedy {} proves nothing: {}\n", remedy.text, remedy.refused);
    }
    failures(remedy.expectations, "with " + remedy.text + ": ");
  }
}

}  // namespace

int check_command(const CheckArguments& arguments) {
  const Style style = style_for(STDOUT_FILENO);
  std::vector<std::string> files;
  for (const std::string& path : arguments.paths) {
    const auto more = scenarios_at(find_scenario(path));
    files.insert(files.end(), more.begin(), more.end());
  }
  if (arguments.paths.empty()) files = scenarios_at(scenarios_dir().string());
  Tally tally;
  for (const std::string& file : files) {
    sim::Diagnostics diagnostics;
    const auto source = read_source(file, diagnostics);
    std::optional<RunResult> result;
    double wall_s = 0;
    if (source) {
      ProgressLine progress(arguments.quiet);
      result = run(*source, {}, progress.callback(), diagnostics);
      wall_s = progress.elapsed();
    }
    if (const std::string text = diagnostics.text(); !text.empty()) fmt::print(stderr, "{}", text);
    if (!result || !diagnostics.ok()) {
      ++tally.unreadable;
      continue;
    }
    report(*result, wall_s, style, tally);
    if (result->interrupted) break;
  }
  fmt::print("{} scenarios: {} ok, {} failed, {} unreadable, {} without a result\n", files.size(),
             tally.passed, tally.failed, tally.unreadable, tally.empty);
  if (tally.unreadable > 0) return exit_usage;
  if (tally.failed > 0) return exit_failed;
  return tally.empty > 0 || tally.passed == 0 ? exit_inconclusive : exit_ok;
}

}  // namespace app
