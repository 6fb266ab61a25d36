// Running a scenario: the run itself, its expectations, and its remedies as runs of their own.
#pragma once

#include <optional>

#include "app/evidence/run.hpp"
#include "app/judge/judge.hpp"
#include "app/proof/prove.hpp"

namespace app {

// Whether Service is asked: of the run always, or only if a fact that is expected needs it.
enum class Calls : std::uint8_t { never, if_expected, always };

struct RunOptions {
  std::vector<sim::Assignment> sets;  // with which the file is read
  std::optional<std::uint64_t> seed;
  std::optional<Duration> duration;
  bool remedies = true;
  std::optional<Effort> proof{};  // of causes; none: they are only walked
  Calls calls = Calls::if_expected;
  unsigned threads = 0;  // that remedies run on; 0: as many as there are cores
};

struct RemedyResult {
  std::string text;
  std::vector<std::pair<std::string, std::string>> set;  // path and value
  bool passed = false;
  bool interrupted = false;  // not judged: Ctrl-C came before its end
  std::string refused;       // why it proves nothing: it changes nothing, or cures nothing
  std::vector<Verdict> expectations;
  std::vector<Verdict> without;  // the same expectations, of the run without the remedy
  bool reached() const;          // false: what it promises was not looked at
  std::size_t losses = 0;
  std::size_t never_registered = 0;
  std::size_t failed_calls = 0;
};

struct RunResult : Run {           // interrupted: it may also lack remedies
  std::optional<Service> service;  // none: nobody asked
  std::vector<Verdict> expectations;
  std::vector<RemedyResult> remedies;

  bool failed() const;  // an expectation or a remedy does not hold
  // Nothing was checked, or the run ended before its end or before what was to be checked.
  bool inconclusive() const;
};

// Runs, judges, and tries the remedies.
RunResult run(Scenario scenario, const RunOptions& options, const Progress& progress);
// Loads it first. Nothing if the file or the options are wrong (see diagnostics).
std::optional<RunResult> run(const SourceText& source, const RunOptions& options,
                             const Progress& progress, sim::Diagnostics& diagnostics);

}  // namespace app
