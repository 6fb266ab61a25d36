// How much memory a scenario may take: estimated from its devices before any of them is made.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace app {

// "16GB", "500MB"; none: not a size.
std::optional<std::uint64_t> parse_size(const std::string& text);
// --memory; before it is said, what the machine has.
void set_room(std::uint64_t bytes);
// What so many devices need, said as an error's text; empty: there is room for them.
std::string no_room_for(std::uint64_t devices);

}  // namespace app
