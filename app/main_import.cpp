#include "app/main_import.hpp"

#include <CLI/CLI.hpp>

namespace app {

void add_import(CLI::App& cli, ImportArguments& arguments, int& code) {
  CLI::App* import =
      cli.add_subcommand("import", "make a scenario of a site's configurations, line by line");
  import->add_option("PATH", arguments.paths, "files and folders")->required();
  import->add_option("-o", arguments.out, "the scenario; stdout if missing");
  import->add_option("--with", arguments.with,
                     "a file with what configurations do not say: cables, phones, expectations");
  import->add_option("--coverage", arguments.coverage,
                     "what became of each line, and what holds without a word: text, json or html");
  import->add_option("--coverage-out", arguments.coverage_out, "its file; stdout if missing");
  import->add_flag("--strict", arguments.strict, "exit code 3 if something relevant was left out");
  import->callback([&] { code = import_command(arguments);
});
}  // namespace app

}  // namespace app
