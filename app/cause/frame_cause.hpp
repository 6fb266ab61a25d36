// From a frame that died to the setting that decided, and to what the timeline did.
#pragma once

#include "app/evidence/history.hpp"
#include "app/run/world.hpp"

namespace app {

// Of cause.drop: where it died, and the setting or the timeline's item behind it. Without a drop
// nothing.
void name_setting(const World& world, const Scenario& scenario, Cause& cause);
// The latest thing that the operator did to this target until then, as timeline.N and its text.
void find_event(const Scenario& scenario, TimelineEntry::Kind kind, std::size_t target, Time until,
                Cause& cause);

}  // namespace app
