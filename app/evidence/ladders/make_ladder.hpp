// One ladder of the messages that a LadderReader has told: of a whole run, or of a window of it.
#pragma once

#include "app/evidence/ladders/ladder.hpp"
#include "app/evidence/run.hpp"

namespace app {

// `participants`: device numbers, as the reader got them. With the history's notes of that time.
Ladder make_ladder(const Run& result, const std::vector<std::size_t>& participants,
                   std::vector<LadderMessage> messages, LadderView view, Time from = {},
                   Time to = models::never);

}  // namespace app
