// Reading one scalar: 115s, 100Mbit/s, true, "a text".
#pragma once

#include <string>

#include "sim/base/address.hpp"
#include "sim/schema/diagnostic.hpp"
#include "sim/schema/shape.hpp"

namespace sim {

// Complains unless a scalar stands here.
bool is_scalar(const Node& node, const Rules& rules, Shape::Kind kind, Diagnostics& diagnostics);
// One for each type that stands in one scalar. True: nothing to complain about.
bool read_scalar(const Node& node, const Rules& rules, bool& into, Diagnostics& diagnostics);
bool read_scalar(const Node& node, const Rules& rules, std::int64_t& into, Diagnostics&);
bool read_scalar(const Node& node, const Rules& rules, Duration& into, Diagnostics& diagnostics);
bool read_scalar(const Node& node, const Rules& rules, BitRate& into, Diagnostics& diagnostics);
bool read_scalar(const Node& node, const Rules& rules, Power& into, Diagnostics& diagnostics);
bool read_scalar(const Node& node, const Rules& rules, Probability& into, Diagnostics&);
bool read_scalar(const Node& node, const Rules& rules, PortRanges& into, Diagnostics&);
bool read_scalar(const Node& node, const Rules& rules, Mac& into, Diagnostics& diagnostics);
bool read_scalar(const Node& node, const Rules& rules, Ipv4& into, Diagnostics& diagnostics);
bool read_scalar(const Node& node, const Rules& rules, Ipv4Interface& into, Diagnostics&);
bool read_scalar(const Node& node, const Rules& rules, std::string& into, Diagnostics&);

}  // namespace sim
