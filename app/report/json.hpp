// The answer for programs: stable keys, times in seconds, the same bytes for the same seed (but
// wall_s).
#pragma once

#include <string>

#include "app/scenario/run.hpp"

namespace app {

std::string json_report(const RunResult& result, double wall_s);

}  // namespace app
