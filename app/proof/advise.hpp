// Every single change that cures all that somebody suffers, as the network itself suggests it.
#pragma once

#include <vector>

#include "app/proof/margin.hpp"

namespace app {

struct Advice {
  Cure cure;
  std::vector<std::size_t> ends{};  // the numbers of the stories that it ends
  std::optional<Margin> margin{};   // of a quantity, or a switch
};

struct Advices {
  std::vector<Story> stories;  // all, in order of time; they point into the run's history
  std::vector<Advice> all;     // those that end most first; of these what changes least
  bool is_cut_short = false;   // by the effort, or Ctrl-C
};

Advices advise(Run& run, const Effort& effort, const Progress& progress);

}  // namespace app
