// Ways that no route uses, beside those of a scenario's network.
#pragma once

#include "app/scenario/scenario.hpp"
#include "sim/schema/node.hpp"

namespace tests {

// Where there are routers: a longer way from one to another by two more; and one that looks
// shorter, from a switch to what is farthest from it, by one. No loop of switches comes of it.
void add_ways(sim::Node& tree, const app::Scenario& scenario);

}  // namespace tests
