#include "app/evidence/ladders/make_ladder.hpp"

#include "app/evidence/ladders/ladder_notes.hpp"

namespace app {

Ladder make_ladder(const Run& result, const std::vector<std::size_t>& participants,
                   std::vector<LadderMessage> messages, LadderView view, Time from, Time to) {
  const Scenario& scenario = result.scenario;
  Ladder ladder;
  ladder.title =
      scenario.title + " (" + scenario.path + ", seed " + std::to_string(result.seed) + ")";
  for (const std::size_t device : participants) {
    ladder.participants.push_back(scenario.devices[device].name);
  }
  std::erase_if(messages, [&](const LadderMessage& m) { return m.sent < from || m.sent > to; });
  view.windows = loss_windows(result.history, scenario, participants);
  auto notes = ladder_notes(result.history, scenario, participants, from, to);
  ladder.lines =
      narrowed(folded(std::move(messages), std::move(notes), view, ladder.acknowledgements), view);
  return ladder;
}

}  // namespace app
