#include "app/lint/prove.hpp"

#include <algorithm>

#include "app/evidence/observe.hpp"
#include "app/scenario/short_text.hpp"

namespace app {
namespace {

using namespace std::chrono_literals;

// Less than this may be chance: assumed.
constexpr Duration chance = 5s;

// How many devices a run hurts that the other does not, and how; the first of them.
struct Worse {
  std::size_t lose = 0;
  std::size_t never = 0;
  std::size_t deaf = 0;
  std::size_t fail = 0;
  std::size_t late = 0;
  std::size_t first = 0;
  Duration most_deaf{};
  Duration most_late{};
  bool is_any() const { return lose + never + deaf + fail > 0; }
};

Worse worse_in(const std::vector<Toll>& one, const std::vector<Toll>& other, Duration noise) {
  Worse worse;
  Duration most{};
  for (const Toll& toll : one) most = std::max(most, toll.registered);
  const Duration much = std::max<Duration>(1min, most / 4);
  for (std::size_t i = 0; i < one.size(); ++i) {
    const Toll& a = one[i];
    const Toll& b = other[i];
    const bool before = worse.is_any();
    // Who is there for much longer may lose what it could not lose before.
    const bool is_there = a.registered > b.registered + much;
    if (a.losses > b.losses && !is_there) ++worse.lose;
    const bool is_away = (a.never && !b.never) || (a.never_back && !b.never_back) ||
                         (a.never_at_first && !b.never_at_first);
    if (is_away) ++worse.never;
    if (a.failed_calls > b.failed_calls) ++worse.fail;
    if (a.out_of_reach > b.out_of_reach + noise) {
      ++worse.deaf;
      worse.most_deaf = std::max(worse.most_deaf, a.out_of_reach - b.out_of_reach);
    }
    if (b.registered > a.registered + noise) {
      ++worse.late;
      worse.most_late = std::max(worse.most_late, b.registered - a.registered);
    }
    if (!before && worse.is_any()) worse.first = i;
  }
  return worse;
}

std::string phones_text(std::size_t count, std::string_view one, std::string_view many) {
  return std::to_string(count) + (count == 1 ? " phone " : " phones ") +
         std::string(count == 1 ? one : many);
}

std::string text_of(const Worse& worse, const Scenario& scenario) {
  std::vector<std::string> parts;
  if (worse.lose > 0) {
    parts.push_back(phones_text(worse.lose, "loses its registration", "lose their registration"));
  }
  if (worse.never > 0) {
    parts.push_back(phones_text(worse.never, "never comes (back)", "never come (back)"));
  }
  if (worse.fail > 0) {
    parts.push_back(phones_text(worse.fail, "misses calls", "miss calls"));
  }
  if (worse.deaf > 0) {
    parts.push_back(phones_text(worse.deaf, "cannot be called", "cannot be called") +
                    " for up to " + short_text(worse.most_deaf));
  }
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : ", ") + part;
  return text + ", " + scenario.devices[worse.first].name + " first";
}

bool suffers(const std::vector<Toll>& tolls) {
  return std::ranges::any_of(tolls, [](const Toll& toll) {
    return toll.losses > 0 || toll.failed_calls > 0 || toll.never || toll.never_back ||
           toll.never_at_first || toll.out_of_reach > chance;
  });
}

void add_history(const History& history, std::vector<Toll>& tolls) {
  for (const Stay& stay : history.stays) {
    tolls[stay.phone].losses += stay.lost ? 1 : 0;
    tolls[stay.phone].registered += stay.held();
  }
  for (const Absence& one : history.never_registered) tolls[one.phone].never = true;
  for (const Absence& one : history.never_back) tolls[one.phone].never_back = true;
  for (const Absence& one : history.never_at_first) tolls[one.phone].never_at_first = true;
  for (const Call& call : history.calls) tolls[call.phone].failed_calls += call.failed ? 1 : 0;
}

}  // namespace

Prover::Seen Prover::run(const Scenario& scenario, Look look) {
  Seen seen{.tolls = std::vector<Toll>(scenario.devices.size())};
  const std::uint64_t overhead = 5'000 + 20 * scenario.devices.size();
  if (left_ <= overhead || interrupted_) return seen;
  left_ -= overhead;
  const RunOf what{.scenario = scenario,
                   .seed = scenario.seed,
                   .what = "lint",
                   .stop = look.until,
                   .most_events = std::min(left_, effort_.most_of_a_run)};
  const Simulation one = simulate(what, progress_);
  interrupted_ = interrupted_ || one.interrupted;
  left_ -= std::min(left_, one.world->network().events());
  seen.ended = !one.interrupted && !one.given_up && !one.world->network().exhausted();
  if (!seen.ended) return seen;
  add_history(observe(*one.world, scenario), seen.tolls);
  if (!look.calls) return seen;
  const ServiceOptions options{
      .moments = 24, .resolution = 1s, .most_events = std::min(left_, effort_.most_of_a_run / 2)};
  const auto service = ask_service(what, options, progress_);
  if (!service) {
    interrupted_ = true;
    seen.ended = false;
    return seen;
  }
  left_ -= std::min(left_, service->events);
  seen.ended = service->end + 1min >= Time{} + look.until;
  if (service->given_up) seen.noise = std::max(chance, 2 * service->grid);
  for (const PhoneService& phone : service->phones) {
    for (const Outage& outage : phone.outages) {
      if (outage.counts()) seen.tolls[phone.phone].out_of_reach += outage.lasted();
    }
  }
  return seen;
}

const Prover::Seen& Prover::as_it_is(const Scenario& scenario, const std::string& besides,
                                     Look look) {
  const auto key = std::tuple(besides, look.until, look.calls);
  const auto known = bases_.find(key);
  return known != bases_.end() ? known->second : bases_[key] = run(scenario, look);
}

// Most is seen soon, and by registrations: what costs more is looked at last.
std::vector<Prover::Look> Prover::looks_at(const Suspicion& suspicion,
                                           const Scenario& scenario) const {
  const Duration whole = std::min(scenario.duration, effort_.longest);
  const Duration first = suspicion.stress ? whole : std::min(whole, first_look_);
  std::vector<Look> looks{{first, false}};
  if (first < whole) looks.push_back({whole, false});
  if (suspicion.by_calls) looks.push_back({first, true});
  if (suspicion.by_calls && first < whole) looks.push_back({whole, true});
  return looks;
}

// The scenario in which it is to be seen.
std::optional<Scenario> Prover::prepared(const Suspicion& suspicion) const {
  sim::Diagnostics refused;
  auto scenario = changed(scenario_, {}, refused);
  if (!scenario || !suspicion.stress) return scenario;
  const Stress& stress = *suspicion.stress;
  scenario->timeline = {};
  scenario = changed(*scenario, stress.sets, refused);
  if (!scenario) return std::nullopt;
  scenario->duration = stress.watched;
  auto& timeline = scenario->timeline.edit();
  timeline = stress.acts;
  for (std::size_t i = 0; i < timeline.size(); ++i) timeline[i].number = i + 1;
  return scenario;
}

bool Prover::prove(const Suspicion& suspicion, LintFinding& finding) {
  finding.level = LintLevel::warning;
  if (suspicion.holds) {
    finding.level = LintLevel::note;
    finding.proof = "it holds; nothing was run";
    return true;
  }
  const std::string besides = suspicion.stress ? "with " + suspicion.stress->text + ", " : "";
  const auto scenario = prepared(suspicion);
  if (!scenario) {
    finding.proof = "not proven: no run could be made of it";
    return true;
  }
  Duration looked{};
  bool suffered = false;
  bool is_too_dear = false;
  for (const Look look : looks_at(suspicion, *scenario)) {
    const Seen& base = as_it_is(*scenario, besides, look);
    is_too_dear = is_too_dear || !base.ended;
    if (!base.ended) continue;
    const bool may_be_late = suspicion.late > Duration{} && looked == Duration{};
    looked = std::max(looked, look.until);
    suffered = suffered || suffers(base.tolls);
    if (!may_be_late && !suffers(base.tolls)) continue;
    for (const Difference& cure : suspicion.cures) {
      const auto cured = with(cure, *scenario);
      if (!cured) continue;
      const Seen seen = run(*cured, look);
      is_too_dear = is_too_dear || !seen.ended;
      if (seen.ended && is_proof(base, seen, suspicion, cure, *scenario, finding)) {
        return true;
      }
    }
  }
  if (!finding.proof.empty()) return true;
  finding.proof = "not proven: " + besides;
  if (interrupted_) {
    finding.proof += "interrupted";
  } else if (looked == Duration{}) {
    finding.proof += "the run would have more events than may be spent";
  } else if (!suffered) {
    finding.proof += "in " + short_text(looked) + " nobody suffers from it";
  } else if (suspicion.cures.empty()) {
    finding.proof += "nothing was found that could be set instead";
  } else {
    finding.proof += is_too_dear ? "further runs would have more events than may be spent"
                                 : "a run without it ends no differently";
  }
  return !suffered;
}

void Prover::prove_apart(const Suspicion& suspicion, const std::vector<Suspicion>& all,
                         LintFinding& finding) {
  if (suspicion.stress) return;
  std::optional<Difference> rest;
  for (const Suspicion& other : all) {
    const bool counts = !other.stress && !other.holds && !other.cures.empty();
    if (&other == &suspicion || !counts || other.paths[0] == suspicion.paths[0]) continue;
    rest = rest ? both(*rest, other.cures.front()) : other.cures.front();
  }
  const auto scenario = rest ? with(*rest, scenario_) : std::nullopt;
  if (!scenario) return;
  for (const Look look : looks_at(suspicion, *scenario)) {
    const Seen base = run(*scenario, look);
    if (!base.ended) return;
    if (!suffers(base.tolls)) continue;
    for (const Difference& cure : suspicion.cures) {
      const auto cured = with(cure, *scenario);
      if (!cured) continue;
      const Seen seen = run(*cured, look);
      if (!seen.ended || !is_proof(base, seen, suspicion, cure, *scenario, finding)) continue;
      finding.proof += " (what else is told here has its first cure)";
      return;
    }
  }
}

// Whether that run is better, and for nobody worse. One in which phones come sooner is told, and no
// proof.
bool Prover::is_proof(const Seen& base, const Seen& cured, const Suspicion& suspicion,
                      const Difference& cure, const Scenario& scenario, LintFinding& finding) {
  const std::string besides = suspicion.stress ? "with " + suspicion.stress->text + ", " : "";
  const Duration noise = std::max({chance, base.noise, cured.noise});
  const Worse worse = worse_in(base.tolls, cured.tolls, noise);
  if (worse.is_any() && !worse_in(cured.tolls, base.tolls, noise).is_any()) {
    finding.level = LintLevel::error;
    finding.proof = "run: " + besides + text_of(worse, scenario) + "; not with " + cure.text();
    finding.cure = cure.text();
    return true;
  }
  const bool is_late = suspicion.late > Duration{} && worse.most_late >= suspicion.late;
  if (is_late && finding.cure.empty()) {
    finding.proof = "run: " + besides + phones_text(worse.late, "registers", "register") +
                    " up to " + short_text(worse.most_late) + " later than with " + cure.text() +
                    "; nobody is lost";
    finding.cure = cure.text();
  }
  return false;
}

}  // namespace app
