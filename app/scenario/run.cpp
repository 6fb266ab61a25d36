#include "app/scenario/run.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/evidence/read_history.hpp"
#include "app/scenario/all_cores.hpp"
#include "app/scenario/kinds/spec.hpp"
#include "app/scenario/link_fields.hpp"

namespace app {
namespace {

template <class Expectations>
std::vector<Verdict> judge_all(const Expectations& expectations, const Scenario& scenario,
                               const History& history) {
  std::vector<Verdict> verdicts;
  for (const Expectation& e : expectations) verdicts.push_back(judge(e, scenario, history));
  return verdicts;
}

bool all_passed(const std::vector<Verdict>& verdicts) {
  return std::ranges::all_of(verdicts, &Verdict::passed);
}

std::size_t count_losses(const History& history) {
  return static_cast<std::size_t>(std::ranges::count_if(history.stays, &Stay::lost));
}

std::size_t count_failed_calls(const History& history) {
  return static_cast<std::size_t>(std::ranges::count_if(history.calls, &Call::failed));
}

// Does the remedy set anything to what it is not already?
bool changes_anything(const Scenario& before, const Scenario& after) {
  for (std::size_t i = 0; i < before.entries.size(); ++i) {
    if (before.entries[i].specs.size() != after.entries[i].specs.size()) return true;
    for (std::size_t j = 0; j < before.entries[i].specs.size(); ++j) {
      if (flow_text(before.entries[i].specs[j]) != flow_text(after.entries[i].specs[j])) {
        return true;
      }
    }
  }
  for (std::size_t i = 0; i < before.link_specs.size(); ++i) {
    if (sim::flow_text(sim::dump(before.link_specs[i])) !=
        sim::flow_text(sim::dump(after.link_specs[i]))) {
      return true;
    }
  }
  return false;
}

RemedyResult try_remedy(const RunResult& base, const Remedy& remedy, const Progress& progress) {
  RemedyResult result;
  result.text = remedy.text;
  for (const sim::Assignment& set : remedy.sets) {
    result.set.emplace_back(sim::path_of(set), set.value);
  }
  const Scenario& scenario = *remedy.with_it;
  if (!changes_anything(base.scenario, scenario)) {
    result.refused = "it sets what is already set";
    return result;
  }
  result.without = judge_all(remedy.expectations, base.scenario, base.history);
  if (all_passed(result.without)) {
    result.refused = "what it promises holds without it";
    return result;
  }
  const Simulation one =
      simulate({.scenario = scenario, .seed = base.seed, .stop = base.duration}, progress);
  result.interrupted = one.interrupted;
  if (result.interrupted) return result;
  const History history = read_history(*one.world, scenario);
  result.expectations = judge_all(remedy.expectations, scenario, history);
  result.losses = count_losses(history);
  result.never_registered = history.never_registered.size();
  result.failed_calls = count_failed_calls(history);
  if (history.registered_at_end.size() < base.history.registered_at_end.size() ||
      history.never_registered.size() > base.history.never_registered.size()) {
    result.refused = "with it fewer phones are registered";
  } else if (result.failed_calls > count_failed_calls(base.history)) {
    result.refused = "with it more calls fail";
  }
  result.passed = result.refused.empty() && !one.world->network().exhausted() &&
                  all_passed(result.expectations);
  return result;
}

void try_remedies(RunResult& result, unsigned threads, const Progress& progress) {
  const SharedList<Remedy>& remedies = result.scenario.remedies;
  result.remedies.resize(remedies.size());
  SharedProgress shared(progress, "remedies", remedies.size());
  on_all_cores(remedies.size(), threads, [&](std::size_t i) {
    result.remedies[i] = try_remedy(result, remedies[i], shared.of(i));
  });
  result.interrupted = std::ranges::any_of(result.remedies, &RemedyResult::interrupted);
}

}  // namespace

bool RunResult::failed() const {
  const auto fails = [](const Verdict& v) { return v.reached && !v.passed; };
  const auto cures_nothing = [](const RemedyResult& r) { return !r.interrupted && !r.passed; };
  return std::ranges::any_of(expectations, fails) || std::ranges::any_of(remedies, cures_nothing);
}

bool RunResult::inconclusive() const {
  return interrupted || exhausted || (expectations.empty() && remedies.empty()) ||
         !std::ranges::all_of(expectations, &Verdict::reached);
}

std::size_t RunResult::phones() const {
  std::size_t count = 0;
  for (const Entry& entry : scenario.entries) {
    if (is_phone(entry.kind)) count += entry.count;
  }
  return count;
}

std::size_t RunResult::losses() const { return count_losses(history); }
std::size_t RunResult::failed_calls() const { return count_failed_calls(history); }

RunResult run(Scenario scenario, const RunOptions& options, const Progress& progress) {
  if (options.duration) scenario.duration = *options.duration;
  RunResult result;
  result.scenario = std::move(scenario);
  result.seed = options.seed.value_or(result.scenario.seed);
  result.duration = result.scenario.duration;
  {
    const Simulation one = simulate({.scenario = result.scenario, .seed = result.seed}, progress);
    result.events = one.world->network().events();
    result.interrupted = one.interrupted;
    result.exhausted = one.world->network().exhausted();
    result.history = read_history(*one.world, result.scenario);
  }
  result.expectations = judge_all(result.scenario.expectations, result.scenario, result.history);
  if (options.remedies && !result.interrupted && !result.exhausted) {
    try_remedies(result, options.threads, progress);
  }
  return result;
}

std::optional<RunResult> run(const SourceText& source, const RunOptions& options,
                             const Progress& progress, sim::Diagnostics& diagnostics) {
  auto scenario = load(source, options.sets, diagnostics);
  if (!scenario) return std::nullopt;
  return run(std::move(*scenario), options, progress);
}

bool replay(const RunResult& result, const Recording& recording, const Progress& progress) {
  return !simulate({.scenario = result.scenario,
                    .seed = result.seed,
                    .what = "recording",
                    .stop = result.history.end.time_since_epoch()},
                   progress, &recording)
              .interrupted;
}

std::string replay(const RunResult& result, const std::vector<FrameReader>& readers, Time to,
                   const Progress& progress) {
  models::Trace trace;
  trace.to = to;
  const auto onlooker = [&](const World& world) {
    for (const FrameReader& read : readers) read(world, trace.records);
    trace.records.clear();
  };
  if (!replay(result, Recording{trace, onlooker}, progress)) {
    return "the recording was interrupted";
  }
  if (trace.not_kept == 0) return "";
  return fmt::format("{} frames were too many for the recording", trace.not_kept);
}

}  // namespace app
