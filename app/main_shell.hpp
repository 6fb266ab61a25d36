// What the command line says about itself: help, manual page, completion, "did you mean".
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace app {

// Before any sub-command is added: help without CLI11's marks; the bound on memory.
void set_help(CLI::App& cli);
void add_memory(CLI::App& cli);
// After all others: `completion` and `man`, and what stands after each option.
void add_shell(CLI::App& cli, int& code);
// Words that nobody knows, with what may have been meant; empty: all are known.
std::string unknown_words(CLI::App& cli, const std::vector<std::string>& words);

}  // namespace app
