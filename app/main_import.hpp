// The command line of `fastbusy import`.
#pragma once

#include "app/commands/commands.hpp"

namespace CLI {
class App;
}

namespace app {

void add_import(CLI::App& cli, ImportArguments& arguments, int& code);

}  // namespace app
