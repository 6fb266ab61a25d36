// Whether cables lead from one device to the other: what is elsewhere concerns nobody here.
#pragma once

#include "app/scenario/scenario.hpp"

namespace app {

bool are_connected(const Scenario& scenario, std::size_t one, std::size_t other);
// The same of the device that a setting's path begins with.
bool is_connected(const Scenario& scenario, std::size_t device, const sim::Assignment& set);

}  // namespace app
