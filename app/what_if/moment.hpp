// Moments of a run as people say them: as a time since its start, or by the wall clock where the
// file says when it begins.
#pragma once

#include <optional>
#include <string>

#include "app/scenario/scenario.hpp"

namespace app {

bool has_clock(const Scenario& scenario);  // it has `begins`
// 20min; 20:00 or 20:00:30, the first after the run begins. Complains.
std::optional<Duration> read_time(const std::string& option, const std::string& text,
                                  const Scenario& scenario, sim::Diagnostics& diagnostics);
// "20:00:30" by the wall clock, with the weekday after the first day; else as the run counts:
// 16:02.
std::string time_text(const Scenario& scenario, Time at);

}  // namespace app
