#include "app/what_if/solve_asking.hpp"

#include <algorithm>

#include "app/proof/difference.hpp"
#include "app/proof/quantity.hpp"
#include "app/run/all_cores.hpp"
#include "app/what_if/question.hpp"

namespace app {

using Says = Answer::Says;

Answer Asking::ask(const std::string& value, std::int64_t number, const Progress& progress) {
  Answer answer{.number = number, .value = value};
  auto result = run_with(value, {}, progress);
  if (!result) return answer;
  if (result->interrupted) interrupted_ = true;
  answer.verdict = Says::unknown;
  sim::Diagnostics ignored;
  const auto question = read_question("--until", options_.until, result->scenario, ignored);
  if (!question || result->interrupted) return answer;
  if (result->exhausted) {
    answer.verdict = Says::fails;
    answer.observed = result->stopped_by();
    return answer;
  }
  const Verdict verdict = judge(*question, result->scenario, result->history,
                                result->service ? &*result->service : nullptr);
  answer.observed = verdict.observed;
  if (verdict.reached) answer.verdict = verdict.passed ? Says::holds : Says::fails;
  answer.never_registered = result->history.never_registered.size();
  return answer;
}

template <class Ask>
std::vector<Answer> Asking::all(std::size_t count, Ask ask_one) {
  std::vector<Answer> answers(count);
  SharedProgress shared(progress_, "values", count);
  on_all_cores(count, options_.threads, [&](std::size_t i) {
    const Progress own = shared.within(i);
    if (own && own("values", 0)) interrupted_ = true;
    if (!interrupted_) answers[i] = ask_one(i, own);
    shared.ended(i);
  });
  return answers;
}

std::vector<Answer> Asking::ask_all(const std::vector<std::int64_t>& numbers) {
  return all(numbers.size(), [&](std::size_t i, const Progress& own) {
    return ask(sim::bound_text(kind_, numbers[i]), numbers[i], own);
  });
}

std::vector<Answer> Asking::ask_all(const std::vector<std::string>& words) {
  return all(words.size(),
             [&](std::size_t i, const Progress& own) { return ask(words[i], 0, own); });
}

SymptomText Asking::symptom_with(const std::string& value) const {
  auto result = run_with(value, Effort{}, progress_);
  return result ? first_symptom(*result) : SymptomText{};
}

std::optional<RunResult> Asking::run_with(const std::string& value, std::optional<Effort> proof,
                                          const Progress& progress) const {
  const auto difference = difference_of(options_.path, value);
  auto scenario = difference ? with(*difference, scenario_) : std::nullopt;
  if (!scenario) return std::nullopt;
  RunOptions how;
  how.seed = options_.seed;
  how.remedies = false;
  how.proof = proof;
  how.calls = needs_calls_ ? Calls::always : Calls::never;
  return run(std::move(*scenario), how, progress);
}

std::vector<std::int64_t> values_to_scan(sim::Shape::Kind kind, std::int64_t low, std::int64_t high,
                                         std::int64_t now, bool evenly, std::int64_t step) {
  constexpr std::int64_t parts = 32;
  std::vector<std::int64_t> values{low, high};
  if (low <= now && now <= high) values.push_back(now);
  if (evenly) {
    for (std::int64_t i = 1; i < parts; ++i) {
      const std::int64_t value = low + (high - low) / parts * i + (high - low) % parts * i / parts;
      const std::int64_t to = step > 0 ? step : fine_step(kind, value);
      values.push_back(std::max(low, value / to * to));
    }
  } else {
    for (std::int64_t v = std::max<std::int64_t>(low, 1); v < high; v *= 2) {
      values.push_back(v);
      if (v + v / 2 < high) values.push_back(v + v / 2);
      if (v > high / 2) break;
    }
  }
  std::ranges::sort(values);
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return values;
}

}  // namespace app
