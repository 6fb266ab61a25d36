// What the field tables of all kinds do for a Spec. The tables are seen in spec.cpp only: each of
// them is minutes of a compiler's time.
#pragma once

#include <span>

#include "app/scenario/kinds/kinds.hpp"
#include "sim/schema/diagnostic.hpp"
#include "sim/schema/shape.hpp"

namespace app {

// What a file may say about a device of that kind.
const sim::Shape& shape_of(models::NodeKind kind);
// False after a complaint; what is wrong keeps its default.
bool read(const sim::Node& node, Spec& spec, sim::Diagnostics& diagnostics);
sim::Node dump(const Spec& spec);  // everything that it says
// The value at a path below the device, as the file would write it; empty if there is none.
std::string value_text(const Spec& spec, std::span<const std::string> pieces);
// The key of the spec's member at that address: sip.timers.t1; empty: a file cannot name it.
std::string key_of(const Spec& spec, const void* member);
// All that it says, in one line.
std::string flow_text(const Spec& spec);

}  // namespace app
