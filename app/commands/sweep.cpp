// fastbusy sweep: every combination of some settings' values, with as many seeds as wanted.
#include "app/what_if/sweep.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

#include "app/commands/what_if.hpp"
#include "app/report/output.hpp"
#include "app/report/sweep_text.hpp"
#include "app/scenario/parts.hpp"
#include "app/what_if/question.hpp"

namespace app {
namespace {

void complain(const std::string& option, const std::string& text, const std::string& message,
              sim::Diagnostics& diagnostics) {
  const auto source = diagnostics.add_argument(option, text);
  diagnostics.error({source, 1, 1}, message);
}

// I/N; the whole if it is empty. Complains.
Shard read_shard(const SweepArguments& arguments, sim::Diagnostics& diagnostics) {
  Shard shard;
  if (arguments.shard.empty()) return shard;
  char rest = 0;
  const int found =
      std::sscanf(arguments.shard.c_str(), "%zu/%zu%c", &shard.number, &shard.of, &rest);
  if (found != 2 || shard.number < 1 || shard.number > shard.of) {
    complain("--shard", arguments.shard, "this should be I/N, such as 2/4", diagnostics);
    return {};
  }
  if (arguments.resume.empty()) {
    complain("--shard", arguments.shard,
             "a shard's runs are kept in a journal (--resume FILE), for fastbusy merge",
             diagnostics);
  }
  return shard;
}

SweepOptions read_sweep(const SweepArguments& arguments, const Scenario& scenario,
                        sim::Diagnostics& diagnostics) {
  SweepOptions options{.checks = arguments.checks,
                       .seed = arguments.seed.value_or(scenario.seed),
                       .seeds = arguments.seeds,
                       .calls = arguments.calls,
                       .shard = read_shard(arguments, diagnostics),
                       .journal = arguments.resume,
                       .threads = arguments.jobs};
  for (const std::string& text : arguments.vary) {
    auto axis = read_axis(text, scenario, arguments.most, diagnostics);
    if (!axis) continue;
    const auto same = std::ranges::find(options.axes, axis->path, &Axis::path);
    if (same != options.axes.end()) {
      complain("--vary", text, "'" + axis->path + "' is varied twice", diagnostics);
    }
    options.axes.push_back(std::move(*axis));
  }
  for (const std::string& text : arguments.draws) {
    auto draw = read_draw(text, scenario, diagnostics);
    if (!draw) continue;
    if (std::ranges::find(options.draws, draw->path, &Draw::path) != options.draws.end() ||
        std::ranges::find(options.axes, draw->path, &Axis::path) != options.axes.end()) {
      complain("--draw", text, "'" + draw->path + "' is varied twice", diagnostics);
    }
    options.draws.push_back(std::move(*draw));
  }
  for (const std::string& text : arguments.checks) {
    read_question("--check", text, scenario, diagnostics);
  }
  const std::string seeds = std::to_string(arguments.seeds);
  if (arguments.seeds == 0) {
    complain("--seeds", seeds, "at least one run of each", diagnostics);
  } else if (options.axes.empty() && arguments.seeds == 1 && diagnostics.ok()) {
    complain("--seeds", seeds,
             options.draws.empty() ? "nothing is varied: --vary PATH=a..b:step, or more seeds"
                                   : "each seed draws once: some hundreds of seeds tell a share",
             diagnostics);
  } else if (diagnostics.ok() && runs_of(options, arguments.most) > arguments.most) {
    complain("--most", std::to_string(arguments.most),
             "more runs than this: fewer values or seeds, or a greater limit", diagnostics);
  }
  return options;
}

// The metric of that name. Complains.
std::size_t metric_of(const std::string& name, const SweepOptions& options,
                      sim::Diagnostics& diagnostics) {
  if (name.empty()) return options.checks.empty() ? 0 : metrics_of(options).size() - 1;
  std::vector<std::string> names;
  for (const Metric& metric : metrics_of(options)) names.push_back(metric.name);
  const auto found = std::ranges::find(names, name);
  if (found == names.end()) complain("--show", name, unknown("metric", name, names), diagnostics);
  return found == names.end() ? 0 : static_cast<std::size_t>(found - names.begin());
}

// False after a complaint.
bool write_files(const SweepArguments& arguments, const Sweep& found, std::size_t show,
                 const std::string& title) {
  const auto to = [](const std::string& path, const std::string& text) {
    const std::string failure = path.empty() ? "" : write_whole(path, text);
    if (!failure.empty()) fmt::print(stderr, "fastbusy: {}\n", failure);
    return failure.empty();
  };
  bool good = to(arguments.csv, arguments.csv.empty() ? "" : sweep_csv(found));
  good &= to(arguments.json, arguments.json.empty() ? "" : sweep_json(found));
  if (!arguments.html.empty()) good &= to(arguments.html, sweep_html(found, show, title));
  return good;
}

}  // namespace

int sweep_command(const SweepArguments& arguments) {
  const std::string complaint = refuse_outputs({{"--csv", arguments.csv},
                                                {"--json", arguments.json},
                                                {"--html", arguments.html},
                                                {"--resume", arguments.resume}},
                                               find_scenario(arguments.file));
  if (!complaint.empty()) {
    fmt::print(stderr, "fastbusy: {}\n", complaint);
    return exit_usage;
  }
  sim::Diagnostics diagnostics;
  auto scenario = load_with_patterns(arguments.file, arguments.sets, diagnostics);
  SweepOptions options;
  std::size_t show = 0;
  if (scenario && diagnostics.ok()) {
    scenario->duration =
        read_duration("--duration", arguments.duration, scenario->duration, diagnostics);
    options = read_sweep(arguments, *scenario, diagnostics);
    show = metric_of(arguments.show, options, diagnostics);
    if (!arguments.html.empty() && options.axes.empty() && diagnostics.ok()) {
      complain("--html", arguments.html, "a heat map needs --vary", diagnostics);
    }
  }
  if (!tell_complaints(diagnostics) || !scenario) return exit_usage;
  Sweep found;
  {
    ProgressLine progress(arguments.quiet);
    found = sweep(*scenario, options, progress.callback());
  }
  if (!found.failure.empty()) {
    fmt::print(stderr, "fastbusy: {}\n", found.failure);
    return exit_usage;
  }
  if (found.from_journal > 0 && !arguments.quiet) {
    fmt::print(stderr, "{}: {} of {} runs were done before\n", arguments.resume, found.from_journal,
               found.outcomes.size());
  }
  if (arguments.csv != "-" && arguments.json != "-" && arguments.html != "-") {
    fmt::print("{}",
               sweep_text(found, show, terminal_width(STDOUT_FILENO), style_for(STDOUT_FILENO)));
  }
  if (!write_files(arguments, found, show, scenario->title)) return exit_usage;
  const bool any = std::ranges::any_of(found.outcomes, [](const SweepOutcome& one) {
    return one.state == SweepOutcome::State::ran;
  });
  return any && found.missing() == 0 ? exit_ok : exit_inconclusive;
}

}  // namespace app
