// The first thing that somebody suffers in a run, in one line, and what decided it.
#pragma once

#include <string>

#include "app/judge/run.hpp"

namespace app {

struct SymptomText {
  std::string symptom{};  // empty: nobody suffers anything
  std::string decided{};  // a path, or what the timeline did; empty: nothing that was tried
};
SymptomText first_symptom(RunResult& result);

}  // namespace app
