// One run of a scenario, in slices, with its timeline; who wants to look may do so in between.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "app/run/world.hpp"
#include "app/scenario/scenario.hpp"

namespace app {

// Called every now and then with how much of the run is done; true: stop.
using Progress = std::function<bool(std::string_view what, double done)>;

struct Simulation {
  std::unique_ptr<World> world;  // refers to the scenario, which must outlive it
  bool interrupted = false;      // Ctrl-C
  bool given_up = false;
  // A device that never rests: it keeps the run within one simulated second. Then given up, too.
  std::optional<std::size_t> busy{};
};

// What belongs to one run.
struct RunOf {
  const Scenario& scenario;
  std::uint64_t seed = 1;
  std::string_view what = "run";                  // for the progress line
  std::optional<Duration> stop{};                 // earlier than the scenario's end
  std::uint64_t most_events = ~std::uint64_t{0};  // beyond it the run is given up
  bool the_long_way = false;  // every frame of a flood by itself: what the usual way must equal
  bool thins_always = false;  // the journal of drops, though it is short
};

// Recording: the trace is filled while the run goes on, and shown after each slice; the onlooker
// may take its records.
struct Recording {
  models::Trace& trace;
  std::function<void(const World& world)> onlooker;
};

Simulation simulate(const RunOf& run, const Progress& progress,
                    const Recording* recording = nullptr);

}  // namespace app
