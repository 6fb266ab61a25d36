// One word for the whole run, and the exit code that says the same.
#pragma once

#include <string_view>

#include "app/judge/run.hpp"

namespace app {

struct Outcome {
  std::string_view verdict;
  int exit_code;
  std::string_view meaning;
};
inline constexpr Outcome outcome_passed{"passed", 0, "all holds"};
inline constexpr Outcome outcome_failed{"failed", 1, "an expectation or a remedy failed"};
inline constexpr Outcome outcome_inconclusive{"inconclusive", 4,
                                              "nothing was checked, or not to the end"};

inline const Outcome& outcome_of(const RunResult& result) {
  if (result.interrupted || result.exhausted) return outcome_inconclusive;
  if (result.failed()) return outcome_failed;
  return result.inconclusive() ? outcome_inconclusive : outcome_passed;
}

}  // namespace app
