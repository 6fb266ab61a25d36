// Whether cables lead from one device to the other: what is elsewhere concerns nobody here.
#pragma once

#include <vector>

#include "app/scenario/scenario.hpp"

namespace app {

bool are_connected(const Scenario& scenario, std::size_t one, std::size_t other);
// The same of the device that a setting's path begins with.
bool is_connected(const Scenario& scenario, std::size_t device, const sim::Assignment& set);

// Whether switches are joined in loops, so that spanning tree chooses the ways.
bool has_rings(const Scenario& scenario);
// A switch and all that are joined with it; of another device: none.
std::vector<std::size_t> ring_of(const Scenario& scenario, std::size_t device);

}  // namespace app
