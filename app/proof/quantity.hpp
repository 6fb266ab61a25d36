// A setting's value as a number of its own unit, as sim::Rules has it: ns, bit/s, billionths.
#pragma once

#include <optional>
#include <string>

#include "sim/schema/shape.hpp"

namespace app {

// Nothing: no number, or for ever.
std::optional<std::int64_t> quantity(sim::Shape::Kind kind, const std::string& text);
// A round number, at most a thousandth of the value; of a duration at least 1 us.
std::int64_t fine_step(sim::Shape::Kind kind, std::int64_t value);

}  // namespace app
