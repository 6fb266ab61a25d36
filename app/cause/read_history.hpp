// From a run's journal to its history: registrations, losses with their causes, calls, cycles.
#pragma once

#include "app/evidence/history.hpp"
#include "app/run/world.hpp"

namespace app {

History read_history(const World& world, const Scenario& scenario);

}  // namespace app
