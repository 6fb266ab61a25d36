// From a run's journal to its history: registrations, losses with their causes, cycles.
#pragma once

#include "app/evidence/history.hpp"
#include "app/scenario/world.hpp"

namespace app {

History read_history(const World& world, const Scenario& scenario);

// The parts, each for itself.
// By phone, then by time; and what each phone told its user last.
void read_stays(const World& world, const Scenario& scenario, History& history);
// Of every loss, and of phones that never registered. After the stays.
void find_causes(const World& world, const Scenario& scenario, History& history);
std::vector<Cycle> find_cycles(const std::vector<Stay>& stays);

}  // namespace app
