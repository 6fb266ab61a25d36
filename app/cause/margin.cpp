#include "app/cause/margin.hpp"

#include <algorithm>
#include <charconv>

#include "app/cause/read_history.hpp"
#include "app/scenario/setting.hpp"
#include "sim/schema/override.hpp"

namespace app {
namespace {

using Kind = sim::Shape::Kind;

// A quantity in its own unit, as sim::Rules has it.
std::optional<std::int64_t> number_of(Kind kind, const std::string& text) {
  if (kind == Kind::duration) {
    const auto duration = sim::parse_duration(text);
    if (!duration || *duration == sim::forever) return std::nullopt;
    return duration->count();
  }
  if (kind == Kind::probability) {
    const auto p = sim::parse_probability(text);
    return p ? std::optional<std::int64_t>(p->parts_per_billion) : std::nullopt;
  }
  if (kind == Kind::bit_rate) {
    const auto rate = sim::parse_bit_rate(text);
    return rate ? std::optional(static_cast<std::int64_t>(rate->bits_per_second)) : std::nullopt;
  }
  std::int64_t number = 0;
  if (kind != Kind::integer ||
      std::from_chars(text.data(), text.data() + text.size(), number).ec != std::errc{}) {
    return std::nullopt;
  }
  return number;
}

// What a remedy sets it to.
std::string value_in(const Remedy& remedy, const std::string& path) {
  for (const sim::Assignment& set : remedy.sets) {
    if (set.pieces == sim::split_path(path)) return set.value;
  }
  return "";
}

class Trials {
 public:
  Trials(const Run& result, const OldSymptom& symptom, std::string path, const Progress& progress)
      : result_(result), symptom_(symptom), path_(std::move(path)), progress_(progress) {}

  bool interrupted() const { return interrupted_; }

  // Is the symptom gone with this value? A value that the file refuses cures nothing.
  bool gone(const std::string& value) {
    sim::Diagnostics refused;
    const auto set = sim::parse_assignment("margin", path_ + "=" + value, refused);
    return set && gone_with({*set});
  }
  bool gone_with(const std::vector<sim::Assignment>& changes) {
    if (interrupted_) return false;
    sim::Diagnostics refused;
    const auto scenario = changed(result_.scenario, changes, refused);
    if (!scenario) return false;
    const Simulation trial = simulate(
        {.scenario = *scenario, .seed = result_.seed, .most_events = result_.events * 5 + 100'000},
        progress_);
    interrupted_ = trial.interrupted;
    given_up_ = trial.given_up;
    if (interrupted_ || given_up_ || trial.world->network().exhausted()) return false;
    return is_gone(read_history(*trial.world, *scenario));
  }

  // From a value with the symptom away to the first one without it.
  std::optional<Margin::Boundary> search(Kind kind, std::int64_t from, std::int64_t limit) {
    given_up_ = false;  // beyond such a value lies only more of it
    std::int64_t bad = from;
    std::int64_t good = from;
    do {
      if (good == limit || interrupted_ || given_up_) return std::nullopt;
      bad = good;
      good = next(kind, good, limit);
    } while (!gone(sim::bound_text(kind, good)));
    const std::int64_t step = grid(kind, std::max(good, bad));
    while (std::abs(good - bad) > step && !interrupted_) {
      const std::int64_t middle = (bad + (good - bad) / 2) / step * step;
      if (middle == bad || middle == good) break;
      (gone(sim::bound_text(kind, middle)) ? good : bad) = middle;
    }
    return Margin::Boundary{sim::bound_text(kind, bad), sim::bound_text(kind, good)};
  }

 private:
  static std::int64_t finest(Kind kind) { return kind == Kind::duration ? 1'000 : 1; }
  // Round numbers, at most a thousandth of the value apart.
  static std::int64_t grid(Kind kind, std::int64_t value) {
    std::int64_t step = finest(kind);
    while (step * 10 <= value / 1000) step *= 10;
    return step;
  }
  // Twice or half of it, and the limit at last.
  static std::int64_t next(Kind kind, std::int64_t value, std::int64_t limit) {
    if (limit > value) {
      if (value == 0 && kind == Kind::duration) return std::min(limit, std::int64_t{1'000'000});
      return value > limit / 2 ? limit : std::max(value * 2, finest(kind));
    }
    const std::int64_t half = value / 2;
    return half <= std::max(limit, finest(kind)) ? limit : half;
  }

  bool is_gone(const History& history) const {
    const bool never = std::ranges::any_of(
        history.never_registered, [&](const Absence& one) { return one.phone == symptom_.phone; });
    if (symptom_.call) return !never && comes_through(history);
    if (symptom_.missing != Missing::nowhere) {
      const auto& away =
          symptom_.missing == Missing::back ? history.never_back : history.never_at_first;
      return !never && std::ranges::none_of(
                           away, [&](const Absence& one) { return one.phone == symptom_.phone; });
    }
    if (never || symptom_.reason.empty()) return !never;
    const auto losses = std::ranges::count_if(history.stays, [&](const Stay& stay) {
      return stay.phone == symptom_.phone && stay.lost && stay.reason == symptom_.reason;
    });
    return static_cast<std::size_t>(losses) <= symptom_.others;
  }

  bool comes_through(const History& history) const {
    return std::ranges::any_of(history.calls, [&](const Call& call) {
      return call.phone == symptom_.phone && call.began == *symptom_.call && !call.failed;
    });
  }

  const Run& result_;
  const OldSymptom& symptom_;
  std::string path_;
  const Progress& progress_;
  bool interrupted_ = false;
  bool given_up_ = false;  // the last trial: too much happened
};

}  // namespace

std::optional<Margin> find_margin(const Run& result, const OldSymptom& symptom,
                                  const std::string& path, const Remedy* remedy,
                                  const Progress& progress) {
  const sim::Shape* shape = shape_at(result.scenario, path);
  if (shape == nullptr) return std::nullopt;
  Margin margin{.path = path, .now = value_at(result.scenario, path)};
  Trials trials(result, symptom, path, progress);
  if (shape->kind == Kind::boolean) {
    const std::string other = margin.now == "true" ? "false" : "true";
    if (trials.gone(other)) margin.choices.push_back(other);
  } else if (shape->kind == Kind::choice) {
    for (const sim::Shape::Choice& choice : shape->choices) {
      const std::string word(choice.name);
      if (word != margin.now && trials.gone(word)) margin.choices.push_back(word);
    }
  } else if (const auto now = number_of(shape->kind, margin.now)) {
    std::int64_t high = shape->rules.high;
    if (shape->kind == Kind::duration) {
      high = std::min(high, std::max(2 * result.duration.count(), 2 * *now));
    }
    margin.above = trials.search(shape->kind, *now, high);
    margin.below = trials.search(shape->kind, *now, shape->rules.low);
    if (margin.below && number_of(shape->kind, margin.below->none) == 0) {  // often "off"
      margin.choices.push_back(margin.below->none);
      margin.below.reset();
    }
  } else if (remedy == nullptr) {
    return std::nullopt;
  }
  if (!margin.cures() && remedy != nullptr) {
    const std::string value = value_in(*remedy, path);
    if (trials.gone(value)) margin.choices.push_back(value);
  }
  const bool takes_more = remedy != nullptr && remedy->sets.size() > 1;
  if (!margin.cures() && takes_more && trials.gone_with(remedy->sets)) {
    margin.together = remedy->text;
  }
  if (trials.interrupted()) return std::nullopt;
  return margin;
}

}  // namespace app
