// What the history says of the devices of a ladder: registrations, losses, and where to look.
#pragma once

#include "app/evidence/ladders/ladder.hpp"
#include "app/scenario/scenario.hpp"

namespace app {

std::vector<LadderNote> ladder_notes(const History& history, const Scenario& scenario,
                                     const std::vector<std::size_t>& participants, Time from,
                                     Time to);
// Around every loss of the named phones: from the last exchange before it to what followed.
std::vector<LadderView::Window> loss_windows(const History& history, const Scenario& scenario,
                                             const std::vector<std::size_t>& participants);

}  // namespace app
