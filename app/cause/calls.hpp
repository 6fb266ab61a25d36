// Why calls failed.
#pragma once

#include "app/evidence/history.hpp"
#include "app/run/world.hpp"

namespace app {

// After the causes of the stays: a phone that was lost before cannot be called for the same.
void find_call_causes(const World& world, const Scenario& scenario, History& history);

}  // namespace app
