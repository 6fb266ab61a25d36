// A scenario's file, read once: every scenario that is made of it, with whatever settings, shares
// it.
#pragma once

#include "app/scenario/file_spec.hpp"
#include "app/scenario/profile.hpp"
#include "app/scenario/scenario.hpp"

namespace app {

struct SourceTree {
  sim::SourcePtr source;            // path and text, for complaints
  ScenarioFile file;                // its sections
  std::vector<Profile> profiles{};  // its own
};

}  // namespace app
