#include "app/what_if/solve.hpp"

#include <algorithm>
#include <cmath>

#include "app/proof/quantity.hpp"
#include "app/scenario/setting.hpp"
#include "app/what_if/globs.hpp"
#include "app/what_if/question.hpp"
#include "app/what_if/solve_asking.hpp"

namespace app {
namespace {

using Kind = sim::Shape::Kind;
using Says = Answer::Says;

bool turns(const Answer& a, const Answer& b) {
  return (a.verdict == Says::holds && b.verdict == Says::fails) ||
         (a.verdict == Says::fails && b.verdict == Says::holds);
}

class Solving {
 public:
  Solving(const Scenario& scenario, const SolveOptions& options, const sim::Shape& shape,
          bool needs_calls, const Progress& progress)
      : scenario_(scenario),
        options_(options),
        shape_(shape),
        asking_(scenario, options, shape.kind, needs_calls, progress) {
    found_.path = options.path;
    found_.until = options.until;
    found_.place = place_of(scenario, options.path);
    found_.kind = shape.kind;
  }

  Solution solve() {
    const std::string now = value_at(scenario_, options_.path);
    const auto number = quantity(shape_.kind, now);
    found_.now = asking_.ask(now, number.value_or(0));
    found_.now.value = now;
    if (found_.is_quantity()) {
      scan(number.value_or(0));
      for (std::size_t i = 0; i + 1 < found_.scan.size() && !asking_.interrupted(); ++i) {
        if (turns(found_.scan[i], found_.scan[i + 1])) narrow(found_.scan[i], found_.scan[i + 1]);
      }
      recommend(number.value_or(0));
    } else {
      std::vector<std::string> words{"true", "false"};
      if (shape_.kind == Kind::choice) words.clear();
      for (const sim::Shape::Choice& choice : shape_.choices) words.emplace_back(choice.name);
      found_.scan = asking_.ask_all(words);
    }
    found_.interrupted = asking_.interrupted();
    return std::move(found_);
  }

 private:
  void scan(std::int64_t now) {
    const bool is_time = shape_.kind == Kind::duration;
    const std::int64_t least = is_time ? 1'000'000 : 1;
    std::int64_t low = std::max<std::int64_t>(0, shape_.rules.low);
    std::int64_t high = shape_.rules.high;
    if (is_time) {
      high = std::min(high, std::max(2 * scenario_.duration.count(), 2 * now));
    } else if (high > 1'000'000'000'000) {
      high = std::max<std::int64_t>(1024, 16 * now);
    }
    low = options_.from.value_or(low);
    high = options_.to.value_or(high);
    if (low == 0 && is_time) {  // often "off"
      found_.off = asking_.ask(0);
      low = now > 0 ? std::min(least, now) : least;
    }
    const bool evenly = options_.from && options_.to;
    if (low == 0 && !evenly) low = least;
    found_.scan = asking_.ask_all(
        values_to_scan(shape_.kind, low, high, now, evenly, options_.resolution.value_or(0)));
    std::erase_if(found_.scan, [](const Answer& a) { return a.verdict == Says::refused; });
  }

  // Three parts at a time: the same values whatever the number of cores.
  void narrow(Answer low, Answer high) {
    const std::int64_t step =
        options_.resolution.value_or(fine_step(shape_.kind, std::max(low.number, high.number)));
    while (high.number - low.number > step && !asking_.interrupted()) {
      const std::int64_t third = (high.number - low.number) / 3;
      std::vector<std::int64_t> between;
      for (const std::int64_t at : {low.number + third, high.number - third}) {
        const std::int64_t value = at / step * step;
        if (value > low.number && value < high.number &&
            (between.empty() || between.back() != value)) {
          between.push_back(value);
        }
      }
      if (between.empty()) between.push_back(low.number + (high.number - low.number) / 2);
      bool moved = false;
      for (const Answer& answer : asking_.ask_all(between)) {
        if (turns(low, answer)) {  // the first turn from below
          high = answer;
          moved = true;
          break;
        }
        if (answer.verdict != low.verdict) return;  // refused, or not known
        low = answer;
        moved = true;
      }
      if (!moved) break;
    }
    found_.resolution = step;
    const bool above = high.verdict == Says::holds;
    Boundary boundary{
        .fails = above ? low : high, .holds = above ? high : low, .holds_above = above};
    if (asking_.interrupted()) return;
    const SymptomText why = asking_.symptom_with(boundary.fails.value);
    boundary.symptom = why.symptom;
    boundary.decided = why.decided;
    found_.boundaries.push_back(std::move(boundary));
  }

  // Between the boundaries on both sides of a value with which it holds.
  struct Room {
    std::optional<std::int64_t> low{};   // with which it holds, just so
    std::optional<std::int64_t> high{};  // the same
    bool has(std::int64_t value) const {
      return (!low || *low <= value) && (!high || value <= *high);
    }
    double away(std::int64_t value) const {  // from the nearer of its ends, as a share
      const auto share = [&](std::optional<std::int64_t> end) {
        return end ? std::abs(static_cast<double>(value - *end)) /
                         std::max(1.0, static_cast<double>(*end))
                   : 1e9;
      };
      return std::min(share(low), share(high));
    }
  };
  std::vector<Room> rooms() const {
    std::vector<Room> all;
    for (const Boundary& b : found_.boundaries) {
      if (b.holds_above) {
        all.push_back({.low = b.holds.number});
      } else if (!all.empty() && !all.back().high) {
        all.back().high = b.holds.number;
      } else {
        all.push_back({.high = b.holds.number});
      }
    }
    return all;
  }

  void recommend(std::int64_t now) {
    if (found_.boundaries.empty() || asking_.interrupted()) return;
    const Room* best = nullptr;  // the nearest to what it is
    const auto all = rooms();
    for (const Room& room : all) {
      if (room.has(now)) best = &room;
    }
    for (const Room& room : all) {
      if (best == nullptr || (!best->has(now) && room.away(now) < best->away(now))) best = &room;
    }
    if (best->has(now) && best->away(now) >= options_.margin) {
      found_.recommended = {{found_.now}, best->away(now), true};
      return;
    }
    const double share = options_.margin;
    std::int64_t value = 0;
    if (best->low && best->high) {
      const auto low = static_cast<std::int64_t>(static_cast<double>(*best->low) * (1 + share));
      const auto high = static_cast<std::int64_t>(static_cast<double>(*best->high) * (1 - share));
      value =
          low <= high ? std::clamp(now, low, high) : *best->low + (*best->high - *best->low) / 2;
      if (low <= high && best->has(round(low, true))) value = round(low, true);
    } else if (best->low) {
      value = round(static_cast<std::int64_t>(static_cast<double>(*best->low) * (1 + share)), true);
      value = std::min(value, found_.scan.back().number);
    } else {
      value =
          round(static_cast<std::int64_t>(static_cast<double>(*best->high) * (1 - share)), false);
      value = std::max(value, found_.scan.front().number);
    }
    const Answer tried = asking_.ask(value);
    // Who never registers loses nothing: that is no remedy.
    if (tried.never_registered > found_.now.never_registered) {
      found_.hollow = tried;
      return;
    }
    found_.recommended = {tried, best->away(value), value == now};
  }
  // To two digits; a duration to what people write.
  std::int64_t round(std::int64_t value, bool up) const {
    std::int64_t step = 1;
    while (step * 100 <= value) step *= 10;
    if (shape_.kind == Kind::duration && value > 60'000'000'000) {
      step = value > 3'600'000'000'000 ? 300'000'000'000 : 5'000'000'000;
    }
    return (value + (up ? step - 1 : 0)) / step * step;
  }

  const Scenario& scenario_;
  const SolveOptions& options_;
  const sim::Shape& shape_;
  Asking asking_;
  Solution found_;
};

}  // namespace

bool Solution::is_quantity() const { return kind != Kind::boolean && kind != Kind::choice; }

bool Solution::holds_somewhere() const {
  return std::ranges::any_of(scan, [](const Answer& a) { return a.verdict == Says::holds; });
}

bool Solution::is_known() const {
  return !interrupted && !scan.empty() &&
         std::ranges::none_of(scan, [](const Answer& a) { return a.verdict == Says::unknown; });
}

std::optional<Solution> solve(const Scenario& scenario, const SolveOptions& options,
                              const Progress& progress, sim::Diagnostics& diagnostics) {
  const auto question = read_question("--until", options.until, scenario, diagnostics);
  const sim::Shape* shape = shape_of_path("--for", options.path, scenario, diagnostics);
  const auto can_be_solved = [](Kind kind) {
    return kind == Kind::boolean || kind == Kind::choice || kind == Kind::integer ||
           kind == Kind::duration || kind == Kind::bit_rate || kind == Kind::power ||
           kind == Kind::probability;
  };
  if (shape != nullptr && !can_be_solved(shape->kind)) {
    const auto source = diagnostics.add_argument("--for", options.path);
    diagnostics.error(
        {source, 1, 1},
        "a time, a number, a rate, a power, a chance, a word or a switch can be solved for");
  }
  if (!question || !diagnostics.ok()) return std::nullopt;
  return Solving(scenario, options, *shape, question->needs_calls(), progress).solve();
}

}  // namespace app
