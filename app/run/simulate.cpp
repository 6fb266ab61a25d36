#include "app/run/simulate.hpp"

#include <algorithm>

#include "app/run/course.hpp"

namespace app {

Simulation simulate(const RunOf& run, const Progress& progress, const Recording* recording) {
  Simulation result;
  Course course(run.scenario, run.seed);
  const models::Network& network = course.network();
  if (recording != nullptr) course.network().record(&recording->trace);
  const Duration whole = run.stop.value_or(run.scenario.duration);
  const Time end = Time{} + whole;
  const Duration slice = std::max(Duration{1}, whole / 200);
  constexpr std::uint64_t a_moment =
      1'000'000;  // events: devices may keep each other busy for ever
  do {
    course.run_until(std::min(end, network.now() + slice), std::min(a_moment, run.most_events));
    if (recording != nullptr) recording->onlooker(course.world());
    result.given_up = network.events() >= run.most_events;
    const Duration done = network.now().time_since_epoch();
    result.interrupted = progress && progress(run.what, sim::seconds(done) / sim::seconds(whole));
  } while (network.now() < end && !network.exhausted() && !result.interrupted && !result.given_up);
  result.world = course.give_world();
  return result;
}

}  // namespace app
