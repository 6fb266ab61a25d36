// show and lab: looking around in a network at rest.
#include "app/main_lab.hpp"

#include <CLI/CLI.hpp>

namespace app {
namespace {

void add_show(CLI::App& cli, ShowArguments& arguments, int& code) {
  CLI::App* show = cli.add_subcommand(
      "show", "show what a device would show its operator at one moment, in its own words");
  show->add_option("FILE", arguments.file, "a scenario, or its path below scenarios/")->required();
  show->add_option("COMMAND", arguments.command,
                   "as the device has it, words may be cut short; none: which there are");
  show->add_option("--on", arguments.on, "a device")->required();
  show->add_option("--at", arguments.at, "simulated time, such as 20min 3s; the end if missing");
  show->add_option("--set", arguments.sets, "PATH=VALUE, overrides one value; repeatable")
      ->allow_extra_args(false);
  show->add_option("--seed", arguments.seed, "of all randomness");
  show->add_option("--json", arguments.json, "write the rows as JSON to a file, or - for stdout");
  show->footer(
      "Example:\n  fastbusy show scenarios/cisco/sip-sixteen-minute-cycle.yaml --at 20min "
      "--on sw1 \"port-security interface Fa0/3\"");
  show->callback([&] { code = show_command(arguments); });
}

void add_lab(CLI::App& cli, LabArguments& arguments, int& code) {
  CLI::App* lab = cli.add_subcommand(
      "lab", "a broken network to look around in, graded by what the repair does");
  lab->require_subcommand(1);
  const auto add = [&](const char* name, const char* what, const char* file,
                       int (*command)(const LabArguments&)) {
    CLI::App* one = lab->add_subcommand(name, what);
    one->add_option("FILE", arguments.file, file)->required();
    one->callback([&code, &arguments, command] { code = command(arguments); });
    return one;
  };
  add("new", "write a draft of a lab around a scenario to stdout", "a scenario", lab_new_command);
  add("seal", "write what is handed out to stdout: the ticket, and all else sealed", "a lab",
      lab_seal_command);
  CLI::App* open = add("open", "look around in it: a shell on stdin, one command a line",
                       "a lab, sealed or not", lab_open_command);
  open->add_option("--language", arguments.language, "of ticket and hints: en, de");
  CLI::App* grade = add("grade", "run the network with what was submitted", "a lab, sealed or not",
                        lab_grade_command);
  grade->add_option("SUBMISSION", arguments.submissions, "files that submit wrote")->required();
  grade->add_option("--language", arguments.language, "of the teacher's words: en, de");
  grade->add_option("--json", arguments.json,
                    "write the grades as JSON to a file, or - for stdout");
  grade->add_option("--junit", arguments.junit, "write them as JUnit XML to a file, or -");
  grade->add_option("-j,--jobs", arguments.jobs, "submissions at a time");
  lab->footer(
      "Example:\n  fastbusy lab open labs/sixteen-minutes.yaml --language de\n"
      "  fastbusy lab grade labs/sixteen-minutes.yaml submission.yaml");
}

}  // namespace

void add_look(CLI::App& cli, LookArguments& arguments, int& code) {
  add_lab(cli, arguments.lab, code);
  add_show(cli, arguments.show, code);
}

}  // namespace app
