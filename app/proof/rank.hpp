// Which of several cures comes first: what was seen to decide, or was done; then those with which
// the file holds together; then what changes least.
#pragma once

#include "app/proof/prove.hpp"

namespace app {

// `doubts`: what looked wrong in the file before. The best one of each setting, the best first.
std::vector<Cure> ranked(const Scenario& scenario, const Story& story, std::size_t doubts,
                         std::vector<Cure> cures);
// Of such a list what is told beside a symptom: the first, and what is nearly as good.
std::vector<Cure> best_of(const Scenario& scenario, const Story& story, std::size_t doubts,
                          std::vector<Cure> cures);

// An act of the operator is among them that was not put right before the story was over; or one
// that was, and, once all that is written was tried, a setting.
bool names_enough(const Scenario& scenario, const Story& story, const std::vector<Cure>& cures,
                  bool all_written);

}  // namespace app
