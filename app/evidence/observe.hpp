// What happened in a run, read from its journal: registrations, absences, calls, cycles. Not why.
#pragma once

#include "app/evidence/history.hpp"
#include "app/run/world.hpp"

namespace app {

History observe(const World& world, const Scenario& scenario);

// Parts of it, in this order.
void read_absences(const World& world, const Scenario& scenario, History& history);
void read_calls(const World& world, const Scenario& scenario, History& history);
void read_talks(const World& world, const Scenario& scenario, History& history);

}  // namespace app
