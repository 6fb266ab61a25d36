// Comparing expectations with a run. What was not observed at all is not a pass.
#include "app/judge/judge.hpp"

#include <algorithm>

#include "app/scenario/short_text.hpp"

namespace app {
namespace {

using Fact = Expectation::Fact;

bool about(const Expectation& e, std::size_t device) {
  return std::ranges::binary_search(e.devices, device);
}

// Durations: every one must lie within the bounds, and there must be one.
Verdict judge_durations(const Expectation& e, const std::vector<Duration>& observed) {
  Verdict verdict{.text = e.text, .line = e.line};
  if (observed.empty()) {
    verdict.observed = "none";
    return verdict;
  }
  const auto [low, high] = std::ranges::minmax(observed);
  verdict.passed = low.count() >= e.low && high.count() <= e.high;
  verdict.observed = std::to_string(observed.size()) + " times, " + short_text(low) +
                     (high - low < std::chrono::milliseconds{10} ? "" : " to " + short_text(high));
  return verdict;
}

Verdict judge_count(const Expectation& e, std::int64_t observed) {
  Verdict verdict{.text = e.text, .line = e.line};
  verdict.passed = e.low <= observed && observed <= e.high;
  verdict.observed = std::to_string(observed);
  return verdict;
}

bool within(const Expectation& e, Time at) { return e.from <= at && at <= e.to; }

std::int64_t registered(const Expectation& e, const Scenario& scenario, const History& history) {
  const Device& first = scenario.devices[e.devices[0]];
  const bool servers = is_server(scenario.entries[first.entry].kind);
  std::vector<std::size_t> phones;
  for (const Stay& stay : history.stays) {
    const bool then = stay.from <= e.to && (!stay.ended || stay.to > e.to);
    if (then && about(e, servers ? stay.server : stay.phone)) phones.push_back(stay.phone);
  }
  std::ranges::sort(phones);
  phones.erase(std::unique(phones.begin(), phones.end()), phones.end());
  return static_cast<std::int64_t>(phones.size());
}

// The setting, or one of a section or list that is named as a whole.
bool names(const Cause& cause, const std::string& word) {
  return cause.setting == word || cause.setting.starts_with(word + ".");
}

Verdict judge_cause(const Expectation& e, const History& history) {
  Verdict verdict{.text = e.text, .line = e.line};
  std::size_t count = 0;
  for (const Stay& stay : history.stays) {
    if (!stay.lost || !about(e, stay.phone) || !within(e, stay.to)) continue;
    if (!e.reason.empty() && stay.reason != e.reason) continue;
    ++count;
    verdict.observed = stay.cause.setting.empty() ? "no setting" : stay.cause.setting;
    verdict.passed = names(stay.cause, e.word);
    if (!verdict.passed) return verdict;
  }
  if (count == 0) verdict.observed = "no losses";
  return verdict;
}

Verdict judge_never_cause(const Expectation& e, const History& history) {
  Verdict verdict{.text = e.text, .line = e.line, .observed = "none never registered"};
  for (const Absence& never : history.never_registered) {
    if (!about(e, never.phone)) continue;
    const std::string& setting = never.cause.setting;
    verdict.observed = setting.empty() ? "no setting" : setting;
    verdict.passed = names(never.cause, e.word);
    if (!verdict.passed) return verdict;
  }
  return verdict;
}

Verdict judge_call_cause(const Expectation& e, const History& history) {
  Verdict verdict{.text = e.text, .line = e.line, .observed = "no call failed"};
  for (const Call& call : history.calls) {
    if (!call.failed || !about(e, call.phone) || !within(e, call.began)) continue;
    if (!e.reason.empty() && call.end != e.reason) continue;
    verdict.observed = call.cause.setting.empty() ? "no setting" : call.cause.setting;
    verdict.passed = names(call.cause, e.word);
    if (!verdict.passed) return verdict;
  }
  return verdict;
}

Verdict not_reached(const Expectation& e, const std::string& why) {
  return {.text = e.text, .line = e.line, .reached = false, .observed = "nothing: " + why};
}

// From then to the run's end nobody calls it in vain; it may be switched off.
bool is_back(const PhoneService& phone, Time by) {
  return phone.back && std::ranges::none_of(phone.outages, [&](const Outage& o) {
           return (o.to > by || !o.ended) && o.why != Deaf::switched_off;
         });
}

Verdict judge_service(const Expectation& e, const Service& service) {
  const Time at = std::min(e.to, service.end);
  std::vector<Duration> outages;
  Duration longest{};
  std::int64_t count = 0;
  for (const PhoneService& phone : service.phones) {
    if (!about(e, phone.phone)) continue;
    if (e.fact == Fact::callable) count += phone.at(at) == nullptr ? 1 : 0;
    if (e.fact == Fact::back) count += is_back(phone, at) ? 1 : 0;
    for (const Outage& outage : phone.outages) {
      if (!outage.counts() || !within(e, outage.from)) continue;
      outages.push_back(outage.lasted());
      longest = std::max(longest, outage.lasted());
    }
  }
  if (e.fact == Fact::outage) return judge_durations(e, outages);
  return e.fact == Fact::longest_outage ? judge_durations(e, {longest}) : judge_count(e, count);
}

// How long each phone was not at that server: after each registration there, or all the time.
std::vector<Duration> away(const Expectation& e, const History& history) {
  std::vector<Duration> all;
  for (const std::size_t phone : e.devices) {
    std::optional<Time> since = Time{};
    bool came = false;
    const auto until = [&](Time to) {
      if (since && to > *since && within(e, *since)) all.push_back(to - *since);
    };
    for (const Stay& stay : std::ranges::equal_range(history.stays, phone, {}, &Stay::phone)) {
      if (stay.server != e.server) continue;
      if (came) until(stay.from);
      came = true;
      since = stay.ended ? std::optional(stay.to) : std::nullopt;
    }
    until(history.end);
  }
  return all;
}

}  // namespace

Verdict judge(const Expectation& e, const Scenario& scenario, const History& history,
              const Service* service) {
  if (e.to != models::never && e.to > history.end) {  // a shorter run says nothing about it
    return not_reached(e, "the run ended at " + sim::clock_text(history.end));
  }
  if (e.needs_calls()) {
    if (service == nullptr) return not_reached(e, "no calls were tried");
    const Time to = std::min(e.to, history.end);
    if (service->end >= to && !service->phones.empty()) return judge_service(e, *service);
    return not_reached(e, "too many phones for trial calls, up to then");
  }
  std::vector<Duration> durations;
  std::int64_t count = 0;
  switch (e.fact) {
    case Fact::held_by:
      for (const Stay& stay : history.stays) {
        if (!stay.ended || !about(e, stay.phone) || stay.server != e.server) continue;
        if (within(e, stay.to)) durations.push_back(stay.held());
      }
      return judge_durations(e, durations);
    case Fact::period:
      for (const Cycle& cycle : history.cycles) {
        if (!about(e, cycle.phone)) continue;
        durations.push_back(Duration{static_cast<std::int64_t>(cycle.period_s * 1e9)});
      }
      return judge_durations(e, durations);
    case Fact::losses:
    case Fact::moves:
      for (const Stay& stay : history.stays) {
        const bool counts = e.fact == Fact::losses
                                ? stay.lost && (e.word.empty() || stay.reason == e.word)
                                : stay.ended && !stay.lost && !stay.switched_off;
        if (counts && about(e, stay.phone) && within(e, stay.to)) ++count;
      }
      return judge_count(e, count);
    case Fact::never_registered:
      count = std::ranges::count_if(history.never_registered,
                                    [&](const Absence& n) { return about(e, n.phone); });
      return judge_count(e, count);
    case Fact::registered: return judge_count(e, registered(e, scenario, history));
    case Fact::drops:
      for (const models::FateText& fate : models::fates) {
        if (fate.name != e.word) continue;
        count = static_cast<std::int64_t>(history.fates[static_cast<std::size_t>(fate.fate)]);
      }
      return judge_count(e, count);
    case Fact::calls:
      for (const Call& call : history.calls) {
        const bool counts = e.word.empty() || call.end == e.word;
        if (counts && about(e, call.phone) && within(e, call.began)) ++count;
      }
      return judge_count(e, count);
    case Fact::talked:
    case Fact::silence:
      for (const Call& call : history.calls) {
        if (!call.talk || !about(e, call.phone) || !within(e, call.began)) continue;
        if (call.talk->answered == models::never) continue;
        durations.push_back(e.fact == Fact::silence ? call.talk->silence
                                                    : call.ended - call.talk->answered);
      }
      return judge_durations(e, durations);
    case Fact::away: return judge_durations(e, away(e, history));
    case Fact::callable:
    case Fact::outage:
    case Fact::longest_outage:
    case Fact::back: break;  // judge_service()
    case Fact::call_cause: return judge_call_cause(e, history);
    case Fact::cause: return judge_cause(e, history);
    case Fact::never_cause: return judge_never_cause(e, history);
  }
  return {};
}

}  // namespace app
