// Settings that cannot act as their device is configured: of a section that is switched off, of a
// protocol that nobody speaks there.
#pragma once

#include <span>
#include <string>

#include "app/scenario/scenario.hpp"

namespace app {

// Why the setting `key` (sccp, keepalive_interval) of that device has no effect; empty: it may.
std::string idle_because(const Scenario& scenario, const Spec& spec,
                         std::span<const std::string> key);
// Warns of what the file, a --set or the timeline sets, and cannot act.
void warn_of_idle(const Scenario& scenario, sim::Diagnostics& diagnostics);

}  // namespace app
