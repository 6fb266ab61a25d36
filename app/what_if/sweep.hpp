// Every combination of some settings' values, with some seeds each: what each run comes to, in
// whole numbers, so that a journal gives back exactly what was found.
#pragma once

#include <string>
#include <vector>

#include "app/run/simulate.hpp"
#include "app/what_if/axis.hpp"
#include "app/what_if/draw.hpp"

namespace app {

// Every N-th piece of the work, from the I-th on: the others are done elsewhere.
struct Shard {
  std::size_t number = 1;
  std::size_t of = 1;
};

struct SweepOptions {
  std::vector<Axis> axes{};
  std::vector<Draw> draws{};
  std::vector<std::string> checks{};  // questions: phone.losses is 0
  std::uint64_t seed = 1;             // the first
  std::size_t seeds = 1;              // seed, seed + 1, ...
  bool calls = false;                 // who can be called is asked, too
  Shard shard{};
  std::string journal{};  // a file in which runs are kept; empty: none
  unsigned threads = 0;
};

// One number of a run.
struct Metric {
  enum class Kind : std::uint8_t { count, time, check };
  std::string name;  // losses, first_loss_s
  Kind kind{};
};

// Of one run.
struct SweepOutcome {
  enum class State : std::uint8_t {
    missing,  // interrupted before
    ran,
    refused,    // these values do not go together
    stopped,    // a storm: its end was not seen
    elsewhere,  // of another shard
  };
  static constexpr std::int64_t nothing = -1;  // no loss, or a check that was not reached
  State state = State::missing;
  std::vector<std::int64_t> values{};  // by metric; times in ns
  bool operator==(const SweepOutcome&) const = default;
};

struct Sweep {
  std::vector<Axis> axes;
  std::vector<Draw> draws{};
  std::vector<Metric> metrics;
  std::uint64_t seed = 1;
  std::size_t seeds = 1;
  std::vector<SweepOutcome> outcomes;  // by point, then by seed; the last axis turns fastest
  std::size_t from_journal = 0;        // runs that it had already
  std::string failure{};               // of the journal; nothing was run

  std::size_t points() const { return outcomes.size() / seeds; }
  std::size_t missing() const;
  std::size_t value_of(std::size_t point, std::size_t axis) const;  // its number on that axis
};

// The number of runs; `most` + 1 if there are more.
std::size_t runs_of(const SweepOptions& options, std::size_t most);
// The metrics' names.
std::vector<Metric> metrics_of(const SweepOptions& options);
Sweep sweep(const Scenario& scenario, const SweepOptions& options, const Progress& progress);

}  // namespace app
