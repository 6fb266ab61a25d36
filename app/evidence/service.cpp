// The grid on which a run is surveyed, and what the survey comes to for each phone.
#include "app/evidence/service.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "app/evidence/survey.hpp"

namespace app {
namespace {

using Step = Survey::Step;

// No two gaps in a row are alike (the golden ratio sees to it), so that no period of the network's
// hides between them; and each act of the timeline is a moment of its own.
std::vector<Time> grid(const Scenario& scenario, Duration whole, std::size_t count) {
  std::vector<Time> moments;
  const auto width = static_cast<std::uint64_t>(whole.count()) / count;
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::uint64_t turn = (i * 0x9e37'79b9'7f4a'7c15) >> 44;  // 20 bits
    const std::uint64_t part = (width >> 20) * turn + (((width & 0xf'ffff) * turn) >> 20);
    moments.push_back(Time{} + Duration(static_cast<std::int64_t>(i * width + part)));
  }
  moments.push_back(Time{} + whole);
  for (const TimelineEntry& entry : scenario.timeline) {
    if (entry.at < moments.back()) moments.push_back(entry.at);
  }
  std::ranges::sort(moments);
  moments.erase(std::unique(moments.begin(), moments.end()), moments.end());
  std::erase(moments, Time{});  // nothing has happened yet
  return moments;
}

Duration widest_gap(const std::vector<Time>& moments) {
  Duration widest{};
  for (std::size_t i = 0; i < moments.size(); ++i) {
    widest = std::max(widest, moments[i] - (i == 0 ? Time{} : moments[i - 1]));
  }
  return widest;
}

// How many moments the budget allows; 0: too few.
std::size_t affordable(const Scenario& scenario, std::size_t phones, Duration whole,
                       const ServiceOptions& options) {
  constexpr std::uint64_t of_a_call = 60;  // events
  constexpr std::size_t too_few = 12;
  const std::uint64_t once = 3 * scenario.devices.size() + of_a_call * phones + 1;
  const auto wanted = std::max<std::int64_t>(
      1,
      std::min<std::int64_t>(static_cast<std::int64_t>(options.moments), whole / options.finest));
  const auto count =
      std::min<std::uint64_t>(options.most_events / 2 / once, static_cast<std::uint64_t>(wanted));
  return count < too_few && count < static_cast<std::uint64_t>(wanted) ? 0 : count;
}

bool is_registered(const Step& step) {
  return !step.deaf || (step.deaf != Deaf::switched_off && step.deaf != Deaf::starting &&
                        step.deaf != Deaf::not_registered);
}

// A start that leads nowhere, or takes longer than that, is an outage like any other.
void judge_start(std::vector<Step>& steps, Time end, Duration patience) {
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (steps[i].deaf != Deaf::starting) continue;
    const Time to = i + 1 < steps.size() ? steps[i + 1].at : end;
    const bool came =
        std::any_of(steps.begin() + static_cast<std::ptrdiff_t>(i), steps.end(), is_registered);
    if (to - steps[i].at > patience || !came) steps[i].deaf = Deaf::not_registered;
  }
}

// What is shorter than the search resolves, beside what is excused: a call that was on its way
// when its phone was switched off, the registrar's first OPTIONS after a start.
void excuse_edges(std::vector<Step>& steps, Time end, Duration resolution) {
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (!steps[i].deaf) continue;
    const Time to = i + 1 < steps.size() ? steps[i + 1].at : end;
    if (to - steps[i].at >= resolution) continue;
    if (i > 0 && steps[i - 1].deaf == Deaf::starting) steps[i].deaf = Deaf::starting;
    if (i + 1 < steps.size() && steps[i + 1].deaf == Deaf::switched_off) {
      steps[i].deaf = Deaf::switched_off;
    }
  }
}

// Of one silence: what most of it was.
using Parts = std::array<Duration, every_deaf.size()>;
void close(Outage& outage, const Parts& parts, Time to, bool ended) {
  outage.to = to;
  outage.ended = ended;
  outage.why = static_cast<Deaf>(std::ranges::max_element(parts) - parts.begin());
}

PhoneService summed_up(std::size_t phone, std::vector<Step> steps, Time end,
                       const ServiceOptions& options) {
  judge_start(steps, end, options.start);
  excuse_edges(steps, end, options.resolution);
  PhoneService sum{.phone = phone};
  Parts parts{};
  bool open = false;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const auto& [from, deaf] = steps[i];
    const Time to = i + 1 < steps.size() ? steps[i + 1].at : end;
    if (to <= from) continue;
    const bool excused = deaf == Deaf::switched_off || deaf == Deaf::starting;
    if (open && (!deaf || excused || !sum.outages.back().counts())) {
      close(sum.outages.back(), parts, from, true);
      open = false;
    }
    if (!excused) sum.due += to - from;
    if (!deaf) {
      sum.callable += to - from;
      sum.back = from;
      continue;
    }
    if (!open) {
      sum.outages.push_back({.from = from, .why = *deaf});
      parts = {};
      open = true;
    }
    parts[static_cast<std::size_t>(*deaf)] += to - from;
    if (is_registered(steps[i])) {
      sum.outages.back().deaf += to - from;
      sum.deaf += to - from;
    }
  }
  if (open) close(sum.outages.back(), parts, end, false);
  for (const Outage& outage : sum.outages) {
    if (outage.counts()) sum.longest = std::max(sum.longest, outage.lasted());
  }
  sum.callable_at_end = !steps.back().deaf;
  return sum;
}

}  // namespace

std::string_view to_text(Deaf why) {
  switch (why) {
    case Deaf::switched_off: return "switched_off";
    case Deaf::starting: return "starting";
    case Deaf::not_registered: return "not_registered";
    case Deaf::unreachable: return "unreachable";
    case Deaf::no_answer: return "no_answer";
    case Deaf::rings_elsewhere: return "rings_elsewhere";
    case Deaf::refused: return "refused";
  }
  return "";
}

const Outage* PhoneService::at(Time moment) const {
  for (const Outage& outage : outages) {
    if (outage.from <= moment && (moment < outage.to || !outage.ended)) return &outage;
  }
  return nullptr;
}

std::optional<Service> ask_service(const RunOf& run, const ServiceOptions& options,
                                   const Progress& progress) {
  const Duration whole = run.stop.value_or(run.scenario.duration);
  Survey survey(run, options, progress);
  const std::size_t phones = survey.steps().size();
  Service service;
  const std::size_t count = affordable(run.scenario, phones, whole, options);
  if (phones == 0) return service;
  service.given_up = count == 0;
  if (service.given_up) return service;
  const std::vector<Time> moments = grid(run.scenario, whole, count);
  service.grid = widest_gap(moments);
  for (std::size_t i = 0; i < moments.size(); ++i) {
    survey.advance(moments[i], moments.size() - i - 1);
    if (survey.interrupted()) return std::nullopt;
    if (survey.course().now() < moments[i]) break;  // a storm
    service.end = moments[i];
    service.given_up = survey.is_spent() || survey.course().network().events() >= run.most_events;
    if (service.given_up) break;
  }
  service.given_up = service.given_up || survey.is_coarse();
  service.events = survey.events();
  for (std::uint32_t i = 0; i < phones; ++i) {
    service.phones.push_back(
        summed_up(survey.course().world().phone(i), survey.steps()[i], service.end, options));
  }
  return service;
}

}  // namespace app
