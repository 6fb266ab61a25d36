// What an answer rests on and what it leaves out, for people and machines.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "app/proof/turns.hpp"
#include "app/report/style.hpp"

namespace app {

// One line: how many values are assumed, and the first of what is not modelled.
std::string limits_line(const Scenario& scenario);
// All of it, by kind and profile.
std::string limits_text(const Scenario& scenario, const Style& style);
std::string turns_text(const Turns& turns, const Style& style);

nlohmann::ordered_json limits_json(const Scenario& scenario);
nlohmann::ordered_json turns_json(const Turns& turns);

}  // namespace app
