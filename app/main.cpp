// The command line. CLI11 is included here, and in the other main_*.cpp.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <exception>
#include <iostream>

#include "app/commands/commands.hpp"
#include "app/main_import.hpp"
#include "app/main_lab.hpp"
#include "app/main_lint.hpp"
#include "app/main_shell.hpp"
#include "app/main_what_if.hpp"

namespace {

void add_recording(CLI::App& run, app::RecordingArguments& arguments) {
  run.add_option("--ladder", arguments.ladder, "DEVICE,DEVICE,...: who said what to whom")
      ->delimiter(',')
      ->allow_extra_args(false);
  run.add_option("--ladder-out", arguments.ladder_file,
                 "the ladder as a file: .txt, .mmd (Mermaid), .svg");
  run.add_option("--from", arguments.from, "of ladder and captures: simulated time, such as 15min");
  run.add_option("--to", arguments.to, "of ladder and captures: simulated time, such as 17min");
  run.add_option("--pcap", arguments.captures,
                 "DIR: a pcapng file of each tapped device, for Wireshark");
  run.add_option("--tap", arguments.taps,
                 "DEVICE or DEVICE:PORT, repeatable; else lost phones and all servers")
      ->allow_extra_args(false);
  run.add_flag("--all", arguments.all, "of the ladder: keepalives that were answered, too");
}

void add_run(CLI::App& cli, app::RunArguments& arguments, int& code) {
  CLI::App* run = cli.add_subcommand("run", "run a scenario and explain what the phones suffer");
  run->add_option("FILE", arguments.file, "a scenario, or its path below scenarios/")->required();
  run->add_option("--set", arguments.sets, "PATH=VALUE, overrides one value; repeatable")
      ->allow_extra_args(false);
  run->add_option("--seed", arguments.seed, "of all randomness; the file's if missing");
  run->add_option("--duration", arguments.duration, "simulated time, such as 2h");
  run->add_option("--json", arguments.json, "write the answer as JSON to a file, or - for stdout");
  run->add_option("--csv", arguments.csv, "write the losses as CSV to a file, or - for stdout");
  run->add_option("--logs", arguments.logs,
                  "write what the real systems would have logged into a new folder");
  run->add_option("--html", arguments.html, "write the answer as a page for browsers to a file");
  run->add_flag("!--no-calls", arguments.calls,
                "do not try who can be called; facts that need it are inconclusive");
  run->add_flag("--limits", arguments.limits,
                "list what it rests on and leaves out: assumed values, and what is not modelled");
  run->add_flag("--quiet", arguments.quiet, "only the exit code (and what is written to files)");
  add_recording(*run, arguments.recording);
  run->footer(
      "Examples:\n"
      "  fastbusy run scenarios/cisco/sip-sixteen-minute-cycle.yaml"
      " --set sw1.port_security.aging_time=5min\n"
      "  fastbusy run cisco/sip-sixteen-minute-cycle --ladder phone1,sw1,cucm1\n"
      "  fastbusy run cisco/sip-sixteen-minute-cycle --ladder phone1,cucm1 --from 13min --to 17min"
      " --ladder-out loss.svg\n"
      "  fastbusy run cisco/sip-sixteen-minute-cycle --pcap captures --tap phone1 --tap sw1:1");
  run->callback([&] { code = app::run_command(arguments); });
}

void add_check(CLI::App& cli, app::CheckArguments& arguments, int& code) {
  CLI::App* check =
      cli.add_subcommand("check", "run scenarios and say which expectations and remedies hold");
  check->add_option("PATH", arguments.paths, "files and folders; all scenarios if missing");
  check->add_option("-k", arguments.pattern, "only those whose path contains this");
  check->add_option("--shard", arguments.shard, "I/N: every N-th of them, from the I-th on");
  check->add_option("--jobs", arguments.jobs, "scenarios at a time; as many as there are cores");
  check->add_option("--seed", arguments.seed, "of all randomness; each file's if missing");
  check->add_option("--set", arguments.sets, "PATH=VALUE, in each of them; repeatable")
      ->allow_extra_args(false);
  check->add_option("--junit", arguments.junit, "write JUnit XML to a file, or - for stdout");
  check->add_option("--csv", arguments.csv, "write all losses as CSV to a file, or - for stdout");
  check->add_option("--sarif", arguments.sarif,
                    "write what does not hold as SARIF to a file, or - for stdout");
  check->add_option("--save-baseline", arguments.save_baseline,
                    "write losses, times and causes to a file, to compare with later");
  check->add_option("--baseline", arguments.baseline,
                    "compare with such a file; exit code 1 if anything moved");
  check->add_option("--tolerance", arguments.tolerance,
                    "of --baseline: times may move by so much; 0s if missing");
  check->add_flag("--annotations", arguments.annotations,
                  "print each failure as a workflow command, too: ::error file=...");
  check->add_flag("!--no-calls", arguments.calls,
                  "do not try who can be called; facts that need it are inconclusive");
  check->add_flag("--quiet", arguments.quiet, "no progress");
  check->footer(
      "Examples:\n  fastbusy check scenarios/cisco\n"
      "  fastbusy check -k dhcp --seed 2 --junit report.xml\n"
      "  fastbusy check scenarios --save-baseline before.json\n"
      "  fastbusy check scenarios --baseline before.json --tolerance 1s --sarif moved.sarif\n"
      "  fastbusy check scenarios --shard 2/4 --annotations");
  check->callback([&] { code = app::check_command(arguments); });
}

void add_explain(CLI::App& cli, app::ExplainArguments& arguments, int& code) {
  CLI::App* explain = cli.add_subcommand(
      "explain", "say why a phone lost its registration, back to the setting, and by what margin");
  explain->add_option("FILE", arguments.file, "a scenario, or its path below scenarios/")
      ->required();
  explain->add_option(
      "PHONE", arguments.phone,
      "such as phone1, phone1@16min, or a group; the first that suffers, if missing");
  explain->add_option("--set", arguments.sets, "PATH=VALUE, overrides one value; repeatable")
      ->allow_extra_args(false);
  explain->add_option("--seed", arguments.seed, "of all randomness; the file's if missing");
  explain->add_option("--duration", arguments.duration, "simulated time, such as 2h");
  explain->add_flag("!--no-margins", arguments.margins,
                    "only the chain: the margins take many runs");
  explain->add_flag("--json", arguments.json, "the answer as JSON");
  explain->add_flag("--quiet", arguments.quiet, "no progress");
  explain->footer(
      "Example:\n  fastbusy explain scenarios/cisco/sip-sixteen-minute-cycle.yaml phone3");
  explain->callback([&] { code = app::explain_command(arguments); });
}

void add_advise(CLI::App& cli, app::AdviseArguments& arguments, int& code) {
  CLI::App* advise = cli.add_subcommand(
      "advise", "find the changes that cure; of a healthy network, how near it is to trouble");
  advise->add_option("FILE", arguments.file, "a scenario, or its path below scenarios/")
      ->required();
  advise->add_option("--set", arguments.sets, "PATH=VALUE, overrides one value; repeatable")
      ->allow_extra_args(false);
  advise->add_option("--seed", arguments.seed, "of all randomness; the file's if missing");
  advise->add_option("--duration", arguments.duration, "simulated time, such as 2h");
  advise->add_flag("--quiet", arguments.quiet, "no progress");
  advise->footer("Example:\n  fastbusy advise scenarios/everyday/dhcp-relay-missing.yaml");
  advise->callback([&] { code = app::advise_command(arguments); });
}

void add_probe(CLI::App& cli, app::ProbeArguments& arguments, int& code) {
  CLI::App* probe = cli.add_subcommand(
      "probe", "say what DHCP and DNS would answer to a device, and what is missing");
  probe->add_option("FILE", arguments.file, "a scenario, or its path below scenarios/")->required();
  probe->add_option("--from", arguments.from, "the device that asks, such as phone1")->required();
  probe->add_option("--at", arguments.at, "simulated time, such as 10min; the end if missing");
  probe->add_option("--set", arguments.sets, "PATH=VALUE, overrides one value; repeatable")
      ->allow_extra_args(false);
  probe->footer("Example:\n  fastbusy probe scenarios/lync/option-43-missing.yaml --from phone1");
  probe->callback([&] { code = app::probe_command(arguments); });
}

void add_scan(CLI::App& cli, app::ScanArguments& arguments, int& code) {
  CLI::App* scan = cli.add_subcommand(
      "scan", "list the addresses in use whose leases say something else, as an IP scan does");
  scan->add_option("FILE", arguments.file, "a scenario, or its path below scenarios/")->required();
  scan->add_option("--at", arguments.at, "simulated time, such as 10min; the end if missing");
  scan->add_flag("--all", arguments.all, "the addresses with nothing wrong, too");
  scan->add_option("--set", arguments.sets, "PATH=VALUE, overrides one value; repeatable")
      ->allow_extra_args(false);
  scan->footer("Example:\n  fastbusy scan scenarios/netphone/dhcp-conflict.yaml --at 44min");
  scan->callback([&] { code = app::scan_command(arguments); });
}

void add_compare_captures(CLI::App& cli, app::CompareCapturesArguments& arguments, int& code) {
  CLI::App* compare = cli.add_subcommand(
      "compare-captures", "list what was sent at one point and never reached the other");
  compare->add_option("A", arguments.a, "a capture, pcap or pcapng, at one point")->required();
  compare->add_option("B", arguments.b, "a capture at another, of the same time")->required();
  compare->add_option("--json", arguments.json,
                      "write the answer as JSON to a file, or - for stdout");
  compare->footer("Example:\n  fastbusy compare-captures phone.pcapng call-manager.pcapng");
  compare->callback([&] { code = app::compare_captures_command(arguments); });
}

void add_migrate(CLI::App& cli, app::MigrateArguments& arguments, int& code) {
  CLI::App* migrate = cli.add_subcommand(
      "migrate", "rewrite scenarios of older formats in the present one, and nothing else in them");
  migrate->add_option("PATH", arguments.paths, "files and folders")->required();
  migrate->add_flag("--check,--dry-run", arguments.check,
                    "write nothing, say what would change; exit code 1 if anything would");
  migrate->footer("Example:\n  fastbusy migrate --check scenarios");
  migrate->callback([&] { code = app::migrate_command(arguments); });
}

void add_list(CLI::App& cli, app::ListArguments& arguments, int& code) {
  CLI::App* list = cli.add_subcommand(
      "list", "list scenarios with their symptom, profiles, facts of expect, fates of frames");
  list->add_option("WHAT", arguments.what, "scenarios, profiles, facts or fates")
      ->check(CLI::IsMember({"scenarios", "profiles", "facts", "fates"}));
  list->footer("Example:\n  fastbusy list profiles");
  list->callback([&] { code = app::list_command(arguments); });
}

void add_new(CLI::App& cli, app::NewArguments& arguments, int& code) {
  CLI::App* made = cli.add_subcommand("new", "write a first scenario of your own to stdout");
  made->add_option("--phones", arguments.phones, "how many, all alike")->check(CLI::Range(1, 4000));
  made->add_option("--phone", arguments.phone, "a profile of phones: fastbusy list profiles");
  made->add_option("--call-server", arguments.call_server, "a profile of call servers");
  made->add_option("--switch", arguments.switches, "a profile of switches");
  made->add_option("--nat", arguments.nat,
                   "a profile of routers: the call server is behind it, at a provider");
  made->add_option("--dhcp", arguments.dhcp,
                   "a profile of DHCP servers; without it fixed addresses");
  made->add_option("--transport", arguments.transport, "of SIP: udp, tcp or tls")
      ->check(CLI::IsMember({"udp", "tcp", "tls"}));
  made->footer(
      "Example:\n  fastbusy new --phones 30 --switch cisco-catalyst --nat linux-nat > site.yaml");
  made->callback([&] { code = app::new_command(arguments); });
}

void add_schema(CLI::App& cli, app::SchemaArguments& arguments, int& code) {
  CLI::App* schema = cli.add_subcommand("schema", "print the schema of scenario files");
  schema->add_flag("--markdown", arguments.markdown, "the reference for people instead of JSON");
  schema->add_flag("--report", arguments.report, "the schema of run --json instead");
  schema->footer("Example:\n  fastbusy schema > schema.json");
  schema->callback([&] { code = app::schema_command(arguments); });
}

// What was said may not have arrived: a full disk, a reader that has left (quietly: head has).
int told(int code) {
  std::cout.flush();
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0 && std::cout.good()) return code;
  if (errno != EPIPE) std::fprintf(stderr, "fastbusy: standard output: %s\n", std::strerror(errno));
  return app::exit_usage;
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  CLI::App cli("fastbusy predicts when and why IP phones lose their registration.", "fastbusy");
  app::set_help(cli);
  cli.set_version_flag("--version", "fastbusy " FASTBUSY_VERSION);
  cli.require_subcommand(1);
  cli.fallthrough();
  app::add_memory(cli);
  cli.footer(
      "Exit codes: 0 all holds; 1 an expectation or remedy failed, or what a command looks for is\n"
      "there (scan, compare-captures, migrate --check, diff, lint); 2 the command line or a file "
      "is "
      "wrong;\n"
      "3 import --strict left something out; 4 inconclusive, or nothing was checked;\n"
      "70 internal error.");
  app::RunArguments run;
  app::CheckArguments check;
  app::ExplainArguments explain;
  app::AdviseArguments advise;
  app::ProbeArguments probe;
  app::ScanArguments scan;
  app::LookArguments look;
  app::CompareCapturesArguments compare;
  app::ImportArguments import;
  app::MigrateArguments migrate;
  app::LintArguments lint;
  app::ListArguments list;
  app::NewArguments made;
  app::SchemaArguments schema;
  app::WhatIfArguments what_if;
  int code = app::exit_ok;
  add_run(cli, run, code);
  add_check(cli, check, code);
  add_explain(cli, explain, code);
  add_advise(cli, advise, code);
  add_what_if(cli, what_if, code);
  add_probe(cli, probe, code);
  add_scan(cli, scan, code);
  add_look(cli, look, code);
  add_compare_captures(cli, compare, code);
  app::add_import(cli, import, code);
  add_migrate(cli, migrate, code);
  add_lint(cli, lint, code);
  add_list(cli, list, code);
  add_new(cli, made, code);
  add_schema(cli, schema, code);
  app::add_shell(cli, code);
  std::vector<std::string> words(argv + 1, argv + argc);
  if (!words.empty() && words[0] == "help") {  // help run: run --help
    words.erase(words.begin());
    words.push_back("--help");
  }
  try {
    if (const auto what = app::unknown_words(cli, words); !what.empty()) {
      std::fprintf(stderr, "fastbusy: %s\nRun with --help for more information.\n", what.c_str());
      return app::exit_usage;
    }
    std::ranges::reverse(words);  // as CLI11 wants them
    cli.parse(words);
  } catch (const CLI::ParseError& error) {
    const int parsed = cli.exit(error);
    return parsed == 0 ? told(app::exit_ok) : app::exit_usage;
  } catch (const std::bad_alloc&) {
    std::fprintf(stderr, "fastbusy: there is not enough memory\n");
    return app::exit_inconclusive;
  } catch (const std::exception& error) {
    if (std::ferror(stdout) != 0) return told(app::exit_usage);
    std::fprintf(stderr, "fastbusy: internal error: %s\n", error.what());
    return app::exit_internal;
  }
  return told(code);
}
