// How far a setting is from the value at which a story ends: found by running the scenario again
// with other values, never by a formula.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/proof/prove.hpp"

namespace app {

struct Margin {
  struct Boundary {
    std::string symptom;  // with this value it is there
    std::string none;     // with this, next to it, not
    std::string again{};  // farther on it is back with this; empty: not within what was tried
  };
  std::string path;
  std::string now;
  std::optional<Boundary> below{};     // of a quantity, from `now` down
  std::optional<Boundary> above{};     // and up
  std::vector<std::string> choices{};  // of a word or a switch: without the story
  bool is_cut_short = false;           // by the effort, or Ctrl-C: there may be more
  bool cures() const { return below || above || !choices.empty(); }
};

// Of a quantity: doubled and halved, from 0 too, to its bounds (a duration to twice the run), then
// bisected to a thousandth; of words and switches all are tried. The story has to end for all who
// tell it, with harm to nobody, and not only be hidden. Nothing: no such setting.
std::optional<Margin> find_margin(const Run& run, const Story& story, const std::string& path,
                                  const Effort& effort, const Progress& progress);

}  // namespace app
