// How far a setting is from the value at which a symptom vanishes: found by running the scenario
// again with other values, never by a formula.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/evidence/run.hpp"

namespace app {

// Where a phone that lost nothing is missing.
enum class Missing : std::uint8_t { nowhere, back, at_first };

// What a phone suffers: it loses a server for that reason more often than for other causes, it
// never registers, or never comes back, or not to its first server, or a call to it fails.
struct OldSymptom {
  std::size_t phone = 0;               // device
  std::string reason;                  // of the loss; empty: it never registers
  std::size_t others = 0;              // its losses for the same reason that have another cause
  std::optional<Time> call{};          // instead: the one that begins then
  Missing missing = Missing::nowhere;  // instead
};

struct Margin {
  struct Boundary {       // two values, next to each other
    std::string symptom;  // there it is
    std::string none;     // there it is not
  };
  std::string path;
  std::string now;
  std::optional<Boundary> below{};     // of a quantity, from `now` down
  std::optional<Boundary> above{};     // and up
  std::vector<std::string> choices{};  // of a word or a switch: without the symptom
  std::string together{};  // no value of this alone helps, but the whole remedy: a=1, b=2
  bool cures() const { return below || above || !choices.empty() || !together.empty(); }
};

// Runs the scenario some 10 to 40 times. A quantity is doubled and halved until the symptom is
// gone (at most to the setting's bounds, a duration to twice the run), then bisected to a
// thousandth; of words and switches all are tried. Where none helps, `remedy`'s own value is tried,
// and then the whole remedy (null: there is none). A trial with
// 5 times the events is given up, and the search in that direction with it. Nothing: no such
// setting, or `progress` wants to stop.
std::optional<Margin> find_margin(const Run& result, const OldSymptom& symptom,
                                  const std::string& path, const Remedy* remedy,
                                  const Progress& progress);

}  // namespace app
