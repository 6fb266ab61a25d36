// The command line of the sub-commands that ask "what if": diff, impact, solve, sweep.
#pragma once

#include "app/commands/what_if.hpp"

namespace CLI {
class App;
}

namespace app {

struct WhatIfArguments {
  DiffArguments diff{};
  ImpactArguments impact{};
  SolveArguments solve{};
  SweepArguments sweep{};
  MergeArguments merge{};
};
// Writes the exit code of whichever is called into `code`; both outlive `cli`.
void add_what_if(CLI::App& cli, WhatIfArguments& arguments, int& code);

}  // namespace app
