#include "app/judge/run.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/cause/read_history.hpp"
#include "app/run/all_cores.hpp"
#include "app/scenario/kinds/spec.hpp"
#include "app/scenario/link_fields.hpp"

namespace app {
namespace {

template <class Expectations>
std::vector<Verdict> judge_all(const Expectations& expectations, const Scenario& scenario,
                               const History& history, const std::optional<Service>& service) {
  std::vector<Verdict> verdicts;
  for (const Expectation& e : expectations) {
    verdicts.push_back(judge(e, scenario, history, service ? &*service : nullptr));
  }
  return verdicts;
}

template <class Expectations>
bool need_calls(const Expectations& expectations) {
  return std::ranges::any_of(expectations, &Expectation::needs_calls);
}

bool all_passed(const std::vector<Verdict>& verdicts) {
  return std::ranges::all_of(verdicts, &Verdict::passed);
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

RemedyResult try_remedy(const RunResult& base, const Remedy& remedy, Calls calls,
                        const Progress& progress) {
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
  result.without = judge_all(remedy.expectations, base.scenario, base.history, base.service);
  if (all_passed(result.without)) {
    result.refused = "what it promises holds without it";
    return result;
  }
  const RunOf run{.scenario = scenario, .seed = base.seed, .stop = base.duration};
  const Simulation one = simulate(run, progress);
  std::optional<Service> service;
  if (!one.interrupted && calls != Calls::never && need_calls(remedy.expectations)) {
    service = ask_service(run, {}, progress);
    result.interrupted = !service;
  }
  result.interrupted = result.interrupted || one.interrupted;
  if (result.interrupted) return result;
  const History history = read_history(*one.world, scenario);
  result.expectations = judge_all(remedy.expectations, scenario, history, service);
  result.losses = history.losses();
  result.never_registered = history.never_registered.size();
  result.failed_calls = history.failed_calls();
  if (history.registered_at_end.size() < base.history.registered_at_end.size() ||
      history.never_registered.size() > base.history.never_registered.size()) {
    result.refused = "with it fewer phones are registered";
  } else if (result.failed_calls > base.history.failed_calls()) {
    result.refused = "with it more calls fail";
  }
  result.passed = result.refused.empty() && !one.busy && !one.world->network().exhausted() &&
                  all_passed(result.expectations);
  return result;
}

void try_remedies(RunResult& result, const RunOptions& options, const Progress& progress) {
  const SharedList<Remedy>& remedies = result.scenario.remedies;
  result.remedies.resize(remedies.size());
  SharedProgress shared(progress, "remedies", remedies.size());
  on_all_cores(remedies.size(), options.threads, [&](std::size_t i) {
    result.remedies[i] = try_remedy(result, remedies[i], options.calls, shared.of(i));
  });
  result.interrupted = std::ranges::any_of(result.remedies, &RemedyResult::interrupted);
}

// The remedies must be seen to be needed, too.
void ask_for_calls(RunResult& result, Calls calls, const Progress& progress) {
  const Scenario& scenario = result.scenario;
  const bool expected = need_calls(scenario.expectations) ||
                        std::ranges::any_of(scenario.remedies, [](const Remedy& remedy) {
                          return need_calls(remedy.expectations);
                        });
  const bool wanted = calls == Calls::always || (calls == Calls::if_expected && expected);
  if (!wanted || result.interrupted || result.exhausted) return;
  result.service = ask_service({.scenario = scenario, .seed = result.seed}, {}, progress);
  result.interrupted = !result.service;
}

}  // namespace

bool RemedyResult::reached() const { return std::ranges::all_of(expectations, &Verdict::reached); }

bool RunResult::failed() const {
  const auto fails = [](const Verdict& v) { return v.reached && !v.passed; };
  const auto cures_nothing = [](const RemedyResult& r) {
    return !r.interrupted && r.reached() && !r.passed;
  };
  return std::ranges::any_of(expectations, fails) || std::ranges::any_of(remedies, cures_nothing);
}

bool RunResult::inconclusive() const {
  return interrupted || exhausted || (expectations.empty() && remedies.empty()) ||
         !std::ranges::all_of(expectations, &Verdict::reached) ||
         !std::ranges::all_of(remedies, &RemedyResult::reached);
}

RunResult run(Scenario scenario, const RunOptions& options, const Progress& progress) {
  if (options.duration) scenario.duration = *options.duration;
  RunResult result;
  result.scenario = std::move(scenario);
  result.seed = options.seed.value_or(result.scenario.seed);
  result.duration = result.scenario.duration;
  {
    const Simulation one = simulate({.scenario = result.scenario, .seed = result.seed}, progress);
    result.events = one.world->network().events();
    result.frames_made = one.world->network().frames_made();
    result.frames_under_way = one.world->network().frames_under_way();
    result.interrupted = one.interrupted;
    result.busy = one.busy;
    result.exhausted = one.busy || one.world->network().exhausted();
    result.history = read_history(*one.world, result.scenario);
  }
  if (options.proof && !result.interrupted && !result.exhausted) {
    prove_causes(result, *options.proof, progress);
    result.interrupted = progress && progress("causes", 1);
  }
  ask_for_calls(result, options.calls, progress);
  result.expectations =
      judge_all(result.scenario.expectations, result.scenario, result.history, result.service);
  if (options.remedies && !result.interrupted && !result.exhausted) {
    try_remedies(result, options, progress);
  }
  return result;
}

std::optional<RunResult> run(const SourceText& source, const RunOptions& options,
                             const Progress& progress, sim::Diagnostics& diagnostics) {
  auto scenario = load(source, options.sets, diagnostics);
  if (!scenario) return std::nullopt;
  return run(std::move(*scenario), options, progress);
}

}  // namespace app
