#include "app/scenario/simulate.hpp"

#include <algorithm>

namespace app {

Simulation simulate(const RunOf& run, const Progress& progress, const Recording* recording) {
  Simulation result{std::make_unique<World>(run.scenario, run.seed)};
  models::Network& network = result.world->network();
  if (recording != nullptr) network.record(&recording->trace);
  const Time end = Time{} + run.stop.value_or(run.scenario.duration);
  const Duration slice = std::max(Duration{1}, run.scenario.duration / 200);
  const auto run_until = [&](Time until) {
    while (network.now() < until && !network.exhausted() && !result.interrupted &&
           !result.given_up) {
      network.run_until(std::min(until, network.now() + slice));
      if (recording != nullptr) recording->onlooker(*result.world);
      result.given_up = network.events() > run.most_events;
      const Duration done = network.now().time_since_epoch();
      result.interrupted =
          progress && progress(run.what, sim::seconds(done) / sim::seconds(run.scenario.duration));
    }
  };
  for (const TimelineEntry& entry : run.scenario.timeline) {
    run_until(std::min(end, entry.at));
    if (network.now() < entry.at) break;
    if (entry.kind == TimelineEntry::Kind::set) {
      result.world->reconfigure(entry.change);
    } else {
      result.world->apply(entry);
    }
  }
  run_until(end);
  return result;
}

}  // namespace app
