#include "app/main_what_if.hpp"

#include <CLI/CLI.hpp>

namespace app {
namespace {

void add_diff(CLI::App& cli, DiffArguments& arguments, int& code) {
  CLI::App* diff = cli.add_subcommand(
      "diff",
      "compare two configurations: what is set otherwise, and what that does to the phones");
  diff->add_option("BEFORE", arguments.before, "a scenario, or its path below scenarios/")
      ->required();
  diff->add_option("AFTER", arguments.after, "another one; the same with --set, if missing");
  diff->add_option(
          "--set", arguments.sets,
          "PATH=VALUE, of AFTER; repeatable; the device may be a pattern: 'sw*.mac_aging=1h'")
      ->allow_extra_args(false);
  diff->add_option("--allow", arguments.allow,
                   "a pattern of what is meant to change, such as 'phone*.losses', 'drops.*' or a "
                   "setting's path; repeatable")
      ->allow_extra_args(false);
  diff->add_option("--tolerance", arguments.tolerance,
                   "times that move by no more are only counted; 1s if missing");
  diff->add_option("--seed", arguments.seed, "of all randomness; the files' if missing");
  diff->add_option("--duration", arguments.duration,
                   "simulated time, such as 2h; that of the shorter if missing");
  diff->add_option("--json", arguments.json, "write the answer as JSON to a file, or - for stdout");
  diff->add_flag("!--no-calls", arguments.calls, "do not try who can be called");
  diff->add_flag("--quiet", arguments.quiet, "no progress");
  diff->footer(
      "Exit codes: 0 both behave alike, but for what --allow names; 1 something else moved.\n"
      "Examples:\n"
      "  fastbusy diff before.yaml after.yaml --allow 'sw*.mac_aging' --allow 'phone.losses'\n"
      "  fastbusy diff cisco/sip-sixteen-minute-cycle --set 'sw*.port_security.aging_time=5min'");
  diff->callback([&] { code = diff_command(arguments); });
}

void add_impact(CLI::App& cli, ImpactArguments& arguments, int& code) {
  CLI::App* impact = cli.add_subcommand(
      "impact", "fail each link, device and service once, and rank what hurts the phones most");
  impact->add_option("FILE", arguments.file, "a scenario, or its path below scenarios/")
      ->required();
  impact->add_option("--at", arguments.at,
                     "when it fails: 20min, or 20:00 where the file has `begins`; half of the run, "
                     "at most 30min, if missing");
  impact->add_option("--outage", arguments.outage,
                     "for how long; 10min if missing, of --reboot 1min");
  impact->add_option("--duration", arguments.duration,
                     "until when the phones are watched; an hour after it is back, if missing");
  impact->add_option("--only", arguments.only,
                     "a pattern of what may fail: 'link', 'device', 'service', 'sw*', 'sw1:*'");
  impact->add_option("--reboot", arguments.reboot,
                     "a device: only that one, as a planned change, with who is away from when on");
  impact->add_flag("!--no-timeline", arguments.timeline,
                   "leave out what the file's own timeline does");
  impact->add_flag("--pairs", arguments.pairs, "two at a time, too: those that hurt more together");
  impact->add_option("--most-pairs", arguments.most_pairs,
                     "how many pairs are tried; 500 if missing");
  impact
      ->add_option("--set", arguments.sets,
                   "PATH=VALUE, overrides one value; repeatable; the device may be a pattern")
      ->allow_extra_args(false);
  impact->add_option("--seed", arguments.seed, "of all randomness; the file's if missing");
  impact->add_option("--jobs", arguments.jobs, "runs at a time; as many as there are cores");
  impact->add_option("--json", arguments.json,
                     "write the answer as JSON to a file, or - for stdout");
  impact->add_flag("--quiet", arguments.quiet, "no progress");
  impact->footer(
      "Examples:\n"
      "  fastbusy impact lan/two-uplinks --outage 5min\n"
      "  fastbusy impact lan/two-uplinks --reboot core1 --at 10min --outage 2min");
  impact->callback([&] { code = impact_command(arguments); });
}

}  // namespace

void add_what_if(CLI::App& cli, WhatIfArguments& arguments, int& code) {
  add_diff(cli, arguments.diff, code);
  add_impact(cli, arguments.impact, code);
}

}  // namespace app
