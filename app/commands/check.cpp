// fastbusy check: all scenarios below some paths, one line each, and what does not hold.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "app/commands/commands.hpp"
#include "app/report/check_files.hpp"
#include "app/report/csv.hpp"
#include "app/report/output.hpp"
#include "app/scenario/data_dir.hpp"

namespace app {

std::vector<std::string> scenario_files(const std::string& path) {
  namespace fs = std::filesystem;
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

namespace {

struct Tally {
  std::FILE* people = stdout;  // stderr, if a file for programs goes to stdout
  int passed = 0;
  int failed = 0;
  int unreadable = 0;
  int empty = 0;
};

void report(const RunResult& result, double wall_s, const Style& style, Tally& tally) {
  const std::string& path = result.scenario.path;
  const auto line = [&](const std::string& word) {
    fmt::print(tally.people, "{} {}   {}\n", word, path,
               style.dim(fmt::format("{} expectations, {} remedies, {:.2f} s",
                                     result.expectations.size(), result.remedies.size(), wall_s)));
  };
  const bool nothing_expected = result.expectations.empty() && result.remedies.empty();
  const bool cut_short = result.interrupted || result.exhausted;
  if (cut_short || (!result.failed() && result.inconclusive())) {
    ++tally.empty;
    line(style.bad("none"));
    fmt::print(tally.people, "     {}\n",
               result.interrupted ? "interrupted"
               : result.exhausted ? result.stopped_by()
               : nothing_expected ? "nothing is expected: a run without checks proves nothing"
                                  : "not all that is expected was looked at");
    if (cut_short || nothing_expected) return;
  } else {
    ++(result.failed() ? tally.failed : tally.passed);
    line(result.failed() ? style.bad("FAIL") : style.good("ok  "));
  }
  const auto failures = [&](const std::vector<Verdict>& verdicts, const std::string& with) {
    for (const Verdict& v : verdicts) {
      if (v.passed) continue;
      fmt::print(tally.people, "     {}:{}: {}{}: observed {}\n", path, v.line, with, v.text,
                 v.observed);
    }
  };
  failures(result.expectations, "");
  for (const RemedyResult& remedy : result.remedies) {
    if (!remedy.refused.empty()) {
      fmt::print(tally.people, "     remedy {} proves nothing: {}\n", remedy.text, remedy.refused);
    }
    if (remedy.interrupted) continue;
    failures(remedy.expectations, "with " + remedy.text + ": ");
  }
}

// The files that other programs read, kept until the last scenario is done.
class Files {
 public:
  explicit Files(const CheckArguments& arguments) : arguments_(arguments) {}

  void add(const Checked& checked, std::FILE* people) {
    if (!arguments_.junit.empty()) suites_.push_back(junit_suite(checked));
    if (!arguments_.csv.empty() && checked.result != nullptr)
      losses_ += csv_losses(*checked.result);
    if (arguments_.annotations) fmt::print(people, "{}", annotations(checked));
  }
  bool write() const {
    const auto to = [](const std::string& path, const std::string& text) {
      const std::string failure = path.empty() ? "" : write_whole(path, text);
      if (!failure.empty()) fmt::print(stderr, "fastbusy: {}\n", failure);
      return failure.empty();
    };
    const bool junit = to(arguments_.junit, junit_file(suites_));
    return to(arguments_.csv, csv_header() + losses_) && junit;
  }

 private:
  const CheckArguments& arguments_;
  std::vector<std::string> suites_;
  std::string losses_;
};

}  // namespace

int check_command(const CheckArguments& arguments) {
  const Style style = style_for(STDOUT_FILENO);
  std::vector<std::string> paths;
  for (const std::string& path : arguments.paths) {
    const auto more = scenario_files(find_scenario(path));
    paths.insert(paths.end(), more.begin(), more.end());
  }
  if (arguments.paths.empty()) paths = scenario_files(scenarios_dir().string());
  Tally tally;
  if (arguments.junit == "-" || arguments.csv == "-") tally.people = stderr;
  Files files(arguments);
  for (const std::string& path : paths) {
    sim::Diagnostics diagnostics;
    const auto source = read_source(path, diagnostics);
    std::optional<RunResult> result;
    Checked checked{.path = path};
    if (source) {
      ProgressLine progress(arguments.quiet);
      RunOptions options;
      options.proof = Effort{};
      if (!arguments.calls) options.calls = Calls::never;
      result = run(*source, options, progress.callback(), diagnostics);
      checked.wall_s = progress.elapsed();
    }
    checked.complaints = diagnostics.text();
    if (!checked.complaints.empty()) fmt::print(stderr, "{}", checked.complaints);
    if (result && diagnostics.ok()) {
      checked.result = &*result;
      report(*result, checked.wall_s, style, tally);
    } else {
      ++tally.unreadable;
      if (const auto problems = diagnostics.problems(); !problems.empty()) {
        checked.line = std::max(1, static_cast<int>(problems.front().at.line));
      }
    }
    files.add(checked, tally.people);
    if (result && result->interrupted) break;
  }
  const bool written = files.write();
  fmt::print(tally.people, "{} scenarios: {} ok, {} failed, {} unreadable, {} without a result\n",
             paths.size(), tally.passed, tally.failed, tally.unreadable, tally.empty);
  if (!written || tally.unreadable > 0) return exit_usage;
  if (tally.failed > 0) return exit_failed;
  return tally.empty > 0 || tally.passed == 0 ? exit_inconclusive : exit_ok;
}

}  // namespace app
