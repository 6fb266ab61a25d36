// Causes are proven by taking them away: what could have been otherwise is run otherwise, and is a
// cause if the story ends for all who tell it, and nobody is worse off.
#pragma once

#include <atomic>
#include <vector>

#include "app/evidence/run.hpp"
#include "app/proof/balance.hpp"
#include "app/proof/candidates.hpp"

namespace app {

// How much may be tried. Events, not seconds: the same on every machine.
struct Effort {
  std::uint64_t events = 10'000'000;  // for all stories of a run together
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
  std::size_t doubts() const { return doubts_; }  // of the file as it was
  // Of those that end the story, in their order. `moves`: those are added that do not, but after
  // which it goes on otherwise: half of a cure, perhaps.
  std::vector<Cure> cures_among(const Story& story, const std::vector<Difference>& changes,
                                std::vector<Difference>* moves = nullptr);
  // Whether it ends the story; nothing is left of the effort, or it was interrupted: no.
  std::optional<Cure> tried(const Story& story, const Difference& change);

  // Whether anybody is worse off with it than without.
  bool hurts(const Difference& change);
  // Whether somebody has a symptom that it had not; else, whether one of the stories ends.
  enum class Verdict : std::uint8_t { same, worse, better };
  Verdict verdict_with(const std::vector<Story>& stories, const Difference& change);
  // Those that only hide the story go: with them who tells it can be called for less time than with
  // another, or for hardly more than without any.
  void drop_what_hides(const Story& story, std::vector<Cure>& cures);
  // From now on nothing may be worse than this cure.
  void compare_with(const Story& story, const Difference& cure);

  bool exhausted() const { return exhausted_; }  // there was more to try
  bool interrupted() const { return interrupted_; }

 private:
  struct Look {
    Balance balance;
    std::string where;  // how far the first one came who tells the story
  };
  std::optional<Look> run_until(const Scenario& scenario, const Story& story, Duration stop,
                                const Progress& heard) const;
  // What the whole run comes to with it; nothing: more than 5 times the events, or none are left.
  std::optional<Balance> balance_with(const Difference& change, bool& is_possible);
  Duration horizon(const Story& story) const;
  struct Reach {
    Duration callable{};
    Duration out{};         // in outages that count
    bool is_known = false;  // not all of it could be asked
  };
  Reach reach_of(const Story& story, const Scenario& scenario, const Progress& heard);

  const Run& run_;
  const Progress& progress_;
  Balance base_;
  std::size_t doubts_ = 0;
  std::uint64_t left_;                            // events
  mutable std::atomic<std::uint64_t> spent_ = 0;  // events, not yet taken off what is left
  Duration best_{};                               // callable with what is a cure
  bool exhausted_ = false;
  bool interrupted_ = false;
};

// All that ends the story, the best first: what was seen on the walk, then what the file says, then
// the rest. `everything`: to the defaults; else no further than it must.
std::vector<Cure> cures_of(const Run& run, const Story& story, Trials& trials,
                           const Knowledge& knowledge, bool everything);

// Finds the causes of all that somebody suffers in the run, and writes them into its history.
void prove_causes(Run& run, const Effort& effort, const Progress& progress);

}  // namespace app
