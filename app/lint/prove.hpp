// A suspicion is run: as it is, and with its cure. What the runs show decides how much it counts.
#pragma once

#include <map>

#include "app/evidence/service.hpp"
#include "app/lint/finding.hpp"
#include "app/run/simulate.hpp"

namespace app {

// How much may be run for one file. Events, not seconds: the same on every machine.
struct LintEffort {
  std::uint64_t events = 12'000'000;         // all runs together
  std::uint64_t most_of_a_run = 3'000'000;   // one of them
  Duration longest = std::chrono::hours{4};  // simulated, of one of them
};

// What a run came to for one device.
struct Toll {
  std::size_t losses = 0;
  std::size_t failed_calls = 0;
  bool never = false;  // registered
  bool never_back = false;
  bool never_at_first = false;
  Duration registered{};
  Duration out_of_reach{};  // by calls, of outages that count
};

class Prover {
 public:
  Prover(const Scenario& scenario, const LintEffort& effort, const Progress& progress)
      : scenario_(scenario), progress_(progress), effort_(effort), left_(effort.events) {}

  // Level, proof and cure of the finding.
  void prove(const Suspicion& suspicion, LintFinding& finding);
  bool interrupted() const { return interrupted_; }

 private:
  struct Seen {
    std::vector<Toll> tolls;  // by device
    bool has_calls = false;
    bool ended = false;  // else it was given up, or too dear
  };
  Seen run(const Scenario& scenario, bool by_calls);
  const Seen& as_it_is(const Scenario& scenario, const std::string& name, bool by_calls);
  std::optional<Scenario> prepared(const Suspicion& suspicion) const;

  const Scenario& scenario_;
  const Progress& progress_;
  LintEffort effort_;
  std::uint64_t left_;
  std::map<std::string, Seen> bases_;
  bool interrupted_ = false;
};

}  // namespace app
