// Calls to phones: how each ended, and why those that failed did.
#pragma once

#include "app/evidence/history.hpp"
#include "app/run/world.hpp"

namespace app {

// After the stays and their causes: a phone that was lost before cannot be called for the same.
void read_calls(const World& world, const Scenario& scenario, History& history);

}  // namespace app
