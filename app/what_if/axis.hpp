// One setting that is varied: PATH=a..b:step, or PATH=a,b,c.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/scenario/scenario.hpp"

namespace app {

struct Axis {
  std::string path;                                // as it was asked for; perhaps a pattern
  std::vector<std::vector<sim::Assignment>> sets;  // by value: one, or one for each that fits
  std::vector<std::string> values;
};

// Complains about what is no range, about values that the setting does not take, and beyond
// `most` values.
std::optional<Axis> read_axis(const std::string& text, const Scenario& scenario, std::size_t most,
                              sim::Diagnostics& diagnostics);

}  // namespace app
