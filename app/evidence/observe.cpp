#include "app/evidence/observe.hpp"

#include "app/evidence/stays.hpp"

namespace app {

History observe(const World& world, const Scenario& scenario) {
  const models::Journal& journal = world.network().journal();
  History history;
  history.end = world.network().now();
  read_stays(world, scenario, history);
  read_absences(world, scenario, history);
  read_calls(world, scenario, history);
  history.cycles = find_cycles(history.stays);
  for (const Stay& stay : history.stays) {
    const auto& at_end = history.registered_at_end;
    if (!stay.ended && (at_end.empty() || at_end.back() != stay.phone)) {
      history.registered_at_end.push_back(stay.phone);
    }
  }
  history.fates = journal.fates;
  history.not_kept = journal.not_kept;
  history.misdirected = journal.misdirected;
  return history;
}

}  // namespace app
