// What the page shows, as one JSON object; page.js is its only reader.
#pragma once

#include <cmath>
#include <nlohmann/json_fwd.hpp>

#include "app/report/html.hpp"

namespace app {

nlohmann::ordered_json page_data(const RunResult& result, std::string_view scenario_text,
                                 const PageEvidence& evidence);

// A moment as the page has it: microseconds are enough for a picture, and short.
inline double page_second(Time at) { return std::round(sim::seconds(at) * 1e6) / 1e6; }

// Its part about places: devices, links, and where frames died or who decided it.
nlohmann::ordered_json topology_json(const RunResult& result);

nlohmann::ordered_json evidence_json(const PageEvidence& evidence);

}  // namespace app
