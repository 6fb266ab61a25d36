// The answer for programs: stable keys, times in seconds, the same bytes for the same seed (but
// wall_s); and the JSON Schema that it obeys.
#pragma once

#include <string>

#include "app/judge/run.hpp"

namespace app {

// "version" and "schema" of each report; a key that changes its meaning, or goes, makes them 2.
inline constexpr int report_version = 1;
inline constexpr const char* report_schema_id = "urn:fastbusy:report:1";

std::string json_report(const RunResult& result, double wall_s);
// JSON Schema (draft 2020-12) of such a report: every key, no others; fates and reasons as enums.
std::string report_schema();

}  // namespace app
