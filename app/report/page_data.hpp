// What the page shows, as one JSON object; page.js is its only reader.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "app/report/html.hpp"

namespace app {

nlohmann::ordered_json page_data(const RunResult& result, std::string_view scenario_text,
                                 const PageEvidence& evidence);

// Its part about places: devices, links, and where frames died or who decided it.
nlohmann::ordered_json topology_json(const RunResult& result);

}  // namespace app
