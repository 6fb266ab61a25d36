// With which values a fact holds, why the others fail, and which one to take.
#pragma once

#include <string>

#include "app/report/style.hpp"
#include "app/what_if/solve.hpp"

namespace app {

std::string solve_text(const Solution& solution, const Style& style);
std::string solve_json(const Solution& solution);

}  // namespace app
