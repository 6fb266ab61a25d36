// The runs of `solve`: a fact asked of the same scenario with one value of a setting after the
// other.
#pragma once

#include <atomic>
#include <string>
#include <vector>

#include "app/what_if/solve.hpp"
#include "app/what_if/symptom.hpp"

namespace app {

class Asking {
 public:
  Asking(const Scenario& scenario, const SolveOptions& options, sim::Shape::Kind kind,
         bool needs_calls, const Progress& progress)
      : scenario_(scenario),
        options_(options),
        kind_(kind),
        needs_calls_(needs_calls),
        progress_(progress) {}

  Answer ask(const std::string& value, std::int64_t number = 0) {
    return ask(value, number, progress_);
  }
  Answer ask(std::int64_t number) { return ask(sim::bound_text(kind_, number), number); }
  // On all cores; what an interruption leaves out is refused.
  std::vector<Answer> ask_all(const std::vector<std::int64_t>& numbers);
  std::vector<Answer> ask_all(const std::vector<std::string>& words);
  SymptomText symptom_with(const std::string& value) const;
  bool interrupted() const { return interrupted_; }

 private:
  Answer ask(const std::string& value, std::int64_t number, const Progress& progress);
  template <class Ask>
  std::vector<Answer> all(std::size_t count, Ask ask_one);
  std::optional<RunResult> run_with(const std::string& value, std::optional<Effort> proof,
                                    const Progress& progress) const;

  const Scenario& scenario_;
  const SolveOptions& options_;
  sim::Shape::Kind kind_;
  bool needs_calls_;
  const Progress& progress_;
  std::atomic<bool> interrupted_ = false;
};

// What is tried first: 1, 1.5, 2, 3, 4, 6 ... times the least, and both ends; `evenly`: as far
// apart from each other, in multiples of `step` (0: round numbers). And what it is now.
std::vector<std::int64_t> values_to_scan(sim::Shape::Kind kind, std::int64_t low, std::int64_t high,
                                         std::int64_t now, bool evenly, std::int64_t step);

}  // namespace app
