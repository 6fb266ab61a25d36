// From a run's journal to its history: registrations, losses with their causes, cycles.
#pragma once

#include "app/evidence/history.hpp"
#include "app/scenario/world.hpp"

namespace app {

History read_history(const World& world, const Scenario& scenario);

// The parts, each for itself.
std::vector<Stay> read_stays(const World& world);  // by phone, then by time
void find_causes(const World& world, const Scenario& scenario, std::vector<Stay>& stays);
std::vector<Cycle> find_cycles(const std::vector<Stay>& stays);

}  // namespace app
