#include "app/proof/advise.hpp"

#include <algorithm>

#include "app/proof/rank.hpp"

namespace app {

Advices advise(Run& run, const Effort& effort, const Progress& progress) {
  constexpr std::size_t most_margins = 8;
  Advices advices{.stories = stories_of(run.scenario, run.history), .all = {}};
  Trials trials(run, effort, progress);
  const Knowledge knowledge(run.scenario);
  const auto ends_it = [&](const Story& story, const Cure& cure) {
    return ends(story, trials.as_it_was(), cure.balance, models::never) &&
           !harms(story, trials.as_it_was(), cure.balance);
  };
  for (const Story& story : advices.stories) {
    const bool is_cured = std::ranges::any_of(
        advices.all, [&](const Advice& advice) { return ends_it(story, advice.cure); });
    if (is_cured) continue;  // what ends it was found with an earlier story
    auto cures = cures_of(run, story, trials, knowledge, true);
    for (Cure& cure : cures) {
      if (cure.difference.kind == Difference::Kind::act) continue;  // nobody can undo it
      advices.all.push_back({.cure = std::move(cure)});
    }
  }
  for (Advice& advice : advices.all) {
    for (std::size_t i = 0; i < advices.stories.size(); ++i) {
      if (ends_it(advices.stories[i], advice.cure)) advice.ends.push_back(i);
    }
  }
  std::ranges::stable_sort(
      advices.all, [](const Advice& a, const Advice& b) { return a.ends.size() > b.ends.size(); });
  for (std::size_t i = 0; i < std::min(most_margins, advices.all.size()); ++i) {
    Advice& advice = advices.all[i];
    if (advice.cure.difference.sets.size() != 1 || advice.ends.empty()) continue;
    advice.margin = find_margin(run, advices.stories[advice.ends.front()],
                                advice.cure.difference.names, effort, progress);
  }
  advices.is_cut_short = trials.exhausted() || trials.interrupted();
  return advices;
}

}  // namespace app
