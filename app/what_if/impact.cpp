#include "app/what_if/impact.hpp"

#include <algorithm>
#include <map>

#include "app/evidence/observe.hpp"
#include "app/run/all_cores.hpp"

namespace app {
namespace {

using namespace std::chrono_literals;

constexpr Duration noise = 1s;  // assumed: nobody calls that an outage

// The times in which one phone had no service, from the failure on.
struct Gap {
  Time from;
  Time to;
  bool ended;
};
struct Reach {
  std::map<std::size_t, std::vector<Gap>> phones{};  // by device
  Duration grid{};
  bool by_registration = false;
  bool is_exhausted = false;
};

// Whoever was switched off by the file is not missed.
void add(std::vector<Gap>& gaps, Gap gap, Time from) {
  gap.from = std::max(gap.from, from);
  if (gap.to > gap.from) gaps.push_back(gap);
}

Reach by_calls(const Service& service, Time from) {
  Reach reach{.grid = service.grid};
  for (const PhoneService& phone : service.phones) {
    auto& gaps = reach.phones[phone.phone];
    for (const Outage& outage : phone.outages) {
      if (outage.counts()) add(gaps, {outage.from, outage.to, outage.ended}, from);
    }
  }
  return reach;
}

Reach by_registration(const Scenario& scenario, const World& world, Time from) {
  Reach reach{.by_registration = true};
  const History history = observe(world, scenario);
  for (std::uint32_t i = 0; i < world.network().number_of_phones(); ++i) {
    const std::size_t phone = world.phone(i);
    auto& gaps = reach.phones[phone];
    Time until{};
    for (const Stay& stay : std::ranges::equal_range(history.stays, phone, {}, &Stay::phone)) {
      if (stay.from > until) add(gaps, {until, stay.from, true}, from);
      until = std::max(until, stay.to);
    }
    if (until < history.end) add(gaps, {until, history.end, false}, from);
  }
  return reach;
}

// Nothing: interrupted.
std::optional<Reach> reach_of(const Scenario& scenario, const ImpactOptions& options,
                              const Progress& progress) {
  const RunOf run{
      .scenario = scenario, .seed = options.seed.value_or(scenario.seed), .what = "failures"};
  const ServiceOptions ask{.resolution = 100ms, .most_events = 20'000'000};
  const auto service = ask_service(run, ask, progress);
  if (!service) return std::nullopt;
  const bool whole = !service->phones.empty() && service->end >= Time{} + scenario.duration;
  if (whole) return by_calls(*service, options.at);
  const Simulation one = simulate(run, progress);
  if (one.interrupted) return std::nullopt;
  Reach reach = by_registration(scenario, *one.world, options.at);
  reach.is_exhausted = one.given_up || one.world->network().exhausted();
  return reach;
}

Duration sum_of(const std::vector<Gap>& gaps) {
  Duration sum{};
  for (const Gap& gap : gaps) sum += gap.to - gap.from;
  return sum;
}

Impact compared(const std::vector<Failure>& what, const Reach& base, const Reach& with) {
  Impact impact{
      .what = what, .by_registration = with.by_registration, .is_exhausted = with.is_exhausted};
  for (const auto& [phone, gaps] : with.phones) {
    const auto before = base.phones.find(phone);
    Away away{.phone = phone, .lost = sum_of(gaps)};
    if (before != base.phones.end()) away.lost -= sum_of(before->second);
    if (away.lost <= noise) continue;
    away.from = gaps.front().from;
    away.is_back = gaps.back().ended;
    if (away.is_back) away.back = gaps.back().to;
    impact.lost += away.lost;
    impact.not_back += away.is_back ? 0 : 1;
    if (away.back && (!impact.last_back || *away.back > *impact.last_back)) {
      impact.last_back = away.back;
    }
    impact.away.push_back(away);
  }
  return impact;
}

void rank(std::vector<Impact>& impacts) {
  std::ranges::stable_sort(impacts, [](const Impact& a, const Impact& b) {
    if (a.lost != b.lost) return a.lost > b.lost;
    return a.last_back > b.last_back;
  });
}

class Trying {
 public:
  Trying(Impacts& all, const Progress& progress) : all_(all), progress_(progress) {}

  bool find_base() {
    base_ = reach_of(all_.scenario, all_.options, progress_);
    if (!base_) return false;
    all_.grid = base_->grid;
    all_.phones = base_->phones.size();
    for (const auto& [phone, gaps] : base_->phones) {
      all_.out_anyway += !gaps.empty() && gaps.front().from == all_.options.at ? 1 : 0;
    }
    return true;
  }

  std::vector<Impact> all_of(const std::vector<std::vector<Failure>>& failures) {
    std::vector<std::optional<Impact>> found(failures.size());
    SharedProgress shared(progress_, "failures", failures.size());
    on_all_cores(failures.size(), all_.options.threads, [&](std::size_t i) {
      const Progress own = shared.within(i);
      if (own && own("failures", 0)) return;
      const ImpactOptions& options = all_.options;
      const Scenario failing =
          with_failures(all_.scenario, failures[i], options.at, options.outage);
      const auto reach = reach_of(failing, options, own);
      shared.ended(i);
      if (!reach) return;
      found[i] = compared(failures[i], *base_, *reach);
      found[i]->cut_off = cut_off_by(all_.scenario, failures[i]);
    });
    std::vector<Impact> impacts;
    for (auto& one : found) {
      if (one) impacts.push_back(std::move(*one));
    }
    all_.not_tried += found.size() - impacts.size();
    all_.interrupted = all_.interrupted || impacts.size() < found.size();
    return impacts;
  }

 private:
  Impacts& all_;
  const Progress& progress_;
  std::optional<Reach> base_;
};

// Of what others share: no single phone's cable, no process beside its own machine. First those
// that hurt nobody alone: where something is redundant, the pair tells.
std::vector<std::vector<Failure>> pairs_of(const std::vector<Impact>& singles) {
  std::vector<const Impact*> shared;
  for (const Impact& one : singles) {
    const Failure& failure = one.what[0];
    if (!failure.of_phone && failure.kind != Failure::Kind::service) shared.push_back(&one);
  }
  std::ranges::stable_sort(shared, {}, [](const Impact* one) { return one->lost; });
  std::vector<std::vector<Failure>> pairs;
  for (std::size_t sum = 1; sum < 2 * shared.size(); ++sum) {  // the least hurtful pairs first
    for (std::size_t i = 0; i < shared.size() && 2 * i < sum; ++i) {
      const std::size_t j = sum - i;
      if (j < shared.size()) pairs.push_back({shared[i]->what[0], shared[j]->what[0]});
    }
  }
  return pairs;
}

void try_pairs(Impacts& all, Trying& trying) {
  auto pairs = pairs_of(all.singles);
  all.pairs_left = pairs.size() - std::min(pairs.size(), all.options.most_pairs);
  pairs.resize(pairs.size() - all.pairs_left);
  const auto alone = [&](const Failure& failure) {
    const auto same = std::ranges::find_if(all.singles, [&](const Impact& one) {
      return one.what[0].kind == failure.kind && one.what[0].target == failure.target;
    });
    return same->lost;
  };
  for (Impact& pair : trying.all_of(pairs)) {
    ++all.pairs_tried;
    const Duration both = alone(pair.what[0]) + alone(pair.what[1]);
    if (pair.lost > both + std::max(noise, both / 20)) all.pairs.push_back(std::move(pair));
  }
  rank(all.pairs);
}

}  // namespace

Impacts impacts_of(const Scenario& scenario, const std::vector<Failure>& failures,
                   const ImpactOptions& options, const Progress& progress) {
  Impacts all{.scenario = scenario, .options = options};
  all.scenario.duration = options.end;
  all.scenario.expectations = {};
  all.scenario.remedies = {};
  Trying trying(all, progress);
  if (!trying.find_base()) {
    all.interrupted = true;
    all.not_tried = failures.size();
    return all;
  }
  std::vector<std::vector<Failure>> singles;
  for (const Failure& failure : failures) singles.push_back({failure});
  all.singles = trying.all_of(singles);
  rank(all.singles);
  if (options.pairs && !all.interrupted) try_pairs(all, trying);
  return all;
}

}  // namespace app
