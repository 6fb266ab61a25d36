// fastbusy show: what a device would show its operator at one moment, in its own words.
#include "app/show/show.hpp"

#include <fmt/format.h>

#include "app/commands/commands.hpp"
#include "app/commands/recordings.hpp"
#include "app/report/output.hpp"
#include "app/scenario/parts.hpp"

namespace app {
namespace {

void list_commands(const Scenario& scenario, std::size_t device) {
  for (const std::string& command : commands_of(scenario, device)) fmt::print("{}\n", command);
}

}  // namespace

int show_command(const ShowArguments& arguments) {
  sim::Diagnostics diagnostics;
  RunOptions options;
  read_options(arguments.sets, arguments.seed, "", options, diagnostics);
  const auto source = read_source(find_scenario(arguments.file), diagnostics);
  std::optional<Scenario> scenario;
  if (source && diagnostics.ok()) scenario = load(*source, options.sets, diagnostics);
  std::optional<std::size_t> device;
  Duration at{};
  if (scenario) {
    device = read_device("--on", arguments.on, *scenario, diagnostics);
    const auto moment = moment_of(arguments.at);
    const bool within = moment && *moment <= scenario->duration;
    at = within ? *moment : read_moment(arguments.at, *scenario, diagnostics);
  }
  if (const std::string text = diagnostics.text(); !text.empty()) fmt::print(stderr, "{}", text);
  if (!diagnostics.ok() || !device) return exit_usage;
  if (arguments.command.empty()) {
    list_commands(*scenario, *device);
    return exit_ok;
  }
  const Simulation until = simulate({.scenario = *scenario,
                                     .seed = arguments.seed.value_or(scenario->seed),
                                     .what = "show",
                                     .stop = at},
                                    {});
  const World& world = *until.world;
  const Shown shown = show(world, *scenario, *device, arguments.command);
  if (!shown.understood) {
    fmt::print(stderr, "{}", shown.text);
    return exit_usage;
  }
  const bool only_json = arguments.json == "-";
  if (!arguments.json.empty()) {
    const std::string text =
        show_json(shown, arguments.on, arguments.command, world.network().now());
    if (const auto failure = write_whole(arguments.json, text); !failure.empty()) {
      fmt::print(stderr, "fastbusy: {}\n", failure);
      return exit_usage;
    }
  }
  if (!only_json) fmt::print("{}", shown.text);
  return until.interrupted || until.given_up ? exit_inconclusive : exit_ok;
}

}  // namespace app
