// Whether what an operator did was put right again in the run: a cable plugged in, a server
// switched on, a value set back. Who is still away then is kept away by something else.
#pragma once

#include "app/scenario/scenario.hpp"

namespace app {

// It takes something away for a time: power, a cable, a service; or it sets something.
bool is_outage(const TimelineEntry& entry);
// The devices on which it acts; of cables and their settings those at their ends.
std::vector<std::size_t> touched_by(const Scenario& scenario, const TimelineEntry& entry);
// When all of it was put right; never: it lasts to the end, or nothing was taken away.
Time undone_at(const Scenario& scenario, const TimelineEntry& entry);

}  // namespace app
