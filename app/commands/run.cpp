// fastbusy run: one scenario, its answer on the terminal or as JSON, as a page.
#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>

#include "app/commands/commands.hpp"
#include "app/commands/recordings.hpp"
#include "app/data_dir.hpp"
#include "app/report/csv.hpp"
#include "app/report/html.hpp"
#include "app/report/json.hpp"
#include "app/report/logs/logs.hpp"
#include "app/report/output.hpp"
#include "app/report/page_recording.hpp"
#include "app/report/terminal.hpp"
#include "app/report/verdict.hpp"
#include "sim/base/text.hpp"

namespace app {

std::string find_scenario(const std::string& name) {
  namespace fs = std::filesystem;
  std::error_code ignored;
  if (fs::exists(name, ignored)) return name;
  for (const std::string& tail : {name, name + ".yaml"}) {
    const fs::path below = scenarios_dir() / tail;
    if (fs::exists(below, ignored)) return below.string();
    // "scenarios/cisco/x.yaml", where the folder of scenarios was installed elsewhere
    const fs::path beside = scenarios_dir().parent_path() / tail;
    if (fs::exists(beside, ignored)) return beside.string();
  }
  return name;
}

bool read_options(const std::vector<std::string>& sets, std::optional<std::uint64_t> seed,
                  const std::string& duration, RunOptions& options, sim::Diagnostics& diagnostics) {
  for (const std::string& text : sets) {
    if (auto set = sim::parse_assignment("--set", text, diagnostics)) {
      options.sets.push_back(std::move(*set));
    }
  }
  options.seed = seed;
  if (!duration.empty()) {
    options.duration = sim::parse_duration(duration);
    if (!options.duration || *options.duration < std::chrono::milliseconds{1}) {
      const auto source = diagnostics.add_argument("--duration", duration);
      diagnostics.error({source, 1, 1},
                        "'" + duration + "' is not a duration with its unit, such as 90min or 1h");
    }
  }
  return diagnostics.ok();
}

int run_command(const RunArguments& arguments) {
  sim::Diagnostics diagnostics;
  RunOptions options;
  read_options(arguments.sets, arguments.seed, arguments.duration, options, diagnostics);
  const auto source = read_source(find_scenario(arguments.file), diagnostics);
  RecordingRequest recording;
  if (source && arguments.recording.wanted()) {  // its words are checked before the run
    const auto scenario = load(*source, options.sets, diagnostics);
    if (scenario) recording = read_recording(arguments.recording, *scenario, diagnostics);
  }
  std::optional<RunResult> result;
  double wall_s = 0;
  if (source && (diagnostics.ok() || !arguments.recording.wanted())) {
    ProgressLine progress(arguments.quiet);
    result = run(*source, options, progress.callback(), diagnostics);
    wall_s = progress.elapsed();
  }
  if (const std::string text = diagnostics.text(); !text.empty()) fmt::print(stderr, "{}", text);
  if (!diagnostics.ok() || !result) return exit_usage;
  const auto write = [](const std::string& path, const auto& text) {
    const std::string failure = path.empty() ? "" : write_whole(path, text());
    if (!failure.empty()) fmt::print(stderr, "fastbusy: {}\n", failure);
    return failure.empty();
  };
  if (!write(arguments.json, [&] { return json_report(*result, wall_s); }) ||
      !write(arguments.csv, [&] { return csv_header() + csv_losses(*result); }) ||
      !write(arguments.html, [&] {
        return html_report(*result, source->text, page_recording(*source, *result, {}));
      })) {
    return exit_usage;
  }
  if (!arguments.logs.empty()) {
    ProgressLine progress(arguments.quiet);
    const auto logs = logs_of(*source, *result, progress.callback());
    if (!logs) return exit_inconclusive;
    if (const std::string failure = write_logs(arguments.logs, *logs); !failure.empty()) {
      fmt::print(stderr, "fastbusy: {}\n", failure);
      return exit_usage;
    }
  }
  if (!arguments.quiet && arguments.json != "-" && arguments.csv != "-" && arguments.html != "-") {
    fmt::print("{}", terminal_report(*result, style_for(STDOUT_FILENO)));
    fmt::print(stderr, "{} events in {:.2f} s\n", result->events, wall_s);
  }
  if (recording.wanted()) {
    ProgressLine progress(arguments.quiet);
    const bool quiet = arguments.quiet || arguments.json == "-";
    const std::string failure =
        show_recording(*source, *result, recording, quiet, progress.callback());
    if (!failure.empty()) {
      fmt::print(stderr, "fastbusy: {}\n", failure);
      return exit_usage;
    }
  }
  return outcome_of(*result).exit_code;
}

}  // namespace app
