// From a run's journal to registrations, losses and cycles; their causes: app/cause.
#pragma once

#include "app/evidence/history.hpp"
#include "app/run/world.hpp"

namespace app {

// By phone, then by time; and what each phone told its user last.
void read_stays(const World& world, const Scenario& scenario, History& history);
std::vector<Cycle> find_cycles(const std::vector<Stay>& stays);

}  // namespace app
