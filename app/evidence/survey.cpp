#include "app/evidence/survey.hpp"

#include <algorithm>

namespace app {

Survey::Survey(const RunOf& run, const ServiceOptions& options, const Progress& progress)
    : options_(options),
      progress_(progress),
      whole_(run.stop.value_or(run.scenario.duration)),
      course_(run.scenario, run.seed),
      standings_(course_.world(), run.scenario),
      steps_(course_.network().number_of_phones(), {{Time{}, Deaf::switched_off}}),
      samples_(steps_.size()),
      turns_(steps_.size()) {}

bool Survey::tell() {
  const double done = sim::seconds(course_.now().time_since_epoch()) / sim::seconds(whole_);
  interrupted_ = interrupted_ || (progress_ && progress_("calls", done));
  return !interrupted_;
}

void Survey::advance(Time to, std::size_t slices_left) {
  const Course before(course_);
  const Time from = course_.now();
  if (!course_.run_until(to, stops()) || course_.now() < to) return;
  const std::vector<Segment> all = segments(from, to);
  for (auto& turns : turns_) turns.clear();
  reserve_ = slices_left * last_cost_;
  ask(moments_of(all, from, to), before, to);
  bisect(all, before);
  write(all, from);
  for (auto& samples : samples_) {  // the last answer is the next slice's first
    if (!samples.empty()) samples.erase(samples.begin(), samples.end() - 1);
  }
}

std::vector<Survey::Segment> Survey::segments(Time from, Time to) {
  std::vector<Segment> all;
  std::vector<Standing> standing;
  for (std::uint32_t i = 0; i < steps_.size(); ++i) standing.push_back(standings_.of(i));
  const auto changes = standings_.read(course_.world());
  for (std::uint32_t i = 0; i < changes.size(); ++i) {
    Time since = from;
    for (const Standings::Change& change : changes[i]) {
      if (change.at > since) all.push_back({i, since, change.at, standing[i], false});
      since = std::max(since, change.at);
      standing[i] = change.now;
    }
    all.push_back({i, since, to, standing[i], true});
  }
  return all;
}

// The end, for everybody who is registered then; and beside each change of a registration, for
// that phone. Of many changes those that are close together are asked about at one moment.
Survey::Moments Survey::moments_of(const std::vector<Segment>& segments, Time from, Time to) const {
  constexpr int many = 16;
  Moments moments;
  for (const bool exactly : {true, false}) {
    moments.clear();
    const Duration unit = exactly ? Duration{1} : std::max(Duration{1}, (to - from) / many);
    for (const Segment& s : segments) {
      if (s.standing.out) continue;
      const auto add = [&](Time at) {
        auto& calls = moments[at];
        if (calls.empty() || calls.back().phone != s.phone) {
          calls.push_back({s.phone, s.standing.server});
        }
      };
      const Time first = from + ((s.from - from + unit - Duration{1}) / unit) * unit;
      if (s.from > from && s.has(first)) add(first);
      const Time last = from + ((s.to - options_.resolution - from) / unit) * unit;
      if (s.is_last) {
        add(to);
      } else if (last > from && s.has(last)) {
        add(last);
      }
    }
    if (moments.size() <= many + 1) break;
  }
  return moments;
}

void Survey::ask(const Moments& moments, const Course& before, Time end) {
  Course walker(before);
  for (const auto& [at, calls] : moments) {
    if (!tell()) return;
    const std::uint64_t spent = events_;
    if (at != end) {
      if (spent + reserve_ + last_cost_ >= options_.most_events) {
        coarse_ = true;
        continue;
      }
      if (!walker.run_until(at, stops())) return;
    }
    const Hearing answers = try_calls(at == end ? course_ : walker, calls, events_, stops());
    for (std::size_t i = 0; i < calls.size(); ++i) {
      auto& samples = samples_[calls[i].phone];
      if (samples.empty() || samples.back().at < at) samples.push_back({at, answers[i]});
    }
    if (at == end) last_cost_ = events_ - spent;
  }
}

void Survey::bisect(const std::vector<Segment>& segments, const Course& before) {
  std::map<std::pair<Time, Time>, std::vector<Doubt>> doubts;
  for (const Segment& s : segments) {
    if (s.standing.out) continue;
    const Sample* last = nullptr;
    for (const Sample& sample : samples_[s.phone]) {
      if (!s.has(sample.at)) continue;
      if (last != nullptr && last->deaf.has_value() != sample.deaf.has_value()) {
        doubts[{last->at, sample.at}].push_back(
            {{s.phone, s.standing.server}, last->deaf, sample.deaf});
      }
      last = &sample;
    }
  }
  for (const auto& [between, list] : doubts) {
    Course low(before);
    if (!low.run_until(between.first, stops())) return;
    bisect(low, between.first, between.second, list);
  }
}

void Survey::bisect(const Course& at, Time low, Time high, const std::vector<Doubt>& doubts) {
  if (doubts.empty() || !tell()) return;
  const bool affordable = events_ + reserve_ < options_.most_events;
  if (high - low <= options_.resolution || !affordable) {
    coarse_ = coarse_ || high - low > options_.resolution;
    for (const Doubt& d : doubts) turns_[d.call.phone].push_back({high, d.after});
    return;
  }
  const Time middle = low + (high - low) / 2;
  Course there(at);
  if (!there.run_until(middle, stops())) return;
  std::vector<TrialCall> calls;
  for (const Doubt& d : doubts) calls.push_back(d.call);
  const Hearing answers = try_calls(there, calls, events_, stops());
  std::vector<Doubt> left;
  std::vector<Doubt> right;
  for (std::size_t i = 0; i < doubts.size(); ++i) {
    const Doubt& d = doubts[i];
    const bool rings = !answers[i].has_value();
    if (rings != !d.before.has_value()) left.push_back({d.call, d.before, answers[i]});
    if (rings != !d.after.has_value()) right.push_back({d.call, answers[i], d.after});
  }
  bisect(at, low, middle, left);
  bisect(there, middle, high, right);
}

void Survey::write(const std::vector<Segment>& segments, Time from) {
  for (const Segment& s : segments) {
    if (s.standing.out) {
      step(s.phone, s.from, s.standing.out);
      continue;
    }
    std::vector<Sample> all = turns_[s.phone];
    std::optional<Deaf> first;  // never asked: it is taken to have rung
    bool is_first = true;
    for (const Sample& sample : samples_[s.phone]) {
      if (!s.has(sample.at)) continue;
      if (is_first) first = sample.deaf;
      is_first = false;
      if (sample.deaf) all.push_back(sample);  // of the same silence another reason, perhaps
    }
    std::ranges::stable_sort(all, {}, &Sample::at);
    if (s.from > from || is_first) step(s.phone, s.from, first);
    for (const Sample& one : all) {
      if (s.has(one.at)) step(s.phone, one.at, one.deaf);
    }
  }
}

void Survey::step(std::uint32_t phone, Time at, std::optional<Deaf> deaf) {
  auto& steps = steps_[phone];
  if (steps.back().at == at) steps.pop_back();
  if (steps.empty() || steps.back().deaf != deaf) steps.push_back({at, deaf});
}

}  // namespace app
