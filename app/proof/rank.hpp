// Which of several cures comes first: what was seen to decide, or was done; then those with which
// the file holds together; then what changes least.
#pragma once

#include "app/proof/prove.hpp"

namespace app {

// What is told of them: the best one of each setting, the best first; no more than a reader needs.
std::vector<Cure> told_of(const Scenario& scenario, const Story& story, std::vector<Cure> cures);

}  // namespace app
