#include "app/proof/margin.hpp"

#include <algorithm>

#include "app/proof/quantity.hpp"
#include "app/scenario/setting.hpp"

namespace app {
namespace {

using Kind = sim::Shape::Kind;

class MarginSearch {
 public:
  MarginSearch(const Run& run, const Story& story, std::string path, const Effort& effort,
               const Progress& progress)
      : story_(story), path_(std::move(path)), trials_(run, effort, progress) {
    if (story.cause().deciding.empty()) return;
    const auto cure = difference_from(story.cause().deciding.front().cure);
    if (cure) trials_.compare_with(story, *cure);
  }

  bool is_cut_short() const { return trials_.exhausted() || trials_.interrupted(); }
  bool gone(const std::string& value) { return tried(value).has_value(); }
  // The same, and not only hidden.
  bool cured(const std::string& value) {
    auto cure = tried(value);
    if (!cure) return false;
    std::vector<Cure> cures{std::move(*cure)};
    trials_.drop_what_hides(story_, cures);
    return !cures.empty();
  }

  // From a value with the story to the first one without it.
  std::optional<Margin::Boundary> from(Kind kind, std::int64_t now, std::int64_t limit) {
    std::int64_t bad = now;
    std::int64_t good = now;
    const auto go_on = [&](auto is_good) {
      do {
        if (good == limit || is_cut_short()) return false;
        bad = good;
        good = next(kind, good, limit);
      } while (!is_good(sim::bound_text(kind, good)));
      return true;
    };
    const auto is_gone = [&](const std::string& value) { return gone(value); };
    const auto is_cured = [&](const std::string& value) { return cured(value); };
    if (!go_on(is_gone)) return std::nullopt;
    std::int64_t inside = good;
    std::tie(bad, good) = bisected(kind, bad, good, is_gone);
    if (!is_cured(sim::bound_text(kind, good))) {  // it is only hidden: farther on
      good = inside;
      if (!is_cured(sim::bound_text(kind, good)) && !go_on(is_cured)) return std::nullopt;
      inside = good;
      std::tie(bad, good) = bisected(kind, bad, good, is_cured);
    }
    Margin::Boundary found{sim::bound_text(kind, bad), sim::bound_text(kind, good)};
    for (std::int64_t on = inside; on != limit && !is_cut_short();) {
      const std::int64_t before = on;
      on = next(kind, on, limit);
      if (gone(sim::bound_text(kind, on))) continue;
      const auto is_back = [&](const std::string& value) { return !gone(value); };
      found.again = sim::bound_text(kind, bisected(kind, before, on, is_back).second);
      break;
    }
    return found;
  }

 private:
  std::optional<Cure> tried(const std::string& value) {
    const auto difference = difference_of(path_, value);
    return difference ? trials_.tried(story_, *difference) : std::nullopt;
  }
  // Two values next to each other, the second of which `is_it`.
  template <class IsIt>
  std::pair<std::int64_t, std::int64_t> bisected(Kind kind, std::int64_t not_it, std::int64_t it,
                                                 IsIt is_it) {
    const bool is_off = not_it == 0 && kind == Kind::duration;  // not a short time
    const std::int64_t step = is_off ? it : fine_step(kind, std::max(not_it, it));
    while (std::abs(it - not_it) > step && !is_cut_short()) {
      const std::int64_t middle = (not_it + (it - not_it) / 2) / step * step;
      if (middle == not_it || middle == it) break;
      (is_it(sim::bound_text(kind, middle)) ? it : not_it) = middle;
    }
    return {not_it, it};
  }
  static std::int64_t finest(Kind kind) { return kind == Kind::duration ? 1'000 : 1; }
  // Twice or half of it, and the limit at last; up from 0 by way of a second.
  static std::int64_t next(Kind kind, std::int64_t value, std::int64_t limit) {
    if (limit > value) {
      if (value == 0 && kind == Kind::duration) {
        return std::min(limit, std::int64_t{1'000'000'000});
      }
      return value > limit / 2 ? limit : std::max(value * 2, finest(kind));
    }
    const std::int64_t half = value / 2;
    const std::int64_t least = kind == Kind::duration ? 1'000'000 : 1;
    return half <= std::max(limit, least) ? limit : half;
  }

  const Story& story_;
  std::string path_;
  Trials trials_;
};

// Where the timeline sets it, the value that it sets.
std::string value_in_force(const Scenario& scenario, const std::string& path, Time at) {
  return value_then(scenario, path, at).value;
}

}  // namespace

std::optional<Margin> find_margin(const Run& run, const Story& story, const std::string& path,
                                  const Effort& effort, const Progress& progress) {
  const sim::Shape* shape = shape_at(run.scenario, path);
  if (shape == nullptr) return std::nullopt;
  Margin margin{.path = path, .now = value_in_force(run.scenario, path, story.last)};
  MarginSearch search(run, story, path, effort, progress);
  if (shape->kind == Kind::boolean || shape->kind == Kind::choice) {
    std::vector<std::string> words{"true", "false"};
    if (shape->kind == Kind::choice) words.clear();
    for (const sim::Shape::Choice& choice : shape->choices) words.emplace_back(choice.name);
    for (const std::string& word : words) {
      if (word != margin.now && search.cured(word)) margin.choices.push_back(word);
    }
  } else if (const auto now = quantity(shape->kind, margin.now)) {
    std::int64_t high = shape->rules.high;
    if (shape->kind == Kind::duration) {
      high = std::min(high, std::max(2 * run.duration.count(), 2 * *now));
    }
    margin.above = search.from(shape->kind, *now, high);
    margin.below = search.from(shape->kind, *now, std::max<std::int64_t>(0, shape->rules.low));
    if (margin.below && quantity(shape->kind, margin.below->none) == 0) {  // often "off"
      margin.choices.push_back(margin.below->none);
      margin.below.reset();
    }
  }
  margin.is_cut_short = search.is_cut_short();
  return margin;
}

}  // namespace app
