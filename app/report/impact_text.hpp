// Which failure hurts most, as a table; what a planned change means for whom; both for machines.
#pragma once

#include <string>

#include "app/report/style.hpp"
#include "app/what_if/impact.hpp"

namespace app {

std::string impact_text(const Impacts& impacts, std::size_t most_rows, const Style& style);
// Of one failure: who is away from when to when.
std::string planned_text(const Impacts& impacts, const Style& style);
std::string impact_json(const Impacts& impacts);

}  // namespace app
