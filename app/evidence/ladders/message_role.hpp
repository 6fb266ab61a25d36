// What part a frame plays in an exchange that repeats.
#pragma once

#include "app/evidence/ladders/ladder.hpp"
#include "models/wire/ethernet.hpp"

namespace app {

LadderMessage::Role role_of(const models::Frame& frame);
// The same for both directions of one protocol between two devices.
std::uint64_t conversation_of(const models::Frame& frame, std::size_t origin, std::size_t target);

}  // namespace app
