#include "app/lab/session.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/base/ensure.hpp"
#include "sim/base/text.hpp"

namespace app {
namespace {

constexpr std::size_t most_kept = 32;  // copies of the network
constexpr std::size_t most_acts = 1000;
// Of one step: far more than a day of any lab; beyond it the network does not come to rest.
constexpr std::uint64_t most_events = 50'000'000;

LabChanges as_they_are_done(const std::vector<Session::Act>& acts) {
  LabChanges changes;
  for (const Session::Act& act : acts) changes.acts.push_back(act.text);
  return changes;
}

}  // namespace

Session::Session(const Lab& lab) : lab_(lab) {
  const std::string wrong = build({});
  ENSURE(wrong.empty());  // read_lab() has tried it
}

// With these acts instead, and at the start; as it was, if they are wrong.
std::string Session::build(const std::vector<Act>& acts) {
  sim::Diagnostics diagnostics;
  auto scenario = lab_network(lab_, as_they_are_done(acts), nullptr, diagnostics);
  if (!scenario) return diagnostics.text(3);
  kept_.clear();
  course_.reset();
  scenario_ = std::make_unique<const Scenario>(std::move(*scenario));
  course_ = std::make_unique<Course>(*scenario_, scenario_->seed);
  acts_ = acts;
  keep();
  return "";
}

void Session::keep() {
  const auto later = std::ranges::lower_bound(
      kept_, now(), {}, [](const std::unique_ptr<Course>& one) { return one->now(); });
  if (later != kept_.end() && (*later)->now() == now()) return;
  kept_.insert(later, std::make_unique<Course>(*course_));
  if (kept_.size() <= most_kept) return;
  for (std::size_t i = 1; i < kept_.size(); ++i) {  // every second one; the start stays
    kept_.erase(kept_.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

bool Session::run_until(Time moment) {
  course_->run_until(moment, most_events);
  return course_->now() >= moment && !course_->network().exhausted();
}

bool Session::go_to(Time moment) {
  if (moment > Time{} + lab_.budget) return false;
  if (moment < now()) {
    const auto after = std::ranges::upper_bound(
        kept_, moment, {}, [](const std::unique_ptr<Course>& one) { return one->now(); });
    course_ = std::make_unique<Course>(**std::prev(after));
  }
  if (!run_until(moment)) return false;
  keep();
  furthest_ = std::max(furthest_, now());
  return true;
}

std::string Session::try_act(Act act) {
  const Time moment = now();
  std::vector<Act> acts = acts_;
  std::erase_if(acts, [&](const Act& one) { return one.at > moment; });
  if (acts.size() >= most_acts) return "too many acts\n";
  acts.push_back(std::move(act));
  std::string wrong = build(acts);
  if (wrong.empty() && !run_until(moment)) wrong = "the network does not come to rest\n";
  if (wrong.empty()) keep();
  return wrong;
}

std::string Session::act(const std::string& what, const std::string& target) {
  return try_act({now(),
                  fmt::format("{{at: {}, {}: {}}}", sim::to_text(now().time_since_epoch()), what,
                              yaml_quoted(target)),
                  {}});
}

std::string Session::set(const LabSetting& setting) {
  return try_act({now(),
                  fmt::format("{{at: {}, set: {{{}: {}}}}}", sim::to_text(now().time_since_epoch()),
                              yaml_quoted(setting.path), yaml_quoted(setting.value)),
                  setting});
}

bool Session::undo() {
  if (acts_.empty()) return false;
  const Time moment = now();
  std::vector<Act> acts = acts_;
  acts.pop_back();
  const std::string wrong = build(acts);
  ENSURE(wrong.empty());  // fewer of what was right
  return run_until(moment);
}

LabChanges Session::changes() const {
  LabChanges changes;
  for (const Act& act : acts_) {
    if (!act.set) {
      changes.acts.push_back(act.text);
      continue;
    }
    const auto same = std::ranges::find(changes.sets, act.set->path, &LabSetting::path);
    if (same == changes.sets.end()) {
      changes.sets.push_back(*act.set);
    } else {
      same->value = act.set->value;
    }
  }
  return changes;
}

}  // namespace app
