// The command line of `fastbusy lint`.
#pragma once

#include "app/commands/lint.hpp"

namespace CLI {
class App;
}

namespace app {

void add_lint(CLI::App& cli, LintArguments& arguments, int& code);

}  // namespace app
