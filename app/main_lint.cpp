#include "app/main_lint.hpp"

#include <CLI/CLI.hpp>

namespace app {

void add_lint(CLI::App& cli, LintArguments& arguments, int& code) {
  CLI::App* lint = cli.add_subcommand(
      "lint", "find settings of different devices that do not go together, each proven by a run");
  lint->add_option("PATH", arguments.paths, "scenarios, and folders of them");
  lint->add_option("--ignore", arguments.ignore,
                   "CODE=REASON: pass over what a rule tells; repeatable; in a file: "
                   "# lint: FB101 because ...")
      ->allow_extra_args(false);
  lint->add_option("--fail-on", arguments.fail_on, "error (if missing), warning or never: exit 1")
      ->check(CLI::IsMember({"error", "warning", "never"}));
  lint->add_option("--json", arguments.json, "write findings as JSON to a file, or - for stdout");
  lint->add_option("--sarif", arguments.sarif, "write SARIF 2.1.0 to a file, or - for stdout");
  lint->add_option("--junit", arguments.junit, "write JUnit XML to a file, or - for stdout");
  lint->add_option("--jobs", arguments.jobs, "files at a time; as many as there are cores");
  lint->add_flag("!--no-run", arguments.proves, "only look: nothing is run, nothing is an error");
  lint->add_flag("--rules", arguments.rules, "list the rules, and what each reads and runs");
  lint->add_flag("--markdown", arguments.markdown, "with --rules: as a table");
  lint->add_flag("--quiet", arguments.quiet, "no progress");
  lint->footer(
      "An error was confirmed by a run: as it is somebody suffers, with one change nobody does. A "
      "warning\nwas not; a note holds, with less than 10 % to spare.\n"
      "Exit codes: 0 nothing as bad as --fail-on; 1 something; 2 a file could not be read; 4 "
      "interrupted.\n"
      "Examples:\n"
      "  fastbusy lint site.yaml\n"
      "  fastbusy lint scenarios --sarif lint.sarif --fail-on never\n"
      "  fastbusy lint site.yaml --ignore FB401='the NAT is replaced in May'");
  lint->callback([&] { code = lint_command(arguments); });
}

}  // namespace app
