// Durations for the eye: to a hundredth of a second, enough to compare.
#pragma once

#include "sim/base/text.hpp"

namespace app {

inline std::string short_text(sim::Duration d) {
  return sim::to_text(sim::Duration{d.count() / 10'000'000 * 10'000'000});
}

}  // namespace app
