// The causal chain of one loss or failed call, from the symptom back to the setting that decided,
// read from a replay of the run; and all that would have ended it.
#pragma once

#include <string>
#include <vector>

#include "app/proof/margin.hpp"

namespace app {

struct Step {
  Time at = models::never;  // never: no one moment
  std::string what;
  std::vector<std::string> details{};
};

struct Explanation {
  std::string phone;
  std::vector<Step> steps;  // newest first
  std::string setting;      // the path that --set takes; empty: none is to blame
  std::string value;
  std::string place;  // file:line, default, --set
  Cause cause;
  Story story;  // of all who suffer the same
};

// Why a phone suffers: its first symptom at or after `from`; none: it suffers nothing. The story
// points into the run's history.
std::optional<Explanation> explain(Run& run, std::size_t phone, Time from,
                                   const Progress& progress);

// Everything on the way whose other value would end the story, the likeliest first.
std::vector<Cure> all_cures(const Run& run, const Story& story, const Effort& effort,
                            const Progress& progress);

}  // namespace app
