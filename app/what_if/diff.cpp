#include "app/what_if/diff.hpp"

#include <algorithm>

#include "app/run/all_cores.hpp"
#include "app/scenario/idle.hpp"
#include "app/what_if/globs.hpp"
#include "app/what_if/same_events.hpp"

namespace app {
namespace {

using Use = SettingChange::Use;

std::string idle_because(const Scenario& scenario, const std::string& path) {
  const std::vector<std::string> pieces = sim::split_path(path);
  if (pieces.size() < 2) return "";
  const Entry* entry = scenario.entry(pieces[0]);
  std::size_t spec = 0;
  if (const auto device = scenario.device(pieces[0]); entry == nullptr && device) {
    entry = &scenario.entries[scenario.devices[*device].entry];
    spec = scenario.devices[*device].spec;
  }
  if (entry == nullptr) return "";
  return app::idle_because(scenario, entry->specs[spec], std::span(pieces).subspan(1));
}

// The scenario with those settings of the other one; nothing: they are no single values.
std::optional<Scenario> taken_over(const Scenario& scenario, const SettingChange& change,
                                   const std::string& value) {
  if (value.empty() || change.kind != SettingChange::Kind::setting) return std::nullopt;
  sim::Diagnostics refused;
  std::vector<sim::Assignment> sets;
  for (const std::string& path : change.paths) {
    auto set = sim::parse_assignment("--set", path + "=" + value, refused);
    if (set) sets.push_back(std::move(*set));
  }
  if (!refused.ok()) return std::nullopt;
  return changed(scenario, sets, refused);
}

// Each change alone, put into the one and taken back in the other: is any event another one?
void find_exercised(Diff& diff, const DiffOptions& options, const Progress& progress) {
  struct Trial {
    std::size_t change;
    bool is_back;  // taken back in what is new
    Scenario scenario;
    std::uint64_t events = 0;
  };
  std::vector<Trial> trials;
  std::size_t tried = 0;
  for (std::size_t i = 0; i < diff.settings.size() && tried < options.most_tried; ++i) {
    SettingChange& change = diff.settings[i];
    change.why = idle_because(diff.after.scenario, change.paths[0]);
    if (!change.why.empty()) {
      change.use = Use::cannot_act;
      continue;
    }
    const std::size_t before = trials.size();
    if (auto one = taken_over(diff.before.scenario, change, change.after)) {
      trials.push_back({i, false, std::move(*one)});
    }
    if (auto one = taken_over(diff.after.scenario, change, change.before)) {
      trials.push_back({i, true, std::move(*one)});
    }
    tried += trials.size() > before ? 1 : 0;
  }
  if (trials.empty()) return;
  std::uint64_t as_before = 0;
  std::uint64_t as_after = 0;
  SharedProgress shared(progress, "changes", trials.size() + 2);
  std::atomic<bool> stop = false;
  on_all_cores(trials.size() + 2, options.threads, [&](std::size_t i) {
    const auto trace = [&](const Scenario& scenario, const RunResult& as) {
      const auto events =
          trace_of({.scenario = scenario, .seed = as.seed, .what = "changes", .stop = as.duration},
                   shared.of(i));
      if (!events) stop = true;
      return events.value_or(0);
    };
    if (stop) return;
    if (i == 0) {
      as_before = trace(diff.before.scenario, diff.before);
    } else if (i == 1) {
      as_after = trace(diff.after.scenario, diff.after);
    } else {
      trials[i - 2].events = trace(trials[i - 2].scenario, diff.after);
    }
  });
  diff.interrupted = diff.interrupted || stop;
  if (stop) return;
  for (const Trial& trial : trials) {
    Use& use = diff.settings[trial.change].use;
    if (use == Use::not_tried) use = Use::not_exercised;
    if (trial.events != (trial.is_back ? as_after : as_before)) use = Use::exercised;
  }
}

// Something moved, though with each alone every frame goes the same way: only the calls that were
// tried tell of it.
void heed_calls(Diff& diff) {
  const auto acts = [](const SettingChange& one) { return one.use == Use::exercised; };
  if (std::ranges::any_of(diff.settings, acts)) return;
  for (SettingChange& change : diff.settings) {
    if (change.use != Use::not_exercised) continue;
    change.use = diff.settings.size() == 1 ? Use::exercised : Use::not_tried;
  }
}

}  // namespace

bool Diff::is_allowed(const BehaviourChange& change) const {
  return std::ranges::any_of(
      allow, [&](const std::string& pattern) { return fits(pattern, change.subject); });
}

bool Diff::is_allowed(const SettingChange& change) const {
  return std::ranges::all_of(change.paths, [&](const std::string& path) {
    return std::ranges::any_of(allow,
                               [&](const std::string& pattern) { return fits(pattern, path); });
  });
}

bool Diff::unexpected() const {
  const auto is_unexpected = [&](const auto& change) { return !is_allowed(change); };
  return std::ranges::any_of(behaviour.changes, is_unexpected) ||
         (!allow.empty() && std::ranges::any_of(settings, is_unexpected));
}

Diff diff(Scenario before, Scenario after, const DiffOptions& options, const Progress& progress) {
  Diff diff;
  diff.allow = options.allow;
  diff.settings = setting_changes(before, after);
  RunOptions how;
  how.seed = options.seed;
  how.duration = options.duration.value_or(std::min(before.duration, after.duration));
  how.remedies = false;
  how.proof = Effort{};
  how.calls = options.calls ? Calls::always : Calls::never;
  SharedProgress shared(progress, "both", 2);
  on_all_cores(2, options.threads, [&](std::size_t i) {
    (i == 0 ? diff.before : diff.after) =
        run(std::move(i == 0 ? before : after), how, shared.within(i));
    shared.ended(i);
  });
  diff.interrupted = diff.before.interrupted || diff.after.interrupted;
  diff.exhausted = diff.before.exhausted || diff.after.exhausted;
  if (diff.interrupted) return diff;
  diff.behaviour = compare(diff.before, diff.after, options.tolerance);
  if (!diff.exhausted) find_exercised(diff, options, progress);
  if (!diff.behaviour.changes.empty()) heed_calls(diff);
  return diff;
}

}  // namespace app
