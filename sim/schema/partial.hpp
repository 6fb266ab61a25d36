// A part of a section, such as a profile's values: what stands there must be right, but nothing
// must stand there.
#pragma once

#include "sim/schema/diagnostic.hpp"
#include "sim/schema/shape.hpp"

namespace sim {

// Complains about what is wrong, and takes it out of the tree, so that whoever reads it together
// with the rest does not complain again: unknown keys go, a wrong value becomes invalid.
void check_partial(const Shape& section, Node& node, Diagnostics& diagnostics);

}  // namespace sim
