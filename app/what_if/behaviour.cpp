#include "app/what_if/behaviour.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "app/scenario/kinds/kinds.hpp"
#include "app/what_if/phone_sum.hpp"

namespace app {
namespace {

using Turn = BehaviourChange::Turn;

bool is_timed(const Measure& m) {
  return m.kind == Measure::Kind::time || m.kind == Measure::Kind::duration;
}

bool differ(const Measure& a, const Measure& b) { return a.value != b.value || a.word != b.word; }

Turn turn_of(const Measure& a, const Measure& b) {
  if (a.worse == 0 || !a.value || !b.value) return Turn::moved;
  return (*b.value > *a.value) == (a.worse > 0) ? Turn::worse : Turn::better;
}

// Of phones alike: from the least to the most.
class Range {
 public:
  void add(const Measure& m) {
    if (!low_ || m.value < low_->value) low_ = m;
    if (!high_ || m.value > high_->value) high_ = m;
  }
  std::string text() const {
    const std::string low = to_text(*low_);
    const std::string high = to_text(*high_);
    return low == high ? low : low + " to " + high;
  }

 private:
  std::optional<Measure> low_;
  std::optional<Measure> high_;
};

class BehaviourComparison {
 public:
  BehaviourComparison(const RunResult& before, const RunResult& after, Duration tolerance)
      : before_(before), after_(after), tolerance_(tolerance) {}

  Behaviour all() {
    found_.calls_compared = before_.service && after_.service && !before_.service->phones.empty() &&
                            !after_.service->phones.empty();
    for (const Entry& now : after_.scenario.entries) {
      if (is_phone(now.kind)) of_entry(now);
    }
    of_new_phones();
    for (Row& row : rows_) {
      row.change.before = row.before.text();
      row.change.after = row.after.text();
      found_.changes.push_back(std::move(row.change));
    }
    of_fates();
    of_causes();
    return std::move(found_);
  }

 private:
  struct Row {
    BehaviourChange change;
    Range before{};
    Range after{};
  };

  void of_entry(const Entry& now) {
    std::size_t both = 0;
    std::map<std::tuple<std::string_view, Turn, std::string, std::string>, std::size_t> numbers;
    const std::size_t first_row = rows_.size();
    for (std::size_t i = 0; i < now.count; ++i) {
      const std::size_t phone = now.first + i;
      const std::string& name = after_.scenario.devices[phone].name;
      const auto was = before_.scenario.device(name);
      if (!was || !is_phone(before_.scenario.entries[before_.scenario.devices[*was].entry].kind)) {
        continue;
      }
      ++both;
      found_.suffer_before += suffers_anything(before_, *was) ? 1 : 0;
      found_.suffer_after += suffers_anything(after_, phone) ? 1 : 0;
      const auto a = measures_of(before_, *was);
      for (const Measure& m : measures_of(after_, phone)) {
        const auto same = std::ranges::find(a, m.name, &Measure::name);
        if (same != a.end()) compare(now, name, *same, m, numbers);
      }
    }
    for (std::size_t i = first_row; i < rows_.size(); ++i) rows_[i].change.of = both;
    found_.phones += both;
  }

  template <class Numbers>
  void compare(const Entry& entry, const std::string& phone, const Measure& a, const Measure& b,
               Numbers& numbers) {
    if (!differ(a, b)) return;
    if (is_timed(a) && a.value && b.value && std::abs(*a.value - *b.value) <= tolerance_.count()) {
      ++found_.small;
      return;
    }
    // What comes of losses that are there or not is told by their number.
    if (a.kind == Measure::Kind::time && (!a.value || !b.value)) return;
    const bool is_word = a.kind == Measure::Kind::word;
    const Turn turn = turn_of(a, b);
    const auto [known, is_new] = numbers.emplace(
        std::tuple(a.name, turn, is_word ? a.word : "", is_word ? b.word : ""), rows_.size());
    if (is_new) {
      rows_.push_back({.change = {.subject = entry.name + "." + std::string(a.name),
                                  .what = std::string(a.what),
                                  .turn = turn}});
    }
    Row& row = rows_[known->second];
    row.change.who.push_back(phone);
    row.change.sum_before += a.value.value_or(0);
    row.change.sum_after += b.value.value_or(0);
    row.before.add(a);
    row.after.add(b);
  }

  void of_fates() {
    for (const models::FateText& fate : models::fates) {
      if (!fate.is_loss) continue;
      const auto i = static_cast<std::size_t>(fate.fate);
      const auto was = static_cast<std::int64_t>(before_.history.fates[i]);
      const auto now = static_cast<std::int64_t>(after_.history.fates[i]);
      if (was == now || (was != 0 && now != 0)) {
        continue;  // that more or fewer of them die says nothing by itself
      }
      found_.changes.push_back(
          {.subject = "drops." + std::string(fate.name),
           .what = now == 0 ? "no frame dies of it any more" : "frames die of it that did not",
           .turn = Turn::moved,
           .before = std::to_string(was),
           .after = std::to_string(now),
           .sum_before = was,
           .sum_after = now});
    }
  }

  // How often each setting, or act, decided.
  static std::map<std::string, std::int64_t> causes_of(const History& history) {
    std::map<std::string, std::int64_t> causes;
    const auto add = [&](const Cause& cause) {
      if (!cause.setting.empty()) ++causes[cause.setting];
    };
    for (const Stay& stay : history.stays) {
      if (stay.lost) add(stay.cause);
    }
    for (const auto* list :
         {&history.never_registered, &history.never_back, &history.never_at_first}) {
      for (const Absence& away : *list) add(away.cause);
    }
    for (const Call& call : history.calls) {
      if (call.failed) add(call.cause);
    }
    return causes;
  }

  // Who was not there before has nothing to be compared with; that it never registers is told.
  void of_new_phones() {
    for (const Absence& away : after_.history.never_registered) {
      const std::string& name = after_.scenario.devices[away.phone].name;
      if (before_.scenario.device(name)) continue;
      found_.changes.push_back({.subject = name + ".never_registered",
                                .what = "new, and never registers",
                                .turn = Turn::worse,
                                .before = "-",
                                .after = "1",
                                .who = {name},
                                .of = 1,
                                .sum_after = 1});
    }
  }

  void of_causes() {
    const auto was = causes_of(before_.history);
    const auto now = causes_of(after_.history);
    const auto tell = [&](const std::string& setting, std::int64_t a, std::int64_t b) {
      found_.changes.push_back(
          {.subject = "cause." + setting,
           .what = b == 0 ? "decides nothing any more" : "decides what it did not",
           .turn = Turn::moved,
           .before = std::to_string(a),
           .after = std::to_string(b),
           .sum_before = a,
           .sum_after = b});
    };
    for (const auto& [setting, times] : was) {
      if (!now.contains(setting)) tell(setting, times, 0);
    }
    for (const auto& [setting, times] : now) {
      if (!was.contains(setting)) tell(setting, 0, times);
    }
  }

  const RunResult& before_;
  const RunResult& after_;
  Duration tolerance_;
  Behaviour found_;
  std::vector<Row> rows_;
};

}  // namespace

Behaviour compare(const RunResult& before, const RunResult& after, Duration tolerance) {
  return BehaviourComparison(before, after, tolerance).all();
}

}  // namespace app
