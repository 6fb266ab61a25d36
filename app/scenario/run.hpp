// Running a scenario: the run itself, its expectations, and its remedies as runs of their own.
#pragma once

#include <functional>
#include <optional>

#include "app/scenario/scenario.hpp"
#include "app/scenario/world.hpp"

namespace app {

struct RunOptions {
  std::vector<sim::Assignment> sets;
  std::optional<std::uint64_t> seed;
  std::optional<Duration> duration;
  bool remedies = true;
};

struct RemedyResult {
  std::string text;
  std::vector<std::pair<std::string, std::string>> set;  // path and value
  bool passed = false;
  std::string refused;  // why it proves nothing: it changes nothing, or cures nothing
  std::vector<Verdict> expectations;
  std::size_t losses = 0;
  std::size_t never_registered = 0;
};

struct RunResult {
  Scenario scenario;  // as it was run
  std::uint64_t seed = 1;
  Duration duration{};
  std::uint64_t events = 0;
  bool interrupted = false;  // Ctrl-C: the result reaches to history.end only
  bool exhausted = false;    // too many frames under way: a storm
  History history;
  std::vector<Verdict> expectations;
  std::vector<RemedyResult> remedies;

  bool failed() const;  // an expectation or a remedy does not hold
  // Nothing was checked, or the run ended before its end or before what was to be checked.
  bool inconclusive() const;
  std::size_t phones() const;  // of the scenario
  std::size_t losses() const;
};

// Called every now and then with how much of the run is done; true: stop.
using Progress = std::function<bool(std::string_view what, double done)>;

// Loads, runs, judges. Nothing if the file or the options are wrong (see diagnostics).
std::optional<RunResult> run(const SourceText& source, const RunOptions& options,
                             const Progress& progress, sim::Diagnostics& diagnostics);

// The scenario played until that time, with its own seed; it must outlive the world.
std::unique_ptr<World> world_at(const SourceText& source, const Scenario& scenario,
                                const std::vector<sim::Assignment>& sets, Duration at);

}  // namespace app
