// Two captures compared, for people and for programs.
#pragma once

#include <string>

#include "app/evidence/captures/comparison.hpp"
#include "app/report/style.hpp"

namespace app {

std::string comparison_text(const Capture& a, const Capture& b, const Comparison& comparison,
                            const Style& style);
std::string comparison_json(const Capture& a, const Capture& b, const Comparison& comparison);

}  // namespace app
