// A device without power: what its port decided, or whose power was cut before.
#pragma once

#include "app/evidence/history.hpp"
#include "app/run/world.hpp"

namespace app {

// Was it without at that time, though nobody had switched it off? Then the cause is that.
bool blame_power(const World& world, const Scenario& scenario, std::size_t device, Time at,
                 Cause& cause);

}  // namespace app
