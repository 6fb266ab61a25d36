// A registrar that answered, but took nobody in: what it said, and which setting it meant.
#pragma once

#include "app/evidence/history.hpp"
#include "app/run/world.hpp"

namespace app {

// False, and the cause as it was, if no refusal decided between `from` and `to`: a wrong password
// does while the phone hears of nothing else, 503 if no frame died.
bool blame_refusal(const World& world, const Scenario& scenario, std::uint32_t phone, Time from,
                   Time to, Cause& cause);

}  // namespace app
