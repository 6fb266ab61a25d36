// fastbusy diff: two configurations side by side, and what the difference does.
#include "app/what_if/diff.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include "app/commands/what_if.hpp"
#include "app/report/diff_text.hpp"
#include "app/report/output.hpp"
#include "app/what_if/globs.hpp"

namespace app {

std::optional<Scenario> load_with_patterns(const std::string& file,
                                           const std::vector<std::string>& sets,
                                           sim::Diagnostics& diagnostics) {
  const auto source = read_source(find_scenario(file), diagnostics);
  if (!source) return std::nullopt;
  sim::Diagnostics own;  // of the file as it is: its warnings are told once
  auto plain = load(*source, {}, sets.empty() ? diagnostics : own);
  if (sets.empty() || !plain) {
    // Perhaps right with its settings; what is wrong without them is complained about.
    if (!plain && !sets.empty()) load(*source, {}, diagnostics);
    return plain;
  }
  const auto assignments = read_patterns("--set", sets, *plain, diagnostics);
  if (!diagnostics.ok()) return std::nullopt;
  return load(*source, assignments, diagnostics);
}

Duration read_duration(const std::string& option, const std::string& text, Duration otherwise,
                       sim::Diagnostics& diagnostics) {
  if (text.empty()) return otherwise;
  const auto duration = sim::parse_duration(text);
  if (duration && *duration != sim::forever) return *duration;
  const auto source = diagnostics.add_argument(option, text);
  diagnostics.error({source, 1, 1},
                    "'" + text + "' is not a duration with its unit, such as 90s or 10min");
  return otherwise;
}

bool tell_complaints(const sim::Diagnostics& diagnostics) {
  if (const std::string text = diagnostics.text(); !text.empty()) fmt::print(stderr, "{}", text);
  return diagnostics.ok();
}

int diff_command(const DiffArguments& arguments) {
  std::string complaint =
      refuse_outputs({{"--json", arguments.json}}, find_scenario(arguments.before));
  if (arguments.after.empty() && arguments.sets.empty()) {
    complaint = "diff: a second file is missing, or --set PATH=VALUE of the first one";
  }
  if (!complaint.empty()) {
    fmt::print(stderr, "fastbusy: {}\n", complaint);
    return exit_usage;
  }
  sim::Diagnostics diagnostics;
  DiffOptions options{.allow = arguments.allow, .seed = arguments.seed, .calls = arguments.calls};
  options.tolerance =
      read_duration("--tolerance", arguments.tolerance, options.tolerance, diagnostics);
  if (!arguments.duration.empty()) {
    options.duration =
        read_duration("--duration", arguments.duration, std::chrono::hours{1}, diagnostics);
  }
  auto before = load_with_patterns(arguments.before, {}, diagnostics);
  const std::string& second = arguments.after.empty() ? arguments.before : arguments.after;
  auto after =
      before ? load_with_patterns(second, arguments.sets, diagnostics) : std::optional<Scenario>{};
  if (!tell_complaints(diagnostics) || !before || !after) return exit_usage;
  ProgressLine progress(arguments.quiet);
  const Diff found = diff(std::move(*before), std::move(*after), options, progress.callback());
  if (found.interrupted && found.behaviour.phones == 0) {
    fmt::print("interrupted: nothing was compared\n");
    return exit_inconclusive;
  }
  if (arguments.json != "-") {
    fmt::print("{}", diff_text(found, terminal_width(STDOUT_FILENO), style_for(STDOUT_FILENO)));
  }
  if (!arguments.json.empty()) {
    if (const auto failure = write_whole(arguments.json, diff_json(found)); !failure.empty()) {
      fmt::print(stderr, "fastbusy: {}\n", failure);
      return exit_usage;
    }
  }
  if (found.exhausted) {
    const RunResult& which = found.before.exhausted ? found.before : found.after;
    fmt::print("{} was stopped: {}\n", found.before.exhausted ? "the first" : "the second",
               which.stopped_by());
    return exit_inconclusive;
  }
  if (found.interrupted || found.behaviour.phones == 0) return exit_inconclusive;
  return found.unexpected() ? exit_failed : exit_ok;
}

}  // namespace app
