// Running a scenario: the run itself, its expectations, and its remedies as runs of their own.
#pragma once

#include <optional>

#include "app/evidence/history.hpp"
#include "app/scenario/simulate.hpp"

namespace app {

struct RunOptions {
  std::vector<sim::Assignment> sets;  // with which the file is read
  std::optional<std::uint64_t> seed;
  std::optional<Duration> duration;
  bool remedies = true;
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
  std::size_t losses = 0;
  std::size_t never_registered = 0;
  std::size_t failed_calls = 0;
};

struct RunResult {
  Scenario scenario;  // as it was run, with these overrides
  std::uint64_t seed = 1;
  Duration duration{};
  std::uint64_t events = 0;
  bool interrupted = false;  // Ctrl-C: it reaches to history.end only, or lacks remedies
  bool exhausted = false;    // too many frames under way: a storm
  History history;
  std::vector<Verdict> expectations;
  std::vector<RemedyResult> remedies;

  bool failed() const;  // an expectation or a remedy does not hold
  // Nothing was checked, or the run ended before its end or before what was to be checked.
  bool inconclusive() const;
  std::size_t phones() const;  // of the scenario
  std::size_t losses() const;
  std::size_t failed_calls() const;
};

// Runs, judges, and tries the remedies.
RunResult run(Scenario scenario, const RunOptions& options, const Progress& progress);
// Loads it first. Nothing if the file or the options are wrong (see diagnostics).
std::optional<RunResult> run(const SourceText& source, const RunOptions& options,
                             const Progress& progress, sim::Diagnostics& diagnostics);

// The same run once more, with its frames in `recording`: same seed, same bytes. False:
// interrupted.
bool replay(const RunResult& result, const Recording& recording, const Progress& progress);
// One replay for several readers: each is given the frames of each slice, none later than `to`.
// What went wrong; empty: nothing.
using FrameReader = std::function<void(const World&, const std::vector<models::TraceRecord>&)>;
std::string replay(const RunResult& result, const std::vector<FrameReader>& readers, Time to,
                   const Progress& progress);

}  // namespace app
