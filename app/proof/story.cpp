#include "app/proof/story.hpp"

#include <algorithm>
#include <tuple>

namespace app {
namespace {

class Grouping {
 public:
  Grouping(const Scenario& scenario, std::vector<Story>& stories)
      : scenario_(scenario), stories_(stories) {}

  void add(Symptom symptom, std::size_t phone, std::size_t server, const std::string& reason,
           Time at, Cause& cause) {
    const Device& device = scenario_.devices[phone];
    const auto fate = cause.drop ? static_cast<int>(cause.drop->fate) : -1;
    // Where it died is a kind of device: each phone's own is no story of its own.
    const std::size_t died_in =
        cause.died_at ? scenario_.devices[*cause.died_at].entry : ~std::size_t{0};
    const Key key{symptom, server, reason, device.entry, device.spec, fate, cause.setting, died_in};
    const auto [known, is_new] = numbers_.emplace(key, stories_.size());
    if (is_new) {
      stories_.push_back({.symptom = symptom, .server = server, .reason = reason, .first = at});
    }
    Story& story = stories_[known->second];
    story.first = std::min(story.first, at);
    story.last = std::max(story.last, at);
    ++story.phones[phone];
    if (symptom == Symptom::call_failed) story.calls.push_back(at);
    story.causes.push_back(&cause);
    latest_ = known->second;
  }
  void until(Time end) { stories_[latest_].last = end; }  // the one that was added to last

 private:
  using Key = std::tuple<Symptom, std::size_t, std::string, std::size_t, std::size_t, int,
                         std::string, std::size_t>;
  const Scenario& scenario_;
  std::vector<Story>& stories_;
  std::map<Key, std::size_t> numbers_;
  std::size_t latest_ = 0;
};

}  // namespace

std::vector<Story> stories_of(const Scenario& scenario, History& history) {
  std::vector<Story> stories;
  Grouping grouping(scenario, stories);
  for (Stay& stay : history.stays) {
    if (!stay.lost) continue;
    grouping.add(Symptom::lost, stay.phone, stay.server, stay.reason, stay.to, stay.cause);
  }
  const auto add_all = [&](std::vector<Absence>& list, Symptom symptom) {
    for (Absence& away : list) {
      grouping.add(symptom, away.phone, away.server, "", away.since, away.cause);
      grouping.until(history.end);
    }
  };
  add_all(history.never_registered, Symptom::never_registered);
  add_all(history.never_back, Symptom::never_back);
  add_all(history.never_at_first, Symptom::never_at_first);
  for (Call& call : history.calls) {
    if (!call.failed) continue;
    grouping.add(Symptom::call_failed, call.phone, call.server, call.end, call.began, call.cause);
    if (call.talk) grouping.until(call.ended);
  }
  std::ranges::stable_sort(stories, {}, &Story::first);
  return stories;
}

}  // namespace app
