// A phone without an address of which no DHCP server has heard: where its questions ended.
#pragma once

#include "app/evidence/history.hpp"
#include "app/run/world.hpp"

namespace app {

// Sets the cause's drop and setting, if a router did not relay the question, or relayed it in vain.
void blame_relay(const World& world, const Scenario& scenario, std::size_t phone, Cause& cause);

}  // namespace app
