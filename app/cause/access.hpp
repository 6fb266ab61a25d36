// A frame that died at a port which authenticates: why RADIUS did not let its device in.
#pragma once

#include "app/evidence/history.hpp"
#include "app/run/world.hpp"

namespace app {

// After name_setting: goes on from the port to what RADIUS was told, or to where its question died.
void blame_access(const World& world, const Scenario& scenario, std::size_t phone, Cause& cause);

}  // namespace app
