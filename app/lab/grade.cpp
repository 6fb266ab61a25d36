#include "app/lab/grade.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/cause/read_history.hpp"
#include "app/evidence/observe.hpp"
#include "app/evidence/service.hpp"
#include "app/judge/judge.hpp"
#include "app/scenario/setting.hpp"
#include "sim/base/text.hpp"
#include "sim/schema/document.hpp"

namespace app {
namespace {

constexpr std::uint64_t most_events_of_run = 100'000'000;  // a storm, or a device without rest

// What is hidden stays hidden: no more than that it was another run.
std::string run_name(std::size_t variation) {
  return variation == 0 ? "" : fmt::format(" (hidden variation {})", variation);
}

// The objectives in one run; false: it did not come to its end.
bool judge_run(const Scenario& scenario, std::size_t variation, Grade& grade) {
  const RunOf run{.scenario = scenario, .seed = scenario.seed, .most_events = most_events_of_run};
  const Simulation one = simulate(run, {});
  if (one.given_up || one.interrupted || one.world->network().exhausted()) {
    grade.reasons.push_back(
        {false, "the network comes to rest" + run_name(variation), "it does not"});
    return false;
  }
  const History history = read_history(*one.world, scenario);
  std::optional<Service> service;
  if (std::ranges::any_of(scenario.expectations, &Expectation::needs_calls)) {
    service = ask_service(run, {}, {});
  }
  for (const Expectation& e : scenario.expectations) {
    const Verdict verdict = judge(e, scenario, history, service ? &*service : nullptr);
    grade.reasons.push_back({verdict.passed && verdict.reached, verdict.text + run_name(variation),
                             verdict.reached ? verdict.observed : "not reached"});
  }
  return true;
}

bool same_changes(const LabChanges& a, const LabChanges& b) {
  const auto holds_all = [](const LabChanges& one, const LabChanges& other) {
    return std::ranges::all_of(one.sets, [&](const LabSetting& set) {
      return std::ranges::any_of(other.sets, [&](const LabSetting& its) {
        return its.path == set.path && its.value == set.value;
      });
    });
  };
  return holds_all(a, b) && holds_all(b, a) && a.acts.size() == b.acts.size();
}

std::string kind_of(const Lab& lab, const LabChanges& changes) {
  for (std::size_t i = 0; i < lab.repairs.size(); ++i) {
    if (same_changes(changes, lab.repairs[i].changes))
      return fmt::format("listed repair {}", i + 1);
  }
  for (std::size_t i = 0; i < lab.wrong.size(); ++i) {
    if (same_changes(changes, lab.wrong[i].changes)) {
      return fmt::format("listed wrong repair {}", i + 1);
    }
  }
  return changes.sets.empty() && changes.acts.empty() ? "none" : "another one than those listed";
}

// Who an act is about.
std::string target_of(const sim::Node& act) {
  for (const auto& [key, at, value] : act.entries) {
    if (key == "at" || key == "for" || key == "set") continue;
    return value.text.substr(0, value.text.find(':'));
  }
  return "";
}

// The rules that need no run. The value that a rule keeps is that of the faulty network.
bool check_rules(const Lab& lab, const LabChanges& changes, const Scenario& before,
                 const Scenario& after, Grade& grade) {
  bool holds = true;
  const auto broken = [&](std::string text, std::string observed) {
    grade.reasons.push_back({false, std::move(text), std::move(observed)});
    holds = false;
  };
  for (const LabSetting& set : changes.sets) {
    if (!fits_any(lab.may_change, set.path)) {
      broken("only what may be changed was changed", set.path + " is not the student's to change");
    } else if (fits_any(lab.keep, set.path) &&
               value_at(before, set.path) != value_at(after, set.path)) {
      broken(set.path + " stays as it is",
             value_at(before, set.path) + " became " + value_at(after, set.path));
    }
  }
  for (const std::string& text : changes.acts) {
    sim::Diagnostics ignored;
    const auto act = sim::parse_yaml(text, "act", ignored);
    if (!act || act->find("set") != nullptr) {
      broken("acts are acts", text);
    } else if (const std::string device = target_of(*act); !fits_any(lab.may_act, device)) {
      broken("only what may be touched was touched", device + " is not the student's to touch");
    }
  }
  if (holds && !lab.keep.empty()) {
    grade.reasons.push_back({true, "what must stay as it is, stays", ""});
  }
  return holds;
}

void count_costs(const Lab& lab, const Submission& submission, Grade& grade) {
  grade.score = 100;
  const auto hints = std::min(static_cast<std::size_t>(submission.hints), lab.hints.size());
  for (std::size_t i = 0; i < hints; ++i) {
    grade.score -= lab.hints[i].cost;
    grade.costs.push_back(fmt::format("hint {}: {}", i + 1, lab.hints[i].cost));
  }
  grade.score = std::max(grade.score, 1);  // it passed
}

}  // namespace

Grade grade(const Lab& lab, const Submission& submission, const std::string& language) {
  Grade grade{.submission = submission.name,
              .repair = kind_of(lab, submission.changes),
              .hints = submission.hints,
              .looks = submission.looks,
              .elapsed = submission.elapsed};
  sim::Diagnostics diagnostics;
  const auto before = lab_network(lab, {}, nullptr, diagnostics);
  const auto after = lab_network(lab, submission.changes, nullptr, diagnostics);
  if (!before || !after) {
    grade.refused = diagnostics.text(5);
    return grade;
  }
  bool holds = check_rules(lab, submission.changes, *before, *after, grade);
  if (holds) holds = judge_run(*after, 0, grade);
  for (std::size_t i = 0; holds && i < lab.variations.size(); ++i) {
    const auto varied = lab_network(lab, submission.changes, &lab.variations[i], diagnostics);
    if (!varied) {
      grade.refused = diagnostics.text(5);
      return grade;
    }
    holds = judge_run(*varied, i + 1, grade);
  }
  grade.passed = holds && std::ranges::all_of(grade.reasons, &GradeReason::holds);
  if (grade.passed) count_costs(lab, submission, grade);
  for (const auto* examples : {&lab.repairs, &lab.wrong}) {
    for (const LabExample& example : *examples) {
      if (!same_changes(submission.changes, example.changes)) continue;
      const std::string& why = example.why.in(language);
      if (!why.empty()) grade.repair += ": " + why;
    }
  }
  return grade;
}

std::string grade_text(const std::vector<Grade>& grades) {
  std::string text;
  for (const Grade& grade : grades) {
    text += fmt::format("{}: {}\n", grade.submission,
                        grade.passed ? fmt::format("passed, {} of 100", grade.score) : "failed");
    if (!grade.refused.empty()) text += grade.refused;
    for (const GradeReason& reason : grade.reasons) {
      text += fmt::format("  {:<6} {}{}\n", reason.holds ? "ok" : "FAILED", reason.text,
                          reason.observed.empty() ? "" : "  (" + reason.observed + ")");
    }
    for (const std::string& cost : grade.costs) text += fmt::format("  cost   {}\n", cost);
    text += fmt::format("  repair: {}\n  used: {} of the run, {} looks, {} hints\n", grade.repair,
                        sim::to_text(grade.elapsed), grade.looks, grade.hints);
  }
  return text;
}

}  // namespace app
