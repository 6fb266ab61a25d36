#include "app/proof/balance.hpp"

#include <algorithm>

namespace app {

Balance::Balance(const Scenario& scenario, const History& history)
    : duration_(history.end.time_since_epoch()), phones_(scenario.devices.size()) {
  Time until{};  // the phone's registered time so far; the stays come by phone, then by time
  std::size_t last = ~std::size_t{0};
  for (const Stay& stay : history.stays) {
    Phone& phone = phones_[stay.phone];
    if (stay.phone != last) until = Time{};
    last = stay.phone;
    if (stay.to > until) phone.registered += stay.to - std::max(until, stay.from);
    until = std::max(until, stay.to);
    if (stay.lost) phone.losses.push_back({stay.server, stay.reason, stay.to});
  }
  for (const Absence& away : history.never_registered) phones_[away.phone].never = true;
  for (const Absence& away : history.never_back) phones_[away.phone].never_back = true;
  for (const Absence& away : history.never_at_first) phones_[away.phone].never_at_first = true;
  for (const Call& call : history.calls) {
    if (call.failed) {
      phones_[call.phone].failed.push_back(call.began);
    } else {
      ++phones_[call.phone].calls;
    }
  }
}

Duration Balance::served() const {
  Duration sum{};
  for (const Phone& phone : phones_) sum += phone.registered;
  return sum;
}

std::size_t Balance::losses_of(std::size_t phone, const Story& story, Time from, Time until) const {
  return static_cast<std::size_t>(
      std::ranges::count_if(phones_[phone].losses, [&](const Loss& loss) {
        return loss.server == story.server && loss.reason == story.reason && from <= loss.at &&
               loss.at <= until;
      }));
}

bool ends(const Story& story, const Balance& base, const Balance& trial, Time until) {
  return std::ranges::all_of(story.phones, [&](const auto& sufferer) {
    const auto& [phone, times] = sufferer;
    const Balance::Phone& now = trial.phones_[phone];
    switch (story.symptom) {
      case Symptom::lost: {
        const Time end = std::min(until, story.last);
        // Losses before this story's first are another's, and stay.
        const std::size_t before = base.losses_of(phone, story, Time{}, end);
        const std::size_t own = std::min(base.losses_of(phone, story, story.first, end), times);
        return !now.never && trial.losses_of(phone, story, Time{}, end) <= before - own;
      }
      case Symptom::never_registered: return !now.never;
      case Symptom::never_back: return !now.never && !now.never_back;
      case Symptom::never_at_first: return !now.never && !now.never_at_first;
      case Symptom::call_failed:
        return std::ranges::none_of(now.failed,
                                    [&](Time began) {
                                      return began <= until &&
                                             std::ranges::find(story.calls, began) !=
                                                 story.calls.end();
                                    }) &&
               (now.calls > 0 || until < story.last);
    }
    return false;
  });
}

bool has_more_symptoms(const Balance& base, const Balance& trial) {
  for (std::size_t i = 0; i < base.phones_.size(); ++i) {
    const Balance::Phone& before = base.phones_[i];
    const Balance::Phone& now = trial.phones_[i];
    if ((now.never && !before.never) || (now.never_back && !before.never_back) ||
        (now.never_at_first && !before.never_at_first) ||
        now.losses.size() > before.losses.size() || now.failed.size() > before.failed.size()) {
      return true;
    }
  }
  return false;
}

bool harms(const Story& story, const Balance& base, const Balance& trial) {
  using namespace std::chrono_literals;
  // Assumed: less than this is chance; more than that is another life.
  const Duration noise = std::max<Duration>(2s, base.duration_ / 500);
  const Duration much = std::max<Duration>(1min, base.duration_ / 4);
  for (std::size_t i = 0; i < base.phones_.size(); ++i) {
    const Balance::Phone& before = base.phones_[i];
    const Balance::Phone& now = trial.phones_[i];
    if (now.registered + noise < before.registered) return true;
    if (now.never && !before.never) return true;
    if (before.never && story.phones.contains(i)) continue;  // whatever it suffers now
    if (now.never_back && !before.never_back) return true;
    if (now.never_at_first && !before.never_at_first) return true;
    const bool is_there = story.phones.contains(i) && now.registered > before.registered + much;
    const auto ended = story.phones.find(i);
    const bool loses = story.symptom == Symptom::lost && ended != story.phones.end();
    const std::size_t gone = loses ? std::min(before.losses.size(), ended->second) : 0;
    if (now.losses.size() > before.losses.size() - gone && !is_there) return true;
    const bool fails = std::ranges::any_of(now.failed, [&](Time began) {
      return std::ranges::find(before.failed, began) == before.failed.end();
    });
    if (fails) return true;
  }
  return false;
}

}  // namespace app
