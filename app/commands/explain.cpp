// fastbusy explain: why one phone lost its registration, or could not be called: back to the
// setting, and by what margin.
#include <fmt/format.h>
#include <unistd.h>

#include "app/commands/commands.hpp"
#include "app/report/explanation.hpp"
#include "app/run/all_cores.hpp"
#include "app/scenario/parts.hpp"

namespace app {
namespace {

// The one that was asked for, or the first that suffered. Complains about a name that is none.
std::optional<std::size_t> chosen_phone(const std::string& name, const RunResult& result,
                                        sim::Diagnostics& diagnostics) {
  const Scenario& scenario = result.scenario;
  if (!name.empty()) {
    const auto device = scenario.device(name);
    if (device && is_phone(scenario.entries[scenario.devices[*device].entry].kind)) return device;
    const auto argument = diagnostics.add_argument("PHONE", name);
    diagnostics.error({argument, 1, 1},
                      device ? "'" + name + "' is no phone" : unknown_device(name, scenario));
    return std::nullopt;
  }
  const Stay* first = nullptr;
  for (const Stay& stay : result.history.stays) {
    if (stay.lost && (first == nullptr || stay.to < first->to)) first = &stay;
  }
  if (first != nullptr) return first->phone;
  if (!result.history.never_registered.empty()) return result.history.never_registered[0].phone;
  for (const Call& call : result.history.calls) {
    if (call.failed) return call.phone;
  }
  if (!result.history.never_back.empty()) return result.history.never_back[0].phone;
  if (!result.history.never_at_first.empty()) return result.history.never_at_first[0].phone;
  return std::nullopt;
}

}  // namespace

int explain_command(const ExplainArguments& arguments) {
  sim::Diagnostics diagnostics;
  RunOptions options;
  options.remedies = false;
  read_options(arguments.sets, arguments.seed, arguments.duration, options, diagnostics);
  const auto source = read_source(find_scenario(arguments.file), diagnostics);
  ProgressLine progress(arguments.quiet);
  const Progress callback = progress.callback();
  std::optional<RunResult> result;
  if (source && diagnostics.ok()) result = run(*source, options, callback, diagnostics);
  std::optional<std::size_t> phone;
  if (result) phone = chosen_phone(arguments.phone, *result, diagnostics);
  if (const std::string text = diagnostics.text(); !text.empty()) fmt::print(stderr, "{}", text);
  if (!diagnostics.ok() || !result) return exit_usage;
  const auto why = phone ? explain(*result, *phone, callback) : std::nullopt;
  if (!why) {
    const std::string who = phone ? result->scenario.devices[*phone].name : "every phone";
    fmt::print("{} keeps its registration\n", who);
    return result->interrupted ? exit_inconclusive : exit_ok;
  }
  const Style style = style_for(STDOUT_FILENO);
  fmt::print("{}", explanation_text(*why, style));
  if (!arguments.margins || why->on_the_chain.empty()) return exit_ok;
  fmt::print("\nMargins, by running it again with other values:\n");
  std::vector<std::optional<Margin>> found(why->on_the_chain.size());
  SharedProgress shared(callback, "margins", found.size());
  on_all_cores(found.size(), 0, [&](std::size_t i) {
    const auto& [path, remedy] = why->on_the_chain[i];
    found[i] = find_margin(*result, why->symptom, path, remedy, shared.within(i));
    shared.ended(i);
  });
  std::vector<Margin> margins;
  for (auto& margin : found) {
    if (margin) margins.push_back(std::move(*margin));
  }
  fmt::print("{}", margin_text(margins, style));
  if (!callback("margins", 1)) return exit_ok;
  fmt::print("interrupted: {} of {} settings were tried\n", margins.size(), found.size());
  return exit_inconclusive;
}

}  // namespace app
