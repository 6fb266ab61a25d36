// What a check found in one scenario, as a flat list: the same for JUnit XML and annotations.
#pragma once

#include "app/report/check_files.hpp"

namespace app {

struct Finding {
  enum class Kind : std::uint8_t { holds, fails, unknown };  // unknown: it could not be looked at
  Kind kind{};
  std::string text{};     // the expectation, or the remedy
  std::string message{};  // of what does not hold: what was observed
  int line = 1;           // of the scenario
};
// In the order of the file: expectations, then remedies; first what keeps a run from its end.
std::vector<Finding> findings_of(const Checked& checked);

}  // namespace app
