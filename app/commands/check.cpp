// fastbusy check: all scenarios below some paths, one line each, and what does not hold.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <mutex>

#include "app/commands/commands.hpp"
#include "app/commands/what_if.hpp"
#include "app/report/baseline.hpp"
#include "app/report/check_files.hpp"
#include "app/report/csv.hpp"
#include "app/report/output.hpp"
#include "app/report/sarif.hpp"
#include "app/run/all_cores.hpp"
#include "app/scenario/data_dir.hpp"
#include "sim/schema/document.hpp"

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

struct CheckTally {
  std::FILE* people = stdout;  // stderr, if a file for programs goes to stdout
  int passed = 0;
  int failed = 0;
  int unreadable = 0;
  int empty = 0;
};

void report(const RunResult& result, double wall_s, const Style& style, CheckTally& tally) {
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
    if (!arguments_.sarif.empty()) sarif_.push_back(sarif_part(checked));
    if (arguments_.annotations) fmt::print(people, "{}", annotations(checked));
    const bool is_whole =
        checked.result != nullptr && !checked.result->interrupted && !checked.result->exhausted;
    if (is_whole) seen_.add(*checked.result);
  }
  bool write(bool is_whole) const {
    const auto to = [](const std::string& path, const std::string& text) {
      const std::string failure = path.empty() ? "" : write_whole(path, text);
      if (!failure.empty()) fmt::print(stderr, "fastbusy: {}\n", failure);
      return failure.empty();
    };
    const bool junit = to(arguments_.junit, junit_file(suites_));
    const bool sarif = to(arguments_.sarif, sarif_file(sarif_));
    // Of a part only it would be taken for the whole later.
    const bool saves = !arguments_.save_baseline.empty() && is_whole;
    if (!arguments_.save_baseline.empty() && !is_whole) {
      fmt::print(stderr, "fastbusy: {}: not written, as not every scenario has a result\n",
                 arguments_.save_baseline);
    }
    const bool saved = !saves || to(arguments_.save_baseline, seen_.text());
    return to(arguments_.csv, csv_header() + losses_) && junit && sarif && saved;
  }
  const Baseline& seen() const { return seen_; }

 private:
  const CheckArguments& arguments_;
  std::vector<std::string> suites_;
  std::vector<SarifPart> sarif_;
  std::string losses_;
  Baseline seen_;
};

// One scenario, tried: kept until those before it have been told.
struct Tried {
  std::optional<RunResult> result{};
  Checked checked{};
  bool is_skipped = false;  // interrupted before its turn
};

Tried try_one(const std::string& path, const CheckArguments& arguments, const Progress& progress) {
  Tried tried{.checked = {.path = path}};
  const auto began = std::chrono::steady_clock::now();
  sim::Diagnostics diagnostics;
  RunOptions options;
  options.proof = Effort{};
  if (!arguments.calls) options.calls = Calls::never;
  const bool understood = read_options(arguments.sets, arguments.seed, "", options, diagnostics);
  const auto source = read_source(path, diagnostics);
  if (source && understood) tried.result = run(*source, options, progress, diagnostics);
  if (!diagnostics.ok()) tried.result.reset();
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  tried.checked.wall_s = took.count();
  tried.checked.complaints = diagnostics.text();
  if (const auto problems = diagnostics.problems(); !tried.result && !problems.empty()) {
    tried.checked.line = std::max(1, static_cast<int>(problems.front().at.line));
  }
  return tried;
}

// Of all below the paths, those that -k and --shard leave. Empty after a complaint.
std::vector<std::string> chosen(const CheckArguments& arguments, std::string& complaint) {
  std::vector<std::string> paths;
  for (const std::string& path : arguments.paths) {
    const auto more = scenario_files(find_scenario(path));
    paths.insert(paths.end(), more.begin(), more.end());
  }
  if (arguments.paths.empty()) paths = scenario_files(scenarios_dir().string());
  std::erase_if(paths,
                [&](const std::string& path) { return path.find(arguments.pattern) == path.npos; });
  if (arguments.shard.empty()) return paths;
  unsigned one = 0;
  unsigned of = 0;
  char rest = 0;
  if (std::sscanf(arguments.shard.c_str(), "%u/%u%c", &one, &of, &rest) != 2 || one < 1 ||
      one > of) {
    complaint = "--shard: '" + arguments.shard + "' should be I/N, such as 2/4";
    return {};
  }
  std::vector<std::string> mine;
  for (std::size_t i = one - 1; i < paths.size(); i += of) mine.push_back(paths[i]);
  return mine;
}

class Check {
 public:
  // `baseline`: to compare with; null: none.
  Check(const CheckArguments& arguments, const Baseline* baseline, Duration tolerance)
      : arguments_(arguments), files_(arguments), baseline_(baseline), tolerance_(tolerance) {
    for (const std::string& file :
         {arguments.junit, arguments.csv, arguments.sarif, arguments.save_baseline}) {
      if (file == "-") tally_.people = stderr;
    }
  }

  int go(const std::vector<std::string>& paths) {
    tried_.resize(paths.size());
    {
      ProgressLine line(arguments_.quiet);
      const Progress progress = line.callback();
      SharedProgress shared(progress, "check", paths.size());
      on_all_cores(paths.size(), arguments_.jobs, [&](std::size_t i) {
        const Progress own = shared.within(i);
        Tried tried{.checked = {.path = paths[i]}, .is_skipped = own("check", 0)};
        if (!tried.is_skipped) tried = try_one(paths[i], arguments_, own);
        shared.ended(i);
        const std::lock_guard lock(mutex_);
        tried_[i] = std::move(tried);
        tell_in_order();
      });
    }
    const bool written = files_.write(tally_.empty == 0 && tally_.unreadable == 0);
    fmt::print(tally_.people,
               "{} scenarios: {} ok, {} failed, {} unreadable, {} without a result\n", paths.size(),
               tally_.passed, tally_.failed, tally_.unreadable, tally_.empty);
    const std::size_t moved = tell_what_moved();
    if (!written || tally_.unreadable > 0) return exit_usage;
    if (tally_.failed > 0 || moved > 0) return exit_failed;
    const bool compared = baseline_ == nullptr || baseline_->known_in(files_.seen()) > 0;
    if (!compared) return exit_inconclusive;
    return tally_.empty > 0 || tally_.passed == 0 ? exit_inconclusive : exit_ok;
  }

 private:
  std::size_t tell_what_moved() const {
    if (baseline_ == nullptr) return 0;
    const std::vector<std::string> moved = baseline_->moved(files_.seen(), tolerance_);
    for (const std::string& line : moved) {
      fmt::print(tally_.people, "{} {}\n", style_.bad("moved"), line);
    }
    const std::size_t both = baseline_->known_in(files_.seen());
    fmt::print(tally_.people, "baseline: {} of {} scenarios compared, {} facts moved; {} are new\n",
               both, baseline_->size(), moved.size(), files_.seen().size() - both);
    return moved.size();
  }
  // The same text, whoever was ready first.
  void tell_in_order() {
    for (; told_ < tried_.size() && tried_[told_]; ++told_) {
      Tried& one = *tried_[told_];
      if (!one.checked.complaints.empty()) fmt::print(stderr, "{}", one.checked.complaints);
      if (one.result) {
        one.checked.result = &*one.result;
        report(*one.result, one.checked.wall_s, style_, tally_);
      } else if (one.is_skipped) {
        ++tally_.empty;
        one.checked.complaints = "skipped: interrupted before";
        fmt::print(tally_.people, "{} {}   skipped\n", style_.bad("none"), one.checked.path);
      } else {
        ++tally_.unreadable;
      }
      files_.add(one.checked, tally_.people);
      one.result.reset();
    }
  }

  const CheckArguments& arguments_;
  const Style style_ = style_for(STDOUT_FILENO);
  Files files_;
  const Baseline* baseline_;
  Duration tolerance_;
  CheckTally tally_;
  std::mutex mutex_;
  std::vector<std::optional<Tried>> tried_;
  std::size_t told_ = 0;
};

}  // namespace

int check_command(const CheckArguments& arguments) {
  std::string complaint = refuse_outputs({{"--junit", arguments.junit},
                                          {"--csv", arguments.csv},
                                          {"--sarif", arguments.sarif},
                                          {"--save-baseline", arguments.save_baseline}},
                                         arguments.baseline);
  sim::Diagnostics diagnostics;
  const Duration tolerance =
      read_duration("--tolerance", arguments.tolerance, Duration{}, diagnostics);
  Baseline baseline;
  if (!arguments.baseline.empty()) {
    const auto text = sim::read_file(arguments.baseline, diagnostics);
    const std::string wrong = text ? baseline.read(*text) : "";
    if (!wrong.empty()) diagnostics.error_in_file(arguments.baseline, wrong);
  }
  if (!tell_complaints(diagnostics)) return exit_usage;
  const std::vector<std::string> paths = chosen(arguments, complaint);
  if (!complaint.empty()) {
    fmt::print(stderr, "fastbusy: {}\n", complaint);
    return exit_usage;
  }
  return Check(arguments, arguments.baseline.empty() ? nullptr : &baseline, tolerance).go(paths);
}

}  // namespace app
