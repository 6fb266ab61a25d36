// Storm control and loop protection in a file: keys, meaning, bounds.
#pragma once

#include "models/protocol/l2/storm_control.hpp"
#include "sim/schema/field.hpp"

namespace models {

constexpr auto names(StormAction*) {
  return std::array{sim::Name{StormAction::drop, "drop", "what is above the level"},
                    sim::Name{StormAction::shutdown, "shutdown", "the port is err-disabled"},
                    sim::Name{StormAction::trap, "trap", "somebody is told, and all goes on"}};
}

inline sim::Fields<StormControlConfig> fields(StormControlConfig*) {
  using C = StormControlConfig;
  using sim::field;
  return {
      field("level", &C::level, "broadcasts in a second at a port; 0 = any number", 0, 10'000'000),
      field("action", &C::action, "what happens to a port, or its frames, above it"),
      field("window", &C::window, "in which they are counted", 100ms, 1min),
      field("recovery", &C::recovery, "of a port that was shut down; 0s = never", 0s, 86400s)};
}

inline sim::Fields<LoopProtectConfig> fields(LoopProtectConfig*) {
  using C = LoopProtectConfig;
  using sim::field;
  return {
      field("interval", &C::interval, "between the frames that tell a loop", 1s, 1min),
      field("own_port_only", &C::own_port_only,
            "only what comes back by the port that it left by is a loop"),
      field("recovery", &C::recovery, "of a port that was shut down; 0s = never", 0s, 604'800s)};
}

}  // namespace models
