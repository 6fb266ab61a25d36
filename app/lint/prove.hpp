// A suspicion is run: as it is, and with its cure. What the runs show decides how much it counts.
#pragma once

#include <map>
#include <tuple>

#include "app/evidence/service.hpp"
#include "app/lint/finding.hpp"
#include "app/run/simulate.hpp"

namespace app {

// How much may be run for one file. Events, not seconds: the same on every machine.
struct LintEffort {
  std::uint64_t events = 10'000'000;         // all runs together
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
  // `first_look`: until when most that is wrong is seen.
  Prover(const Scenario& scenario, Duration first_look, const LintEffort& effort,
         const Progress& progress)
      : scenario_(scenario),
        first_look_(first_look),
        progress_(progress),
        effort_(effort),
        left_(effort.events) {}

  // Level, proof and cure of the finding. False: somebody suffers, and it was not seen from what.
  bool prove(const Suspicion& suspicion, LintFinding& finding);
  // The same where everything else that is suspected has its first cure: of two faults one may
  // hide what the other does.
  void prove_apart(const Suspicion& suspicion, const std::vector<Suspicion>& all,
                   LintFinding& finding);
  bool interrupted() const { return interrupted_; }

 private:
  struct Look {
    Duration until{};
    bool calls = false;  // copies are called, too
  };
  struct Seen {
    std::vector<Toll> tolls;  // by device
    Duration noise{};         // of what calls say
    bool ended = false;       // else it was given up, or too dear
  };
  Seen run(const Scenario& scenario, Look look);
  const Seen& as_it_is(const Scenario& scenario, const std::string& besides, Look look);
  std::optional<Scenario> prepared(const Suspicion& suspicion) const;
  std::vector<Look> looks_at(const Suspicion& suspicion, const Scenario& scenario) const;
  static bool is_proof(const Seen& base, const Seen& cured, const Suspicion& suspicion,
                       const Difference& cure, const Scenario& scenario, LintFinding& finding);

  const Scenario& scenario_;
  Duration first_look_;
  const Progress& progress_;
  LintEffort effort_;
  std::uint64_t left_;
  std::map<std::tuple<std::string, Duration, bool>, Seen> bases_;
  bool interrupted_ = false;
};

}  // namespace app
