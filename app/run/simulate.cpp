#include "app/run/simulate.hpp"

#include <algorithm>

namespace app {

Simulation simulate(const RunOf& run, const Progress& progress, const Recording* recording) {
  Simulation result{std::make_unique<World>(run.scenario, run.seed)};
  models::Network& network = result.world->network();
  if (recording != nullptr) network.record(&recording->trace);
  const Duration whole = run.stop.value_or(run.scenario.duration);
  const Time end = Time{} + whole;
  const Duration slice = std::max(Duration{1}, whole / 200);
  constexpr std::uint64_t a_moment =
      1'000'000;  // events: devices may keep each other busy for ever
  const auto run_until = [&](Time until) {
    while (network.now() < until && !network.exhausted() && !result.interrupted &&
           !result.given_up) {
      network.run_until(std::min(until, network.now() + slice),
                        std::min(a_moment, run.most_events));
      if (recording != nullptr) recording->onlooker(*result.world);
      result.given_up = network.events() >= run.most_events;
      const Duration done = network.now().time_since_epoch();
      result.interrupted = progress && progress(run.what, sim::seconds(done) / sim::seconds(whole));
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
