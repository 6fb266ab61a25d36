// Where an answer would turn that rests on assumed values: each is tried at its plausible bounds.
#pragma once

#include <string>
#include <vector>

#include "app/proof/prove.hpp"
#include "app/scenario/limits.hpp"

namespace app {

struct Turn {
  Assumption assumption;
  std::string still;  // the last value with which the answer is the same
  std::string from;   // the first one with which it is not
  bool ends = false;  // a story ends with it; else somebody suffers who did not
};

struct Turns {
  std::vector<Turn> all;
  std::size_t assumed = 0;    // values on which the run rests
  bool is_cut_short = false;  // by the effort, or Ctrl-C
};
Turns turns_of(const Run& run, const std::vector<Story>& stories, const Effort& effort,
               const Progress& progress);

}  // namespace app
