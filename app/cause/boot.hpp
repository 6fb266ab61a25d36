// A phone that did not come as far as its line: who failed to tell it its configuration or the
// time, or which certificate it refused.
#pragma once

#include "app/evidence/history.hpp"
#include "app/run/world.hpp"

namespace app {

// What the phone with that number noticed last during [from, to] decides; a frame that died keeps
// its say where the phone only waited for an answer.
void blame_boot(const World& world, const Scenario& scenario, std::uint32_t phone, Time from,
                Time to, Cause& cause);

}  // namespace app
