// show and lab on the command line.
#pragma once

#include "app/commands/commands.hpp"

namespace CLI {
class App;
}

namespace app {

struct LookArguments {
  LabArguments lab{};
  ShowArguments show{};
};
// As add_what_if.
void add_look(CLI::App& cli, LookArguments& arguments, int& code);

}  // namespace app
