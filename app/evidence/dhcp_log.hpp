// A phone without an address: what the DHCP server last logged about it.
#pragma once

#include "app/evidence/history.hpp"
#include "app/scenario/world.hpp"

namespace app {

// Sets the cause's log and setting, if a server refused or could not serve the phone until then.
void blame_dhcp(const World& world, const Scenario& scenario, std::size_t phone, Time until,
                Cause& cause);

}  // namespace app
