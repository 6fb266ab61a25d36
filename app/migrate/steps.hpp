// The versions of the scenario file's format. A change of the format is an array of rules here and
// a Step of it behind the last one; CHANGELOG.md tells people.
#pragma once

#include <array>

#include "app/migrate/step.hpp"

namespace app {

inline constexpr std::array<Step, 0> format_steps{};
inline constexpr int first_format = 1;  // files without `version:` are of it
inline constexpr int present_format = first_format + static_cast<int>(format_steps.size());

}  // namespace app
