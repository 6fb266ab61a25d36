// The causal chain of one loss or failed call, from the symptom back to the setting that decided,
// read from a replay of the run; and how far the settings on the chain are from the end of the
// symptom.
#pragma once

#include <string>
#include <vector>

#include "app/cause/chain_settings.hpp"
#include "app/cause/margin.hpp"

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
  OldSymptom symptom;
  std::vector<SettingOnChain> on_the_chain;  // settings whose margin is worth knowing
};

// Of the phone's first loss, or why it never registered, or why the first call to it failed.
// Nothing: none of these.
std::optional<Explanation> explain(const Run& result, std::size_t phone, const Progress& progress);

}  // namespace app
