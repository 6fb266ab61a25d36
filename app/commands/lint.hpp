// fastbusy lint: what a person asks for, and the exit code of the answer.
#pragma once

#include <string>
#include <vector>

#include "app/commands/commands.hpp"

namespace app {

struct LintArguments {
  std::vector<std::string> paths{};   // files and folders
  std::vector<std::string> ignore{};  // FB101=reason
  std::string fail_on = "error";      // warning, never
  std::string json{};                 // a file, or -
  std::string sarif{};                // the same
  std::string junit{};                // the same
  unsigned jobs = 0;                  // files at a time; 0: as many as there are cores
  bool proves = true;
  bool rules = false;     // they are listed, and nothing is looked at
  bool markdown = false;  // as a table
  bool quiet = false;     // no progress
};
// 0: nothing as bad as fail_on; 1: something; 2: a file could not be read; 4: interrupted.
int lint_command(const LintArguments& arguments);

}  // namespace app
