#include "app/what_if/sweep.hpp"

#include <algorithm>
#include <set>

#include "app/cause/read_history.hpp"
#include "app/evidence/observe.hpp"
#include "app/evidence/service.hpp"
#include "app/judge/judge.hpp"
#include "app/run/all_cores.hpp"
#include "app/scenario/kinds/spec.hpp"
#include "app/what_if/question.hpp"
#include "app/what_if/same_events.hpp"
#include "app/what_if/sweep_journal.hpp"

namespace app {
namespace {

using State = SweepOutcome::State;

// The same number only for the same runs: what is simulated, what is asked, and by which version.
std::uint64_t question_of(const Scenario& scenario, const SweepOptions& options) {
  Fingerprint all;
  all.add(FASTBUSY_VERSION);
  for (const Entry& entry : scenario.entries) {
    all.add(entry.name);
    for (const Spec& spec : entry.specs) all.add(flow_text(spec));
  }
  all.add(scenario.text());
  for (const sim::Assignment& set : scenario.sets) all.add(sim::path_of(set) + "=" + set.value);
  all.add(static_cast<std::uint64_t>(scenario.duration.count()));
  for (const Axis& axis : options.axes) {
    all.add(axis.path);
    for (const std::string& value : axis.values) all.add(value);
  }
  for (const Draw& draw : options.draws) all.add(draw.path + "=" + draw.text);
  for (const std::string& check : options.checks) all.add(check);
  all.add(options.seed);
  all.add(options.seeds);
  all.add(options.calls ? 1 : 0);
  return all.value();
}

class Runs {
 public:
  Runs(const Scenario& scenario, const SweepOptions& options, Sweep& sweep, SweepJournal* journal,
       const Progress& progress)
      : scenario_(scenario),
        options_(options),
        sweep_(sweep),
        journal_(journal),
        progress_(progress) {}

  // A few seeds of one point are a piece of work: they share its scenario.
  void go() {
    constexpr std::size_t together = 16;
    struct Piece {
      std::size_t first;
      std::size_t count;
    };
    std::vector<Piece> pieces;
    std::size_t number = 0;
    for (std::size_t point = 0; point < sweep_.points(); ++point) {
      for (std::size_t s = 0; s < options_.seeds; s += together) {
        const Piece piece{point * options_.seeds + s, std::min(together, options_.seeds - s)};
        if (++number % options_.shard.of == options_.shard.number % options_.shard.of) {
          pieces.push_back(piece);
        } else {
          leave(piece.first, piece.count);
        }
      }
    }
    SharedProgress shared(progress_, "sweep", pieces.size());
    on_all_cores(pieces.size(), options_.threads, [&](std::size_t i) {
      const Progress own = shared.within(i);
      run_piece(pieces[i].first, pieces[i].count, own);
      shared.ended(i);
    });
  }

 private:
  void leave(std::size_t first, std::size_t count) {  // to another shard
    for (std::size_t run = first; run < first + count; ++run) {
      SweepOutcome& outcome = sweep_.outcomes[run];
      if (outcome.state == State::missing) outcome.state = State::elsewhere;
    }
  }
  void run_piece(std::size_t first, std::size_t count, const Progress& progress) {
    std::optional<Scenario> scenario;
    bool is_refused = false;
    for (std::size_t run = first; run < first + count; ++run) {
      SweepOutcome& outcome = sweep_.outcomes[run];
      if (outcome.state != State::missing) continue;  // the journal had it
      if (progress && progress("sweep", 0)) return;
      const std::uint64_t seed = options_.seed + run % options_.seeds;
      if ((!scenario && !is_refused) || !options_.draws.empty()) {
        scenario = scenario_of(first / options_.seeds, seed);
        is_refused = !scenario;
      }
      if (is_refused) {
        outcome.state = State::refused;
      } else if (auto found = run_one(*scenario, seed, progress)) {
        outcome = std::move(*found);
      } else {
        return;
      }
      if (journal_ != nullptr) journal_->add(run, outcome);
    }
  }
  std::optional<Scenario> scenario_of(std::size_t point, std::uint64_t seed) const {
    std::vector<sim::Assignment> sets;
    for (std::size_t i = 0; i < options_.axes.size(); ++i) {
      sets = joined(std::move(sets), options_.axes[i].sets[sweep_.value_of(point, i)]);
    }
    for (const Draw& draw : options_.draws) {
      sets = joined(std::move(sets), drawn(draw, seed, scenario_));
    }
    sim::Diagnostics refused;
    return changed(scenario_, sets, refused);
  }
  // Nothing: interrupted.
  std::optional<SweepOutcome> run_one(const Scenario& scenario, std::uint64_t seed,
                                      const Progress& progress) const {
    const RunOf run{.scenario = scenario, .seed = seed, .what = "sweep"};
    const Simulation one = simulate(run, progress);
    if (one.interrupted) return std::nullopt;
    std::vector<Expectation> checks;
    sim::Diagnostics ignored;
    for (const std::string& text : options_.checks) {
      auto check = read_question("--check", text, scenario, ignored);
      if (check) checks.push_back(std::move(*check));
    }
    const bool asks_why = std::ranges::any_of(
        checks, [](const Expectation& e) { return e.op == Expectation::Operator::names; });
    const History history =
        asks_why ? read_history(*one.world, scenario) : observe(*one.world, scenario);
    std::optional<Service> service;
    if (options_.calls || std::ranges::any_of(checks, &Expectation::needs_calls)) {
      service = ask_service(run, {}, progress);
      if (!service) return std::nullopt;
    }
    SweepOutcome outcome{.state = one.given_up || one.world->network().exhausted() ? State::stopped
                                                                                   : State::ran};
    outcome.values = values_of(history, service ? &*service : nullptr);
    for (const Expectation& check : checks) {
      const Verdict verdict = judge(check, scenario, history, service ? &*service : nullptr);
      outcome.values.push_back(verdict.reached ? (verdict.passed ? 1 : 0) : SweepOutcome::nothing);
    }
    outcome.values.resize(sweep_.metrics.size(), SweepOutcome::nothing);
    return outcome;
  }
  // In the order of metrics_of().
  std::vector<std::int64_t> values_of(const History& history, const Service* service) const {
    std::set<std::size_t> lost;
    std::int64_t first = SweepOutcome::nothing;
    for (const Stay& stay : history.stays) {
      if (!stay.lost) continue;
      lost.insert(stay.phone);
      const std::int64_t at = stay.to.time_since_epoch().count();
      if (first == SweepOutcome::nothing || at < first) first = at;
    }
    std::vector<std::int64_t> values{static_cast<std::int64_t>(history.losses()),
                                     static_cast<std::int64_t>(lost.size()),
                                     static_cast<std::int64_t>(history.never_registered.size()),
                                     static_cast<std::int64_t>(history.failed_calls()),
                                     static_cast<std::int64_t>(history.registered_at_end.size()),
                                     first};
    if (!options_.calls) return values;
    Duration out{};
    Duration longest{};
    Duration deaf{};
    for (const PhoneService& phone : service->phones) {
      for (const Outage& outage : phone.outages)
        out += outage.counts() ? outage.lasted() : Duration{};
      longest = std::max(longest, phone.longest);
      deaf += phone.deaf;
    }
    const bool asked = !service->phones.empty();
    for (const Duration d : {out, longest, deaf}) {
      values.push_back(asked ? d.count() : SweepOutcome::nothing);
    }
    return values;
  }

  const Scenario& scenario_;
  const SweepOptions& options_;
  Sweep& sweep_;
  SweepJournal* journal_;
  const Progress& progress_;
};

}  // namespace

std::size_t Sweep::missing() const {
  return static_cast<std::size_t>(
      std::ranges::count(outcomes, State::missing, &SweepOutcome::state));
}

std::size_t Sweep::value_of(std::size_t point, std::size_t axis) const {
  for (std::size_t i = axes.size() - 1; i > axis; --i) point /= axes[i].values.size();
  return point % axes[axis].values.size();
}

std::size_t runs_of(const SweepOptions& options, std::size_t most) {
  std::size_t runs = options.seeds;
  for (const Axis& axis : options.axes) {
    if (runs > most / std::max<std::size_t>(1, axis.values.size())) return most + 1;
    runs *= axis.values.size();
  }
  return std::min(runs, most + 1);
}

std::vector<Metric> metrics_of(const SweepOptions& options) {
  using Kind = Metric::Kind;
  std::vector<Metric> metrics{{"losses", Kind::count},
                              {"phones_lost", Kind::count},
                              {"never_registered", Kind::count},
                              {"failed_calls", Kind::count},
                              {"registered_at_end", Kind::count},
                              {"first_loss_s", Kind::time}};
  if (options.calls) {
    metrics.push_back({"without_service_s", Kind::time});
    metrics.push_back({"longest_outage_s", Kind::time});
    metrics.push_back({"deaf_s", Kind::time});
  }
  for (const std::string& check : options.checks) metrics.push_back({check, Kind::check});
  return metrics;
}

Sweep sweep(const Scenario& scenario, const SweepOptions& options, const Progress& progress) {
  Sweep all{.axes = options.axes,
            .draws = options.draws,
            .metrics = metrics_of(options),
            .seed = options.seed,
            .seeds = options.seeds,
            .outcomes = {}};
  all.outcomes.resize(runs_of(options, ~std::size_t{0} - 1));
  std::optional<SweepJournal> journal;
  if (!options.journal.empty()) {
    journal.emplace(options.journal, question_of(scenario, options), all.metrics.size(),
                    all.outcomes);
    all.from_journal = journal->known();
    all.failure = journal->failure();
    if (!all.failure.empty()) return all;
  }
  Runs(scenario, options, all, journal ? &*journal : nullptr, progress).go();
  return all;
}

}  // namespace app
