// A registrar that answered, but took nobody in: what it said, and which setting it meant.
#pragma once

#include "app/evidence/history.hpp"
#include "app/run/world.hpp"

namespace app {

// False, and the cause as it was, if no refusal decided between `from` and `to`: a wrong password
// does while the phone hears of nothing else, 503 if no frame died.
bool blame_refusal(const World& world, const Scenario& scenario, std::uint32_t phone, Time from,
                   Time to, Cause& cause);

// The same, if a refusal is the last that the phone heard until then: it stands there refused.
bool blame_last_word(const World& world, const Scenario& scenario, std::uint32_t phone, Time to,
                     Cause& cause);

// It was refused, or not answered, and will not try again.
bool blame_giving_up(const World& world, std::uint32_t phone, Time to, Cause& cause);

// Who is shut out by its address suffers for whoever failed there last.
void blame_ban(const World& world, Cause& cause);

}  // namespace app
