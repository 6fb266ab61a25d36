// What a registrar sent to a place where the phone is not: its Contact behind a NAT, or the port
// that its Via names (RFC 3261 18.2.2).
#pragma once

#include "app/evidence/history.hpp"
#include "app/run/world.hpp"

namespace app {

// `is_answer`: the phone waits for the answer to its REGISTER; else for OPTIONS and calls.
void blame_contact(const World& world, std::size_t phone, std::size_t server, bool is_answer,
                   Cause& cause);

}  // namespace app
