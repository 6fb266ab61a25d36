// Would a phone ring if it were called now? A copy of the run is asked, and thrown away.
#pragma once

#include <vector>

#include "app/evidence/service.hpp"
#include "app/run/course.hpp"

namespace app {

struct TrialCall {
  std::uint32_t phone;
  models::NodeId server;  // that calls it
};
// Of each: none: it rings. `events` grows by what the copies cost.
using Hearing = std::vector<std::optional<Deaf>>;

// What is called at once may hold each other up where a line is narrow: whoever does not answer
// among many is called again among those alone, until nobody more rings. `stops` is asked every now
// and then: true, and what is answered means nothing.
Hearing try_calls(const Course& course, const std::vector<TrialCall>& calls, std::uint64_t& events,
                  const std::function<bool()>& stops);

// What a copy costs, in events.
std::uint64_t cost_of_copy(const Course& course);

}  // namespace app
