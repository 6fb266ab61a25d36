// fastbusy run: one scenario, its answer on the terminal or as JSON, as a page.
#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>

#include "app/commands/commands.hpp"
#include "app/commands/recordings.hpp"
#include "app/report/csv.hpp"
#include "app/report/html.hpp"
#include "app/report/json.hpp"
#include "app/report/limits_text.hpp"
#include "app/report/logs/logs.hpp"
#include "app/report/output.hpp"
#include "app/report/page_recording.hpp"
#include "app/report/page_template.hpp"
#include "app/report/terminal.hpp"
#include "app/report/verdict.hpp"
#include "app/scenario/data_dir.hpp"
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

namespace {

int give_up(const std::string& failure, ExitCode code) {
  fmt::print(stderr, "fastbusy: {}\n", failure);
  return code;
}

// One replay for all that is told of frames; then the page, the logs, the ladder and the captures.
// After a replay that was not whole, only the page, without its frames.
int tell_of_frames(const RunArguments& arguments, const RunResult& result,
                   const RecordingRequest& request, const std::string& page_template) {
  PageRecording page(result);
  LogReader logs(result);
  ShownRecording shown(result, request);
  std::vector<FrameReader> readers;
  const auto add = [&](auto& reader) {
    readers.emplace_back(
        [&](const World& world, const auto& records) { reader.read(world, records); });
  };
  if (!arguments.html.empty() && page.is_wanted()) add(page);
  if (!arguments.logs.empty()) add(logs);
  const Time to = readers.empty() ? request.last() : models::never;
  if (request.wanted()) add(shown);
  std::string cut_short;
  if (!readers.empty()) {
    ProgressLine progress(arguments.quiet);
    cut_short = replay(result, readers, to, progress.callback());
  }
  const bool is_whole = cut_short.empty();
  std::string failure;
  if (!arguments.html.empty()) {
    const PageEvidence evidence = is_whole ? page.take() : PageEvidence{};
    const std::string text = html_report(page_template, result, result.scenario.text(), evidence);
    failure = write_whole(arguments.html, text);
  }
  if (failure.empty() && is_whole && !arguments.logs.empty()) {
    failure = write_logs(arguments.logs, logs.take());
  }
  if (failure.empty() && is_whole && request.wanted()) {
    failure = shown.show(arguments.quiet || arguments.json == "-");
  }
  if (!failure.empty()) return give_up(failure, exit_usage);
  return is_whole ? static_cast<int>(exit_ok) : give_up(cut_short, exit_inconclusive);
}

}  // namespace

int run_command(const RunArguments& arguments) {
  std::optional<std::string> page_template;
  if (!arguments.html.empty()) {
    page_template = read_page_template();
    if (!page_template) return give_up("--html: " + no_page_template(), exit_usage);
  }
  sim::Diagnostics diagnostics;
  RunOptions options;
  options.proof = Effort{};
  read_options(arguments.sets, arguments.seed, arguments.duration, options, diagnostics);
  options.calls = arguments.calls ? Calls::always : Calls::never;
  const auto source = read_source(find_scenario(arguments.file), diagnostics);
  std::optional<Scenario> scenario;
  if (source) scenario = load(*source, options.sets, diagnostics);
  RecordingRequest recording;
  if (scenario && arguments.recording.wanted()) {  // its words are checked before the run
    recording = read_recording(arguments.recording, *scenario, diagnostics);
  }
  const std::string taken = refuse_outputs({{"--json", arguments.json},
                                            {"--csv", arguments.csv},
                                            {"--html", arguments.html},
                                            {"--logs", arguments.logs},
                                            {"--pcap", arguments.recording.captures},
                                            {"--ladder-out", arguments.recording.ladder_file}},
                                           source ? source->path : "");
  if (!taken.empty()) return give_up(taken, exit_usage);
  if (!arguments.logs.empty()) {
    const std::string refusal = refuse_log_folder(arguments.logs);
    const auto argument = diagnostics.add_argument("--logs", arguments.logs);
    if (!refusal.empty()) diagnostics.error({argument, 1, 1}, refusal);
  }
  if (const std::string text = diagnostics.text(); !text.empty()) fmt::print(stderr, "{}", text);
  if (!diagnostics.ok() || !scenario) return exit_usage;
  double wall_s = 0;
  const RunResult result = [&] {
    ProgressLine progress(arguments.quiet);
    RunResult made = run(std::move(*scenario), options, progress.callback());
    wall_s = progress.elapsed();
    return made;
  }();
  std::string failure;
  const auto write = [&](const std::string& path, const auto& text) {
    if (!path.empty() && failure.empty()) failure = write_whole(path, text());
  };
  write(arguments.json, [&] { return json_report(result, wall_s); });
  write(arguments.csv, [&] { return csv_header() + csv_losses(result); });
  if (!failure.empty()) return give_up(failure, exit_usage);
  if (!arguments.quiet && arguments.json != "-" && arguments.csv != "-" && arguments.html != "-") {
    const Style style = style_for(STDOUT_FILENO);
    const std::string text = terminal_report(result, style, terminal_width(STDOUT_FILENO)) +
                             (arguments.limits ? limits_text(result.scenario, style) : "");
    fmt::print("{}", shows_bars(STDOUT_FILENO) ? text : in_ascii(text));
    fmt::print(stderr, "{} events in {:.2f} s\n", result.events, wall_s);
  }
  const int told = tell_of_frames(arguments, result, recording, page_template.value_or(""));
  return told == exit_ok ? outcome_of(result).exit_code : told;
}

}  // namespace app
