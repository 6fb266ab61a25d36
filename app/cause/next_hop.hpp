// The route, or gateway, by which a packet was sent to where nobody took it in.
#pragma once

#include "app/evidence/history.hpp"
#include "app/run/world.hpp"

namespace app {

// Was it given up, or refused, at its next hop? If so, cause.setting is what named that hop.
void blame_next_hop(const World& world, const Scenario& scenario, Cause& cause);

}  // namespace app
