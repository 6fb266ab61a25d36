#include "app/proof/turns.hpp"

#include <algorithm>
#include <cmath>

#include "app/proof/quantity.hpp"
#include "app/run/all_cores.hpp"
#include "app/scenario/setting.hpp"

namespace app {
namespace {

class TurnSearch {
 public:
  TurnSearch(const Assumption& assumption, const sim::Shape& shape, Trials& trials,
             const std::vector<Story>& stories)
      : assumption_(assumption), shape_(shape), trials_(trials), stories_(stories) {}

  std::vector<Turn> go() {
    std::vector<Turn> turns;
    const auto now = quantity(shape_.kind, assumption_.value.value);
    for (const std::string& other : others()) {
      const Verdict verdict = verdict_with(other);
      if (verdict == Verdict::same) continue;
      Turn turn{assumption_, assumption_.value.value, other, verdict == Verdict::better};
      const auto bound = quantity(shape_.kind, other);
      if (now && bound) bisect(*now, *bound, verdict, turn);
      turns.push_back(std::move(turn));
    }
    return turns;
  }

 private:
  using Verdict = Trials::Verdict;

  std::vector<std::string> others() const {
    const std::string& now = assumption_.value.value;
    std::vector<std::string> words = assumption_.value.plausible;
    if (words.empty() && shape_.kind == sim::Shape::Kind::boolean) words = {"true", "false"};
    if (words.empty() && shape_.kind == sim::Shape::Kind::choice) {
      for (const sim::Shape::Choice& choice : shape_.choices) words.emplace_back(choice.name);
    }
    std::erase(words, now);
    return words;
  }
  Verdict verdict_with(const std::string& value) {
    Difference change;
    for (const std::string& path : assumption_.paths) {
      const auto one = difference_of(path, value);
      if (!one) return Verdict::same;
      change = change.sets.empty() ? *one : both(change, *one);
    }
    return trials_.verdict_with(stories_, change);
  }
  // To a hundredth, in round numbers.
  void bisect(std::int64_t same, std::int64_t other, Verdict verdict, Turn& turn) {
    std::int64_t step = shape_.kind == sim::Shape::Kind::duration ? 1'000 : 1;
    while (step * 10 <= std::max(std::abs(same), std::abs(other)) / 1000) step *= 10;
    while (std::abs(same - other) > std::max(step, std::min(same, other) / 200)) {
      const std::int64_t middle = (same + (other - same) / 2) / step * step;
      if (middle == same || middle == other) break;
      const std::string text = sim::bound_text(shape_.kind, middle);
      const bool is_same = verdict_with(text) != verdict;
      (is_same ? same : other) = middle;
      (is_same ? turn.still : turn.from) = text;
    }
  }

  const Assumption& assumption_;
  const sim::Shape& shape_;
  Trials& trials_;
  const std::vector<Story>& stories_;
};

}  // namespace

Turns turns_of(const Run& run, const std::vector<Story>& stories, const Effort& effort,
               const Progress& progress) {
  const std::vector<Assumption> all = assumptions_of(run.scenario);
  std::vector<std::vector<Turn>> found(all.size());
  std::vector<char> cut(all.size(), 0);
  SharedProgress shared(progress, "assumed values", all.size());
  const Effort each{.events = effort.events / std::max<std::size_t>(1, all.size())};
  on_all_cores(all.size(), 0, [&](std::size_t i) {
    const Progress one = shared.of(i);
    const sim::Shape* shape = shape_at(run.scenario, all[i].paths.front());
    if (shape == nullptr) return;
    if (one && one("assumed values", 0)) {
      cut[i] = 1;
      return;
    }
    const Progress heard = shared.within(i);
    Trials trials(run, each, heard);
    found[i] = TurnSearch(all[i], *shape, trials, stories).go();
    if (trials.interrupted()) found[i].clear();
    cut[i] = trials.exhausted() || trials.interrupted() ? 1 : 0;
    if (one) one("assumed values", 1);
  });
  Turns turns{.all = {}, .assumed = all.size(), .is_cut_short = std::ranges::count(cut, 1) > 0};
  for (auto& one : found) std::ranges::move(one, std::back_inserter(turns.all));
  return turns;
}

}  // namespace app
