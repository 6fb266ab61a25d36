// Causes are proven by taking them away: what could have been otherwise is run otherwise, and is a
// cause if the story ends for all who tell it, and nobody is worse off.
#pragma once

#include <vector>

#include "app/evidence/run.hpp"
#include "app/proof/candidates.hpp"
#include "app/proof/balance.hpp"

namespace app {

// How much may be tried. Events, not seconds: the same on every machine.
struct Effort {
  std::uint64_t events = 10'000'000;  // for all stories of a run together
  Stage last = Stage::structure;      // further stages only where nothing earlier cures
  bool everything = false;            // all stages up to it in any case
};

// A change that ends a story.
struct Cure {
  Difference difference;
  Balance balance;
  std::size_t doubts = 0;  // what the file then says that can hardly be meant
};

// Tries; each trial is a run of its own. It refers to the run, which must outlive it.
class Trials {
 public:
  Trials(const Run& run, const Effort& effort, const Progress& progress);

  const Balance& as_it_was() const { return base_; }
  // Of those that end the story, in their order. `moves`: those are added that do not, but after
  // which it goes on otherwise: half of a cure, perhaps.
  std::vector<Cure> cures_among(const Story& story, const std::vector<Difference>& changes,
                                std::vector<Difference>* moves = nullptr);
  // Whether it ends the story; nothing is left of the effort, or it was interrupted: no.
  std::optional<Cure> tried(const Story& story, const Difference& change);

  bool exhausted() const { return exhausted_; }  // there was more to try
  bool interrupted() const { return interrupted_; }

 private:
  struct Look {
    Balance balance;
    std::string where;  // how far the first one came who tells the story
  };
  std::optional<Look> run_until(const Scenario& scenario, const Story& story, Duration stop) const;
  Duration horizon(const Story& story) const;

  const Run& run_;
  const Progress& progress_;
  Balance base_;
  std::uint64_t left_;  // events
  bool exhausted_ = false;
  bool interrupted_ = false;
};

// Finds the causes of all that somebody suffers in the run, and writes them into its history.
void prove_causes(Run& run, const Effort& effort, const Progress& progress);

}  // namespace app
