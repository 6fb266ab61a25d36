// A setting's value as a number of its own unit, as sim::Rules has it: ns, bit/s, billionths.
#pragma once

#include <optional>
#include <string>

#include "sim/schema/shape.hpp"

namespace app {

// Nothing: no number, or for ever.
std::optional<std::int64_t> quantity(sim::Shape::Kind kind, const std::string& text);

}  // namespace app
