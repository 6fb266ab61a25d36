// A run with a difference, and what it comes to; the copies of it that are called.
#include <algorithm>
#include <atomic>

#include "app/evidence/observe.hpp"
#include "app/evidence/service.hpp"
#include "app/proof/prove.hpp"
#include "app/run/all_cores.hpp"
#include "app/scenario/kinds/spec.hpp"
#include "app/scenario/parts.hpp"

namespace app {
namespace {

using namespace std::chrono_literals;

// What making a scenario and its world costs, in events: assumed.
constexpr std::uint64_t events_to_build = 5'000;

// The first of the story's calls is over, or would be.
Duration call_horizon(const History& history, const Story& story) {
  Duration end = story.first.time_since_epoch() + 40s;
  for (const Call& call : history.calls) {
    const bool is_first = call.failed && call.began == story.first;
    if (!is_first || !story.phones.contains(call.phone) || !call.talk) continue;
    end = std::max<Duration>(end, call.ended.time_since_epoch() + 40s);
  }
  return end;
}

}  // namespace

Trials::Trials(const Run& run, const Effort& effort, const Progress& progress)
    : run_(run), progress_(progress), base_(run.scenario, run.history), left_(effort.events) {
  sim::Diagnostics doubts;
  check_plausible(run.scenario, doubts);
  doubts_ = doubts.problems().size();
}

std::optional<Trials::Look> Trials::run_until(const Scenario& scenario, const Story& story,
                                              Duration stop, const Progress& heard) const {
  const Simulation trial = simulate({.scenario = scenario,
                                     .seed = run_.seed,
                                     .what = "causes",
                                     .stop = stop,
                                     .most_events = run_.events * 20 + 1'000'000},
                                    heard);
  spent_ += trial.world->network().events();
  if (trial.interrupted || trial.given_up || trial.world->network().exhausted())
    return std::nullopt;
  const History history = observe(*trial.world, scenario);
  const std::size_t phone = story.phones.begin()->first;
  const auto number = trial.world->network().phone_number(trial.world->node(phone));
  std::string where = history.phone_texts[*number];
  for (const models::FateText& fate : models::fates) {
    if (fate.is_loss) where += history.fates[static_cast<std::size_t>(fate.fate)] > 0 ? '1' : '0';
  }
  for (const models::DhcpFact& fact : trial.world->network().journal().dhcp) {
    if (fact.mac == scenario.devices[phone].mac) where += to_text(fact.address);
  }
  return Look{Balance(scenario, history), std::move(where)};
}

// A first look need not go further than this: most trials cure nothing. Assumed: a call is over
// after 40 s (timer B: 32 s), and who is not there 15 min after it was switched on never comes.
Duration Trials::horizon(const Story& story) const {
  Duration end = run_.history.end.time_since_epoch();
  switch (story.symptom) {
    case Symptom::lost: end = std::min(end, story.first.time_since_epoch() + 1s); break;
    case Symptom::call_failed: end = std::min(end, call_horizon(run_.history, story)); break;
    case Symptom::never_registered: {
      const Device& device = run_.scenario.devices[story.phones.begin()->first];
      const auto& spec =
          std::get<PhoneSpec>(run_.scenario.entries[device.entry].specs[device.spec]);
      Duration on = spec.start + spec.start_spread;  // the last time that it is switched on
      for (const TimelineEntry& entry : run_.scenario.timeline) {
        if (entry.kind != TimelineEntry::Kind::power_on) continue;
        const auto is_told = [&](std::size_t target) { return story.phones.contains(target); };
        if (!std::ranges::any_of(entry.targets, is_told)) continue;
        on = std::max(on, entry.at.time_since_epoch());
      }
      end = std::min<Duration>(end, on + 15min);
      break;
    }
    case Symptom::never_back:
    case Symptom::never_at_first: break;
  }
  return end;
}

std::optional<Cure> Trials::tried(const Story& story, const Difference& change) {
  auto cures = cures_among(story, {change});
  if (cures.empty()) return std::nullopt;
  return std::move(cures.front());
}

std::vector<Cure> Trials::cures_among(const Story& story, const std::vector<Difference>& changes,
                                      std::vector<Difference>* moves) {
  const Duration whole = run_.history.end.time_since_epoch();
  const Duration look = horizon(story);
  const double share = sim::seconds(look) / std::max(1e-9, sim::seconds(whole));
  const std::uint64_t overhead = events_to_build + 20 * run_.scenario.devices.size();
  const auto price =
      overhead + static_cast<std::uint64_t>(share * static_cast<double>(run_.events));
  const std::size_t count = std::min<std::size_t>(changes.size(), left_ / price);
  exhausted_ = exhausted_ || count < changes.size();
  const auto before =
      moves != nullptr ? run_until(run_.scenario, story, look, progress_) : std::optional<Look>{};
  std::vector<std::optional<Cure>> found(count);
  std::vector<char> moved(count, 0);  // not bool: each thread writes its own
  std::atomic<bool> stop = false;
  SharedProgress shared(progress_, "causes", count);
  on_all_cores(count, 0, [&](std::size_t i) {
    const Progress one = shared.of(i);
    if (stop) return;
    if (const auto scenario = with(changes[i], run_.scenario)) {
      auto trial = run_until(*scenario, story, look, one);
      const bool hopeful = trial && ends(story, base_, trial->balance, Time{} + look);
      moved[i] = trial && before && !hopeful && trial->where != before->where ? 1 : 0;
      if (hopeful && look < whole) trial = run_until(*scenario, story, whole, one);
      if (hopeful && trial && ends(story, base_, trial->balance, models::never) &&
          !harms(story, base_, trial->balance)) {
        sim::Diagnostics doubts;
        check_plausible(*scenario, doubts);
        found[i] = Cure{changes[i], std::move(trial->balance), doubts.problems().size()};
      }
    }
    if (one && one("causes", 1)) stop = true;
  });
  interrupted_ = interrupted_ || stop;
  for (std::size_t i = 0; moves != nullptr && i < count; ++i) {
    if (moved[i] != 0) moves->push_back(changes[i]);
  }
  left_ -= std::min<std::uint64_t>(left_, spent_.exchange(0) + count * overhead);
  std::vector<Cure> cures;
  for (auto& one : found) {
    if (one) cures.push_back(std::move(*one));
  }
  return cures;
}

Trials::Reach Trials::reach_of(const Story& story, const Scenario& scenario,
                               const Progress& heard) {
  const ServiceOptions options{.moments = 24, .resolution = 1s, .most_events = 2'000'000};
  const auto service = ask_service({.scenario = scenario,
                                    .seed = run_.seed,
                                    .what = "causes",
                                    .stop = run_.history.end.time_since_epoch()},
                                   options, heard);
  Reach reach;
  if (!service) return reach;
  spent_ += service->events;
  reach.is_known = !service->given_up;
  for (const PhoneService& phone : service->phones) {
    if (!story.phones.contains(phone.phone)) continue;
    reach.callable += phone.callable;
    for (const Outage& outage : phone.outages) {
      const bool is_its = outage.from <= story.last && story.first <= outage.to;
      if (outage.counts() && is_its) reach.out += outage.lasted();
    }
  }
  return reach;
}

void Trials::drop_what_hides(const Story& story, std::vector<Cure>& cures) {
  if (cures.empty()) return;
  std::vector<Reach> reach(cures.size() + 1);  // the last one: of the run as it was
  SharedProgress shared(progress_, "causes", reach.size());
  on_all_cores(reach.size(), 0, [&](std::size_t i) {
    if (i == cures.size()) {
      reach[i] = reach_of(story, run_.scenario, shared.of(i));
    } else if (const auto scenario = with(cures[i].difference, run_.scenario)) {
      reach[i] = reach_of(story, *scenario, shared.of(i));
    }
  });
  interrupted_ = interrupted_ || (progress_ && progress_("causes", 1));
  left_ -= std::min<std::uint64_t>(left_, spent_.exchange(0));
  const Reach before = reach.back();
  Duration best = best_;  // without failures there is always more
  for (std::size_t i = 0; i < cures.size(); ++i) {
    if (cures[i].difference.without == 0) best = std::max(best, reach[i].callable);
  }
  const Duration noise = std::max<Duration>(2s, best / 100);  // assumed: so much is chance
  std::size_t i = 0;
  std::erase_if(cures, [&](const Cure&) {
    const Reach& one = reach[i++];
    if (!one.is_known || !before.is_known) return false;
    return one.callable + noise < best || one.callable < before.callable + before.out / 10;
  });
}

void Trials::compare_with(const Story& story, const Difference& cure) {
  if (const auto scenario = with(cure, run_.scenario)) {
    best_ = reach_of(story, *scenario, progress_).callable;
  }
}

std::optional<Balance> Trials::balance_with(const Difference& change, bool& is_possible) {
  const std::uint64_t price = events_to_build + run_.events;
  exhausted_ = exhausted_ || price > left_;
  is_possible = false;
  if (exhausted_ || interrupted_) return std::nullopt;
  left_ -= price;
  const auto scenario = with(change, run_.scenario);
  if (!scenario) return std::nullopt;
  is_possible = true;
  const Simulation trial = simulate({.scenario = *scenario,
                                     .seed = run_.seed,
                                     .stop = run_.history.end.time_since_epoch(),
                                     .most_events = run_.events * 5 + 100'000},
                                    progress_);
  interrupted_ = trial.interrupted;
  is_possible = !interrupted_;
  if (trial.interrupted || trial.given_up || trial.world->network().exhausted())
    return std::nullopt;
  return Balance(*scenario, observe(*trial.world, *scenario));
}

Trials::Verdict Trials::verdict_with(const std::vector<Story>& stories, const Difference& change) {
  bool is_possible = true;
  const auto balance = balance_with(change, is_possible);
  if (!is_possible) return Verdict::same;
  if (!balance || has_more_symptoms(base_, *balance)) return Verdict::worse;
  const bool any = std::ranges::any_of(
      stories, [&](const Story& story) { return ends(story, base_, *balance, models::never); });
  return any ? Verdict::better : Verdict::same;
}

bool Trials::hurts(const Difference& change) {
  bool is_possible = true;
  const auto balance = balance_with(change, is_possible);
  if (!is_possible) return false;
  Story nobody;
  nobody.phones[0] = 0;
  return !balance || harms(nobody, base_, *balance);
}

}  // namespace app
