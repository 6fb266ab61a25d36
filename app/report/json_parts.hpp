// Pieces of the answer as JSON, for programs and for the page. nlohmann-json stays in the .cpp.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "app/judge/run.hpp"

namespace app {

nlohmann::ordered_json phones_json(const RunResult& result);
nlohmann::ordered_json expectations_json(const std::vector<Verdict>& verdicts);
nlohmann::ordered_json cycles_json(const RunResult& result);
nlohmann::ordered_json drops_json(const RunResult& result);   // lost frames, by fate
nlohmann::ordered_json frames_json(const RunResult& result);  // made = under way + ended
nlohmann::ordered_json remedies_json(const RunResult& result);
nlohmann::ordered_json service_json(const RunResult& result);  // of one that was asked
// A name that is no UTF-8 is still a name: its odd bytes are replaced.
std::string dump(const nlohmann::ordered_json& json, int indent);

}  // namespace app
