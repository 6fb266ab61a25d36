#include "app/proof/prove.hpp"

#include <algorithm>
#include <set>

#include "app/proof/rank.hpp"

namespace app {
namespace {

// Who loses something, or is called in vain: how long it can be called says what only hides it.
bool was_there(const Story& story) {
  return story.symptom == Symptom::lost || story.symptom == Symptom::call_failed;
}

// One change of what somebody configured is not enough.
bool needs_two(const std::vector<Cure>& cures) {
  return std::ranges::all_of(
      cures, [](const Cure& cure) { return cure.difference.kind == Difference::Kind::nature; });
}

// What moves the end of the story somewhere else, and something more.
std::vector<Cure> pairs_among(const Story& story, Trials& trials, const Candidates& candidates,
                              const std::vector<Difference>& moves) {
  constexpr std::size_t most_moves = 12;
  std::vector<Difference> second = candidates.of(Stage::walk);
  for (const Stage stage : {Stage::written, Stage::structure}) {
    for (Difference& one : candidates.of(stage)) second.push_back(std::move(one));
  }
  std::set<std::string> tried;
  std::vector<Cure> cures;
  for (const Difference& move : moves) {
    if (tried.size() == most_moves || !cures.empty()) break;
    if (move.kind == Difference::Kind::nature || !tried.insert(move.text()).second) continue;
    std::vector<Difference> pairs;
    for (const Difference& one : second) {
      if (one.names != move.names && one.kind != Difference::Kind::nature) {
        pairs.push_back(both(move, one));
      }
    }
    cures = trials.cures_among(story, pairs);
  }
  return cures;
}

// What is wrong somewhere can often be put right at several places: the best is looked for. A
// timer that was seen to run out, or what the operator did, is enough.
bool is_enough(const Scenario& scenario, const Story& story, const std::vector<Cure>& cures,
               std::size_t doubts, Stage next) {
  const auto settles = [&](const Cure& cure) {  // nothing in the file looks wrong, or less
    return doubts == 0 || cure.doubts < doubts;
  };
  if (std::ranges::none_of(cures, settles)) return false;
  const bool died =
      std::ranges::any_of(story.causes, [](const Cause* cause) { return cause->drop.has_value(); });
  return (was_there(story) && died) || names_enough(scenario, story, cures, next != Stage::written);
}

}  // namespace

std::vector<Cure> cures_of(const Run& run, const Story& story, Trials& trials,
                           const Knowledge& knowledge, bool everything) {
  constexpr std::size_t most_called = 12;  // of each stage: the best ones
  const Candidates candidates(run.scenario, story, knowledge);
  std::vector<Difference> moves;
  std::vector<Cure> cures;
  for (const Stage stage : {Stage::walk, Stage::written, Stage::structure, Stage::rest}) {
    const bool is_found =
        stage == Stage::rest || is_enough(run.scenario, story, cures, trials.doubts(), stage);
    if (!everything && is_found) break;
    auto more =
        trials.cures_among(story, candidates.of(stage), stage == Stage::rest ? nullptr : &moves);
    more = ranked(run.scenario, story, trials.doubts(), std::move(more));
    if (was_there(story)) {
      if (more.size() > most_called) more.erase(more.begin() + most_called, more.end());
      trials.drop_what_hides(story, more);
    }
    std::ranges::move(more, std::back_inserter(cures));
  }
  if (needs_two(cures)) {
    auto pairs = pairs_among(story, trials, candidates, moves);
    std::ranges::move(pairs, std::back_inserter(cures));
  }
  return ranked(run.scenario, story, trials.doubts(), std::move(cures));
}

namespace {

class Proof {
 public:
  Proof(Run& run, const Effort& effort, const Progress& progress)
      : run_(run), trials_(run, effort, progress), knowledge_(run.scenario) {}

  void prove() {
    auto stories = stories_of(run_.scenario, run_.history);
    for (Story& story : stories) {
      for (Cause* cause : story.causes) cause->walked = cause->setting;
    }
    for (const Story& story : stories) {
      if (trials_.interrupted()) return;
      auto cures = cures_of(run_, story, trials_, knowledge_, false);
      if (cures.empty()) {
        cures = known_to_end(story);
        if (was_there(story)) trials_.drop_what_hides(story, cures);
      }
      if (trials_.interrupted()) return;  // half of the trials would name half of the causes
      cures = best_of(run_.scenario, story, trials_.doubts(), std::move(cures));
      tell(story, cures);
      std::ranges::move(cures, std::back_inserter(known_));
    }
  }

 private:
  // What ends an earlier story may end this one, too.
  std::vector<Cure> known_to_end(const Story& story) const {
    std::vector<Cure> cures;
    for (const Cure& known : known_) {
      if (ends(story, trials_.as_it_was(), known.balance, models::never) &&
          !harms(story, trials_.as_it_was(), known.balance)) {
        cures.push_back(known);
      }
    }
    return cures;
  }
  void tell(const Story& story, const std::vector<Cure>& cures) {
    std::vector<Deciding> deciding;
    for (const Cure& cure : cures) {
      const std::string& names = cure.difference.names;
      const auto comma = names.find(", ");
      deciding.push_back({.setting = names.substr(0, comma),
                          .with = comma == std::string::npos ? "" : names.substr(comma + 2),
                          .event = act_of(cure.difference),
                          .cure = cure.difference.text()});
    }
    const bool tried = !deciding.empty() || !trials_.exhausted();
    for (Cause* cause : story.causes) {
      if (!tried) continue;
      cause->is_proven = !deciding.empty();
      cause->setting = deciding.empty() ? "" : deciding.front().setting;
      cause->event = deciding.empty() ? "" : deciding.front().event;
      cause->deciding = deciding;
    }
  }
  std::string act_of(const Difference& change) const {
    for (const TimelineEntry& entry : run_.scenario.timeline) {
      if (entry.number == change.without) return entry.text;
    }
    return "";
  }

  Run& run_;
  Trials trials_;
  Knowledge knowledge_;
  std::vector<Cure> known_;
};

}  // namespace

void prove_causes(Run& run, const Effort& effort, const Progress& progress) {
  Proof(run, effort, progress).prove();
}

}  // namespace app
