// From a run's journal to its history with where the frames died: registrations, losses, calls.
#pragma once

#include "app/evidence/observe.hpp"

namespace app {

// Of every loss, of phones that are away, and of calls: where the walk back from it ends.
void find_causes(const World& world, const Scenario& scenario, History& history);
History read_history(const World& world, const Scenario& scenario);  // with them

}  // namespace app
