// From a frame that died to the setting that decided, and to what the timeline did.
#pragma once

#include <array>
#include <span>

#include "app/evidence/history.hpp"
#include "app/run/world.hpp"

namespace app {

// Of cause.drop: where it died, and the setting or the timeline's item behind it. Without a drop
// nothing.
void name_setting(const World& world, const Scenario& scenario, Cause& cause);
// What the operator does to a device so that it serves nobody any more.
inline constexpr std::array out_of_service{
    TimelineEntry::Kind::power_off, TimelineEntry::Kind::stop_service, TimelineEntry::Kind::hang};
// The latest such thing that he did to this target until then, as timeline.N and its text.
void find_event(const Scenario& scenario, std::span<const TimelineEntry::Kind> kinds,
                std::size_t target, Time until, Cause& cause);
void find_event(const Scenario& scenario, TimelineEntry::Kind kind, std::size_t target, Time until,
                Cause& cause);
// Was it so for some time within [from, to]?
bool was_out_of_service(const Scenario& scenario, std::size_t device, Time from, Time to);

}  // namespace app
