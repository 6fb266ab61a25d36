// A scenario whose timeline goes on with acts that its file does not have.
#pragma once

#include "app/scenario/scenario.hpp"
#include "sim/schema/node.hpp"

namespace app {

// As load(), with these items behind those of `timeline:`.
std::optional<Scenario> load_with_acts(const SourceText& source,
                                       const std::vector<sim::Assignment>& sets,
                                       const std::vector<sim::Node>& acts,
                                       sim::Diagnostics& diagnostics);

}  // namespace app
