// fastbusy explain: why one phone suffers what it suffers, back to the setting, and by what margin.
#include <fmt/format.h>
#include <unistd.h>

#include "app/commands/commands.hpp"
#include "app/evidence/service.hpp"
#include "app/report/explanation.hpp"
#include "app/report/limits_text.hpp"
#include "app/run/all_cores.hpp"
#include "app/scenario/parts.hpp"

namespace app {
namespace {

struct Asked {
  std::size_t phone = 0;
  Time from{};
};

bool suffers(const History& history, std::size_t phone) {
  const auto is_it = [&](const auto& one) { return one.phone == phone; };
  return std::ranges::any_of(history.stays,
                             [&](const Stay& s) { return s.phone == phone && s.lost; }) ||
         std::ranges::any_of(history.never_registered, is_it) ||
         std::ranges::any_of(history.calls,
                             [&](const Call& c) { return c.phone == phone && c.failed; }) ||
         std::ranges::any_of(history.never_back, is_it) ||
         std::ranges::any_of(history.never_at_first, is_it);
}

// PHONE, PHONE@TIME, or a group's name: of it the first that suffers. Complains about what is none.
std::optional<Asked> named(const std::string& text, const RunResult& result,
                           sim::Diagnostics& diagnostics) {
  const Scenario& scenario = result.scenario;
  const auto at = text.find('@');
  const std::string name = text.substr(0, at);
  const auto argument = diagnostics.add_argument("PHONE", text);
  Asked asked;
  if (at != std::string::npos) {
    const auto time = sim::parse_duration(text.substr(at + 1));
    if (!time) {
      diagnostics.error({argument, 1, static_cast<int>(at + 2)},
                        "expected a simulated time behind '@', such as phone1@16min");
      return std::nullopt;
    }
    asked.from = Time{} + *time;
  }
  std::vector<std::size_t> phones;
  if (const Entry* entry = scenario.entry(name); entry != nullptr && is_phone(entry->kind)) {
    for (std::size_t i = 0; i < entry->count; ++i) phones.push_back(entry->first + i);
  } else if (const auto device = scenario.device(name)) {
    if (is_phone(scenario.entries[scenario.devices[*device].entry].kind)) {
      phones.push_back(*device);
    }
  }
  if (phones.empty()) {
    const bool known = scenario.device(name) || scenario.entry(name) != nullptr;
    diagnostics.error({argument, 1, 1},
                      known ? "'" + name + "' is no phone" : unknown_device(name, scenario));
    return std::nullopt;
  }
  asked.phone = phones.front();
  for (const std::size_t phone : phones) {
    if (!suffers(result.history, phone)) continue;
    asked.phone = phone;
    break;
  }
  return asked;
}

// The first that suffered; losses before what was never there.
std::optional<Asked> first_of(const RunResult& result) {
  const History& history = result.history;
  const Stay* first = nullptr;
  for (const Stay& stay : history.stays) {
    if (stay.lost && (first == nullptr || stay.to < first->to)) first = &stay;
  }
  if (first != nullptr) return Asked{first->phone};
  if (!history.never_registered.empty()) return Asked{history.never_registered[0].phone};
  for (const Call& call : history.calls) {
    if (call.failed) return Asked{call.phone};
  }
  if (!history.never_back.empty()) return Asked{history.never_back[0].phone};
  if (!history.never_at_first.empty()) return Asked{history.never_at_first[0].phone};
  return std::nullopt;
}

struct Margins {
  std::vector<Margin> found;
  std::size_t wanted = 0;
};

// Of what decided, and of whatever else on the way would have ended it.
Margins margins_of(const RunResult& result, const Explanation& why, const Effort& effort,
                   const Progress& progress) {
  constexpr std::size_t most = 10;
  std::vector<std::string> paths;
  const auto add = [&](const std::string& path) {
    if (paths.size() < most && std::ranges::find(paths, path) == paths.end()) {
      paths.push_back(path);
    }
  };
  for (const Deciding& deciding : why.cause.deciding) {
    if (deciding.with.empty()) add(deciding.setting);
  }
  for (const Cure& cure : all_cures(result, why.story, effort, progress)) {
    if (cure.difference.sets.size() == 1) add(cure.difference.names);
  }
  std::vector<std::optional<Margin>> found(paths.size());
  SharedProgress shared(progress, "margins", found.size());
  on_all_cores(found.size(), 0, [&](std::size_t i) {
    found[i] = find_margin(result, why.story, paths[i], effort, shared.within(i));
    shared.ended(i);
  });
  Margins margins{.found = {}, .wanted = paths.size()};
  for (auto& margin : found) {
    if (margin && (margin->cures() || margin->is_cut_short)) {
      margins.found.push_back(std::move(*margin));
    }
  }
  return margins;
}

}  // namespace

void print_out_of_reach(const Run& run, const Progress& progress) {
  const auto service = ask_service({.scenario = run.scenario,
                                    .seed = run.seed,
                                    .what = "calls",
                                    .stop = run.history.end.time_since_epoch()},
                                   {}, progress);
  if (!service || service->phones.empty()) {
    fmt::print("whether the phones can be called was not asked\n");
    return;
  }
  const auto out = std::ranges::count_if(
      service->phones, [](const PhoneService& phone) { return phone.longest > Duration{}; });
  if (out == 0) return;
  fmt::print("but {} of {} phones cannot be called at times: see fastbusy run\n", out,
             run.phones());
}

int explain_command(const ExplainArguments& arguments) {
  sim::Diagnostics diagnostics;
  RunOptions options;
  options.remedies = false;
  options.proof = Effort{.events = 50'000'000};
  read_options(arguments.sets, arguments.seed, arguments.duration, options, diagnostics);
  const auto source = read_source(find_scenario(arguments.file), diagnostics);
  ProgressLine progress(arguments.quiet);
  const Progress callback = progress.callback();
  std::optional<RunResult> result;
  if (source && diagnostics.ok()) result = run(*source, options, callback, diagnostics);
  std::optional<Asked> asked;
  if (result) {
    asked =
        arguments.phone.empty() ? first_of(*result) : named(arguments.phone, *result, diagnostics);
  }
  if (const std::string text = diagnostics.text(); !text.empty()) fmt::print(stderr, "{}", text);
  if (!diagnostics.ok() || !result) return exit_usage;
  const auto why = asked ? explain(*result, asked->phone, asked->from, callback) : std::nullopt;
  if (!why) {
    const std::string who = asked ? result->scenario.devices[asked->phone].name : "every phone";
    const bool whole = !result->interrupted && !result->exhausted;
    fmt::print("{}{} keeps its registration\n",
               whole ? "" : "until " + sim::clock_text(result->history.end) + " ", who);
    if (!whole) return exit_inconclusive;
    if (!asked) print_out_of_reach(*result, callback);
    if (arguments.margins) {
      fmt::print("{}", turns_text(turns_of(*result, {}, *options.proof, callback),
                                  style_for(STDOUT_FILENO)));
    }
    return callback && callback("calls", 1) ? exit_inconclusive : exit_ok;
  }
  Margins margins;
  Turns turns;
  if (arguments.margins) {
    margins = margins_of(*result, *why, *options.proof, callback);
    turns = turns_of(*result, {why->story}, *options.proof, callback);
  }
  const bool interrupted = callback && callback("margins", 1);
  if (arguments.json) {
    fmt::print("{}\n", explanation_json(*why, margins.found, turns));
    return interrupted ? exit_inconclusive : exit_ok;
  }
  const Style style = style_for(STDOUT_FILENO);
  fmt::print("{}", explanation_text(*why, style));
  if (margins.wanted > 0) {
    fmt::print("\nMargins, by running it again with other values:\n{}",
               margin_text(margins.found, style));
  }
  fmt::print("{}", turns_text(turns, style));
  if (!interrupted) return exit_ok;
  fmt::print("interrupted: {} of {} settings were tried\n", margins.found.size(), margins.wanted);
  return exit_inconclusive;
}

}  // namespace app
