// How much memory a scenario may take: estimated from its devices before any of them is made.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "app/scenario/scenario.hpp"

namespace app {

// "16GB", "500MB"; none: not a size.
std::optional<std::uint64_t> parse_size(const std::string& text);
// --memory; before it is said, what the machine has.
void set_room(std::uint64_t bytes);
// For the devices so far and those of this entry. Complains if not, and leaves none of them.
bool has_room_for(std::size_t entry, Scenario& scenario, sim::Diagnostics& diagnostics);

}  // namespace app
