// What a run shows, compared with what the file expects.
#pragma once

#include <string>

#include "app/evidence/history.hpp"
#include "app/evidence/service.hpp"
#include "app/scenario/scenario.hpp"

namespace app {

struct Verdict {
  std::string text;
  int line = 0;
  bool passed = false;
  bool reached = true;  // false: the run ended before the time that it speaks of, or nobody asked
  std::string observed{};
};

// `service`: null if nobody asked; what needs it is not reached then.
Verdict judge(const Expectation& expectation, const Scenario& scenario, const History& history,
              const Service* service = nullptr);

}  // namespace app
