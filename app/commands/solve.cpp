// fastbusy solve: with which values of a setting a fact holds, and which one to take.
#include "app/what_if/solve.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <charconv>

#include "app/commands/what_if.hpp"
#include "app/proof/quantity.hpp"
#include "app/report/output.hpp"
#include "app/report/solve_text.hpp"
#include "app/scenario/setting.hpp"

namespace app {
namespace {

// A value as the setting has it; none if the option is not given. Complains.
std::optional<std::int64_t> read_bound(const std::string& option, const std::string& text,
                                       const sim::Shape* shape, sim::Diagnostics& diagnostics) {
  if (text.empty() || shape == nullptr) return std::nullopt;
  const auto value = quantity(shape->kind, text);
  if (value && *value >= 0) return value;
  const auto source = diagnostics.add_argument(option, text);
  const sim::Wording words = sim::wording(shape->kind);
  diagnostics.error({source, 1, 1},
                    fmt::format("'{}' is not {}, such as {}", text, words.noun, words.example));
  return std::nullopt;
}

// 20% or 0.2
double read_margin(const std::string& text, sim::Diagnostics& diagnostics) {
  constexpr double usual = 0.2;
  if (text.empty()) return usual;
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const std::string_view rest(end, static_cast<std::size_t>(text.data() + text.size() - end));
  if (rest == "%") value /= 100;
  if (error == std::errc{} && (rest.empty() || rest == "%") && value >= 0 && value <= 10) {
    return value;
  }
  const auto source = diagnostics.add_argument("--margin", text);
  diagnostics.error({source, 1, 1}, "'" + text + "' is no share, such as 20%");
  return usual;
}

int code_of(const Solution& found) {
  if (!found.is_known()) return exit_inconclusive;
  return found.holds_somewhere() ? exit_ok : exit_failed;
}

}  // namespace

int solve_command(const SolveArguments& arguments) {
  const std::string complaint =
      refuse_outputs({{"--json", arguments.json}}, find_scenario(arguments.file));
  if (!complaint.empty()) {
    fmt::print(stderr, "fastbusy: {}\n", complaint);
    return exit_usage;
  }
  sim::Diagnostics diagnostics;
  auto scenario = load_with_patterns(arguments.file, arguments.sets, diagnostics);
  std::optional<Solution> found;
  if (scenario && diagnostics.ok()) {
    const sim::Shape* shape = shape_at(*scenario, arguments.path);
    SolveOptions options{.path = arguments.path, .until = arguments.until, .seed = arguments.seed};
    options.from = read_bound("--from", arguments.from, shape, diagnostics);
    options.to = read_bound("--to", arguments.to, shape, diagnostics);
    options.resolution = read_bound("--resolution", arguments.resolution, shape, diagnostics);
    options.margin = read_margin(arguments.margin, diagnostics);
    options.threads = arguments.jobs;
    scenario->duration =
        read_duration("--duration", arguments.duration, scenario->duration, diagnostics);
    if (options.from && options.to && *options.from >= *options.to) {
      const auto source = diagnostics.add_argument("--to", arguments.to);
      diagnostics.error({source, 1, 1}, "it has to lie above --from " + arguments.from);
    }
    if (options.resolution && *options.resolution == 0) {
      const auto source = diagnostics.add_argument("--resolution", arguments.resolution);
      diagnostics.error({source, 1, 1}, "it has to be more than nothing");
    }
    ProgressLine progress(arguments.quiet);
    if (diagnostics.ok()) found = solve(*scenario, options, progress.callback(), diagnostics);
  }
  if (!tell_complaints(diagnostics) || !found) return exit_usage;
  if (arguments.json != "-") fmt::print("{}", solve_text(*found, style_for(STDOUT_FILENO)));
  if (!arguments.json.empty()) {
    if (const auto failure = write_whole(arguments.json, solve_json(*found)); !failure.empty()) {
      fmt::print(stderr, "fastbusy: {}\n", failure);
      return exit_usage;
    }
  }
  return code_of(*found);
}

}  // namespace app
