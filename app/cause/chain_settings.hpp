// The settings between a cause and its symptom whose margins are worth knowing.
#pragma once

#include <string>
#include <vector>

#include "app/evidence/history.hpp"
#include "app/scenario/scenario.hpp"

namespace app {

struct SettingOnChain {
  std::string path;
  const Remedy* remedy = nullptr;  // of the file's, the first that sets it
};

// What decided, what the remedies change, and, if asked for, the timers at both ends.
std::vector<SettingOnChain> settings_on_the_chain(const Scenario& scenario, std::size_t phone,
                                                  const Cause& cause, bool with_timers);

}  // namespace app
