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
      "  fastbusy impact lan/two-uplinks --only 'sw*' --pairs --most-pairs 50\n"
      "  fastbusy impact lan/two-uplinks --reboot core1 --at 10min --outage 2min");
  impact->callback([&] { code = impact_command(arguments); });
}

void add_solve(CLI::App& cli, SolveArguments& arguments, int& code) {
  CLI::App* solve = cli.add_subcommand(
      "solve", "find the values of a setting with which a fact holds, and which one to take");
  solve->add_option("FILE", arguments.file, "a scenario, or its path below scenarios/")->required();
  solve->add_option("--for", arguments.path, "PATH: the setting")->required();
  solve
      ->add_option("--until", arguments.until,
                   "what has to hold: 'phone.losses is 0', 'phone.outage(longest) <= 10s', "
                   "'phone.registered >= 3 at 20min'; fastbusy list facts")
      ->required();
  solve->add_option("--from", arguments.from,
                    "the least value to try; else the setting's own bound");
  solve->add_option("--to", arguments.to, "the greatest one; else its bound, or twice the run");
  solve->add_option("--resolution", arguments.resolution,
                    "of the boundary, such as 100ms; a thousandth if missing");
  solve->add_option("--margin", arguments.margin,
                    "between the boundary and the value that is recommended; 20% if missing");
  solve
      ->add_option("--set", arguments.sets,
                   "PATH=VALUE, overrides one value; repeatable; the device may be a pattern")
      ->allow_extra_args(false);
  solve->add_option("--seed", arguments.seed, "of all randomness; the file's if missing");
  solve->add_option("--duration", arguments.duration, "simulated time, such as 2h");
  solve->add_option("--jobs", arguments.jobs, "runs at a time; as many as there are cores");
  solve->add_option("--json", arguments.json,
                    "write the answer as JSON to a file, or - for stdout");
  solve->add_flag("--quiet", arguments.quiet, "no progress");
  solve->footer(
      "Exit codes: 0 it holds with some values; 1 with none that was tried.\n"
      "Example:\n"
      "  fastbusy solve cisco/sip-sixteen-minute-cycle --for sw1.port_security.aging_time"
      " --until 'phone.losses is 0' --from 30s --to 5min");
  solve->callback([&] { code = solve_command(arguments); });
}

void add_sweep(CLI::App& cli, SweepArguments& arguments, int& code) {
  CLI::App* sweep = cli.add_subcommand(
      "sweep", "run every combination of some settings' values, with as many seeds as wanted");
  sweep->add_option("FILE", arguments.file, "a scenario, or its path below scenarios/")->required();
  sweep
      ->add_option("--vary", arguments.vary,
                   "PATH=a..b:step or PATH=a,b,c; repeatable; the device may be a pattern")
      ->allow_extra_args(false);
  sweep
      ->add_option("--draw", arguments.draws,
                   "PATH=DISTRIBUTION: each seed draws a value: uniform(a, b), normal(mean, "
                   "deviation), lognormal(median, sigma), exponential(mean), choice(a: weight, b: "
                   "weight), or a population: home-gateways-two-way, home-gateways-one-way; "
                   "repeatable")
      ->allow_extra_args(false);
  sweep->add_option("--seeds", arguments.seeds, "runs of each combination; 1 if missing");
  sweep
      ->add_option("--check", arguments.checks,
                   "a fact that may hold, as of solve: 'phone.losses is 0'; repeatable")
      ->allow_extra_args(false);
  sweep->add_flag("--calls", arguments.calls, "ask who can be called, too: slower");
  sweep->add_option("--show", arguments.show,
                    "the number in a table of two settings: losses, phones_lost, first_loss_s ...");
  sweep->add_option("--resume", arguments.resume,
                    "FILE: keep each run there; what it holds already is not run again");
  sweep->add_option("--shard", arguments.shard,
                    "I/N: every N-th piece of the work, from the I-th on; fastbusy merge joins");
  sweep->add_option("--csv", arguments.csv, "write a line for each run to a file, or - for stdout");
  sweep->add_option("--json", arguments.json, "write means and 95 % intervals to a file, or -");
  sweep->add_option("--html", arguments.html, "write a heat map to a file, or -");
  sweep->add_option("--most", arguments.most, "runs; beyond it is refused; 100000 if missing");
  sweep
      ->add_option("--set", arguments.sets,
                   "PATH=VALUE, overrides one value; repeatable; the device may be a pattern")
      ->allow_extra_args(false);
  sweep->add_option("--seed", arguments.seed, "the first one; the file's if missing");
  sweep->add_option("--duration", arguments.duration, "simulated time, such as 2h");
  sweep->add_option("--jobs", arguments.jobs, "runs at a time; as many as there are cores");
  sweep->add_flag("--quiet", arguments.quiet, "no progress");
  sweep->footer(
      "Examples:\n"
      "  fastbusy sweep cisco/sip-sixteen-minute-cycle"
      " --vary sw1.port_security.aging_time=30s..3min:5s --vary phone.tcp.rto_min=100ms..1s:100ms\n"
      "  fastbusy sweep cisco/sccp-jitter --seeds 200 --resume jitter.journal --csv jitter.csv\n"
      "  fastbusy sweep starface/nat-healthy --draw nat.nat.udp_timeout=home-gateways-two-way"
      " --seeds 200 --check 'phone.losses is 0'\n"
      "  fastbusy sweep cisco/sccp-jitter --seeds 200 --shard 1/2 --resume one.journal");
  sweep->callback([&] { code = sweep_command(arguments); });
}

void add_merge(CLI::App& cli, MergeArguments& arguments, int& code) {
  CLI::App* merge = cli.add_subcommand(
      "merge", "join the journals of a sweep's shards; sweep --resume TO then tells all of it");
  merge->add_option("TO", arguments.to, "the journal that is written")->required();
  merge->add_option("FROM", arguments.from, "the journals of the shards")->required();
  merge->add_flag("--quiet", arguments.quiet, "no word about what was joined");
  merge->footer(
      "Example:\n"
      "  fastbusy merge all.journal one.journal two.journal");
  merge->callback([&] { code = merge_command(arguments); });
}

}  // namespace

void add_what_if(CLI::App& cli, WhatIfArguments& arguments, int& code) {
  add_diff(cli, arguments.diff, code);
  add_impact(cli, arguments.impact, code);
  add_solve(cli, arguments.solve, code);
  add_sweep(cli, arguments.sweep, code);
  add_merge(cli, arguments.merge, code);
}

}  // namespace app
