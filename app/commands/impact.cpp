// fastbusy impact: which single failure hurts most; what a planned restart means for whom.
#include "app/what_if/impact.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include "app/commands/what_if.hpp"
#include "app/report/impact_text.hpp"
#include "app/report/output.hpp"
#include "app/scenario/parts.hpp"
#include "app/what_if/globs.hpp"
#include "app/what_if/moment.hpp"

namespace app {
namespace {

using namespace std::chrono_literals;

// What --reboot names, as a failure of the device.
std::vector<Failure> planned(const std::string& name, const Scenario& scenario,
                             sim::Diagnostics& diagnostics) {
  const auto source = diagnostics.add_argument("--reboot", name);
  const auto device = scenario.device(name);
  if (device && is_phone(scenario.entries[scenario.devices[*device].entry].kind)) {
    diagnostics.error({source, 1, 1},
                      "a phone is who would be without service: name what serves it");
    return {};
  }
  if (device) {
    return {{.kind = Failure::Kind::device,
             .target = *device,
             .entry = scenario.devices[*device].entry,
             .name = name}};
  }
  diagnostics.error({source, 1, 1}, unknown_device(name, scenario));
  return {};
}

// Those that --only leaves.
std::vector<Failure> chosen(const std::string& only, const Scenario& scenario, Time at,
                            sim::Diagnostics& diagnostics) {
  std::vector<Failure> failures = failures_of(scenario, at);
  std::erase_if(failures, [&](const Failure& failure) {
    return !only.empty() && !fits(only, failure.name) && !fits(only, to_text(failure.kind));
  });
  if (failures.empty()) {
    const auto source = diagnostics.add_argument("--only", only);
    diagnostics.error({source, 1, 1},
                      "no link, device or service fits; such as 'link', 'sw*' or 'sw1:*'");
  }
  return failures;
}

// When it fails, and until when it is watched: half of the run, but not after half an hour; an hour
// after it is back.
ImpactOptions read_times(const ImpactArguments& arguments, const Scenario& scenario,
                         sim::Diagnostics& diagnostics) {
  ImpactOptions options{.outage = arguments.reboot.empty() ? Duration{10min} : Duration{1min}};
  options.outage = read_duration("--outage", arguments.outage, options.outage, diagnostics);
  Duration at = std::min<Duration>(scenario.duration / 2, 30min);
  if (!arguments.at.empty()) {
    at = read_time("--at", arguments.at, scenario, diagnostics).value_or(at);
  }
  options.at = Time{} + at;
  options.end =
      read_duration("--duration", arguments.duration, at + options.outage + 1h, diagnostics);
  if (diagnostics.ok() && (options.outage <= Duration{} || options.end <= at + options.outage)) {
    const auto source = diagnostics.add_argument("--duration", sim::to_text(options.end));
    diagnostics.error({source, 1, 1}, "the run has to go on after the failure, which ends at " +
                                          sim::to_text(at + options.outage));
  }
  return options;
}

}  // namespace

int impact_command(const ImpactArguments& arguments) {
  const std::string complaint =
      refuse_outputs({{"--json", arguments.json}}, find_scenario(arguments.file));
  if (!complaint.empty()) {
    fmt::print(stderr, "fastbusy: {}\n", complaint);
    return exit_usage;
  }
  sim::Diagnostics diagnostics;
  auto scenario = load_with_patterns(arguments.file, arguments.sets, diagnostics);
  if (scenario && !arguments.timeline) scenario->timeline = {};
  ImpactOptions options;
  std::vector<Failure> failures;
  if (scenario && diagnostics.ok()) {
    options = read_times(arguments, *scenario, diagnostics);
    options.pairs = arguments.pairs;
    options.most_pairs = arguments.most_pairs;
    options.seed = arguments.seed;
    options.threads = arguments.jobs;
    failures = arguments.reboot.empty() ? chosen(arguments.only, *scenario, options.at, diagnostics)
                                        : planned(arguments.reboot, *scenario, diagnostics);
  }
  if (!tell_complaints(diagnostics) || !scenario) return exit_usage;
  Impacts found;
  {
    ProgressLine progress(arguments.quiet);
    found = impacts_of(*scenario, failures, options, progress.callback());
  }
  if (arguments.json != "-") {
    constexpr std::size_t most_rows = 40;
    const Style style = style_for(STDOUT_FILENO);
    fmt::print("{}", arguments.reboot.empty() ? impact_text(found, most_rows, style)
                                              : planned_text(found, style));
  }
  if (!arguments.json.empty()) {
    if (const auto failure = write_whole(arguments.json, impact_json(found)); !failure.empty()) {
      fmt::print(stderr, "fastbusy: {}\n", failure);
      return exit_usage;
    }
  }
  return found.interrupted || found.phones == 0 ? exit_inconclusive : exit_ok;
}

}  // namespace app
