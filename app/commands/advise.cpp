// fastbusy advise: which single changes cure what somebody suffers; where nothing is wrong, how
// near the settings are to where something would be.
#include "app/proof/advise.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include "app/commands/commands.hpp"
#include "app/proof/edges.hpp"
#include "app/report/explanation.hpp"
#include "app/report/limits_text.hpp"

namespace app {
namespace {

constexpr Effort advise_effort{.events = 100'000'000};

std::string story_text(const Scenario& scenario, const Story& story) {
  const std::string& phone = scenario.devices[story.phones.begin()->first].name;
  const std::string who =
      phone + (story.phones.size() > 1 ? fmt::format(" and {} more", story.phones.size() - 1) : "");
  const std::string& server = scenario.devices[story.server].name;
  switch (story.symptom) {
    case Symptom::lost:
      return fmt::format("{} lost {} ({}), {} times", who, server, story.reason,
                         story.causes.size());
    case Symptom::never_registered: return who + ": never registered";
    case Symptom::never_back: return who + ": left a call server, and came to none";
    case Symptom::never_at_first: return fmt::format("{}: never at {}", who, server);
    case Symptom::call_failed: return fmt::format("{}: calls fail ({})", who, story.reason);
  }
  return who;
}

int print_advice(RunResult& result, const Progress& progress) {
  constexpr std::size_t most = 12;
  const Style style = style_for(STDOUT_FILENO);
  const Advices advices = advise(result, advise_effort, progress);
  fmt::print("What is suffered:\n");
  for (std::size_t i = 0; i < advices.stories.size(); ++i) {
    fmt::print("  {}  {}\n", i + 1, story_text(result.scenario, advices.stories[i]));
  }
  fmt::print("\n{}\n", advices.all.empty() ? "No single change that was tried cures it."
                                           : "Each of these changes cures it by itself:");
  std::size_t told = 0;
  for (const Advice& advice : advices.all) {
    if (told++ == most) break;
    const bool all = advice.ends.size() == advices.stories.size();
    std::string which;
    for (const std::size_t one : advice.ends) {
      which += (which.empty() ? "" : ", ") + std::to_string(one + 1);
    }
    fmt::print("  {}{}\n", style.bold("--set '" + advice.cure.difference.text() + "'"),
               all ? "" : "   only " + which);
    if (advice.margin && advice.margin->cures())
      fmt::print("{}", margin_text({*advice.margin}, style));
  }
  if (advices.is_cut_short) fmt::print("Not everything was tried: there may be more.\n");
  fmt::print("{}", turns_text(turns_of(result, advices.stories, advise_effort, progress), style));
  return advices.all.empty() || advices.is_cut_short ? exit_inconclusive : exit_ok;
}

int print_edges(const RunResult& result, const Progress& progress) {
  constexpr std::size_t most = 20;
  bool is_cut_short = false;
  const auto edges = edges_of(result, advise_effort, progress, is_cut_short);
  print_out_of_reach(result, progress);
  fmt::print(
      "No registration is lost. How near the settings are to where one would be, nearest first:\n");
  std::size_t told = 0;
  for (const Edge& edge : edges) {
    if (told++ == most) break;
    fmt::print("  {} = {}   symptom from {} {} (not yet at {})\n", edge.path, edge.now,
               edge.suffers, edge.is_above ? "up" : "down", edge.well);
  }
  if (edges.empty()) fmt::print("  no value of any setting on the way brings a symptom\n");
  if (is_cut_short) fmt::print("Not everything was tried: there may be more.\n");
  fmt::print("{}",
             turns_text(turns_of(result, {}, advise_effort, progress), style_for(STDOUT_FILENO)));
  return is_cut_short ? exit_inconclusive : exit_ok;
}

}  // namespace

int advise_command(const AdviseArguments& arguments) {
  sim::Diagnostics diagnostics;
  RunOptions options;
  options.proof = Effort{};
  options.remedies = false;
  read_options(arguments.sets, arguments.seed, arguments.duration, options, diagnostics);
  const auto source = read_source(find_scenario(arguments.file), diagnostics);
  ProgressLine progress(arguments.quiet);
  const Progress callback = progress.callback();
  std::optional<RunResult> result;
  if (source && diagnostics.ok()) result = run(*source, options, callback, diagnostics);
  if (const std::string text = diagnostics.text(); !text.empty()) fmt::print(stderr, "{}", text);
  if (!diagnostics.ok() || !result) return exit_usage;
  if (result->interrupted || result->exhausted) return exit_inconclusive;
  return stories_of(result->scenario, result->history).empty() ? print_edges(*result, callback)
                                                               : print_advice(*result, callback);
}

}  // namespace app
