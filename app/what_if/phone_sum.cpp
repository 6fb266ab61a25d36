#include "app/what_if/phone_sum.hpp"

#include <algorithm>
#include <set>

#include "app/scenario/short_text.hpp"

namespace app {
namespace {

using MeasureKind = Measure::Kind;

std::int64_t count_of(const std::vector<Absence>& list, std::size_t phone) {
  return std::ranges::count(list, phone, &Absence::phone);
}

const PhoneService* service_of(const RunResult& result, std::size_t phone) {
  if (!result.service) return nullptr;
  for (const PhoneService& one : result.service->phones) {
    if (one.phone == phone) return &one;
  }
  return nullptr;
}

std::optional<std::int64_t> ns(std::optional<Time> at) {
  if (!at) return std::nullopt;
  return at->time_since_epoch().count();
}

// Of the registrations of one phone, which come in order of time.
struct Registrations {
  std::int64_t count = 0;
  std::int64_t losses = 0;
  Duration held{};  // at any server
  std::optional<Time> first_loss{};
  std::optional<Time> last_loss{};
  std::optional<Time> first{};
  std::set<std::string> reasons{};
  std::set<std::string> at_end{};  // servers

  Registrations(const RunResult& result, std::size_t phone) {
    Time until{};
    for (const Stay& stay : result.history.stays) {
      if (stay.phone != phone) continue;
      ++count;
      if (stay.to > until) held += stay.to - std::max(until, stay.from);
      until = std::max(until, stay.to);
      if (!first || stay.from < *first) first = stay.from;
      if (!stay.ended) at_end.insert(result.scenario.devices[stay.server].name);
      if (!stay.lost) continue;
      ++losses;
      reasons.insert(stay.reason);
      if (!first_loss || stay.to < *first_loss) first_loss = stay.to;
      if (!last_loss || stay.to > *last_loss) last_loss = stay.to;
    }
  }
};

// Of the times in which it could not be called.
struct Outages {
  std::int64_t count = 0;
  Duration out{};

  explicit Outages(const PhoneService& service) {
    for (const Outage& outage : service.outages) {
      if (!outage.counts()) continue;
      ++count;
      out += outage.lasted();
    }
  }
};

std::string joined(const std::set<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text.empty() ? "none" : text;
}

}  // namespace

std::vector<Measure> measures_of(const RunResult& result, std::size_t phone) {
  const History& history = result.history;
  const Registrations r(result, phone);
  std::vector<Measure> all;
  const auto number = [&](std::string_view name, std::string_view what, MeasureKind kind, int worse,
                          std::optional<std::int64_t> value) {
    all.push_back({name, what, kind, worse, value, ""});
  };
  const auto word = [&](std::string_view name, std::string_view what, std::string text) {
    all.push_back({name, what, MeasureKind::word, 0, std::nullopt, std::move(text)});
  };
  number("losses", "registrations lost", MeasureKind::count, 1, r.losses);
  number("never_registered", "never registered", MeasureKind::flag, 1,
         count_of(history.never_registered, phone));
  number("never_back", "left a call server and came to none", MeasureKind::flag, 1,
         count_of(history.never_back, phone));
  number("never_at_first", "never at the first of its call servers", MeasureKind::flag, 1,
         count_of(history.never_at_first, phone));
  number("registered", "registered at the end", MeasureKind::flag, -1, r.at_end.empty() ? 0 : 1);
  number("calls", "calls of the timeline that failed", MeasureKind::count, 1,
         std::ranges::count_if(history.calls,
                               [&](const Call& c) { return c.phone == phone && c.failed; }));
  const PhoneService* service = service_of(result, phone);
  if (service != nullptr) {
    const Outages outages(*service);
    number("outage", "cannot be called, in all", MeasureKind::duration, 1, outages.out.count());
    number("outages", "times that it cannot be called", MeasureKind::count, 1, outages.count);
    number("deaf", "registered, but cannot be called, in all", MeasureKind::duration, 1,
           service->deaf.count());
    number("callable", "can be called at the end", MeasureKind::flag, -1,
           service->callable_at_end ? 1 : 0);
    number("back", "can be called again from", MeasureKind::time, 1,
           outages.count > 0 ? ns(service->back) : std::nullopt);
  }
  number("registered_for", "registered anywhere, in all", MeasureKind::duration, -1,
         r.held.count());
  number("registrations", "registrations, in all", MeasureKind::count, 0, r.count);
  number("first_loss", "the first loss at", MeasureKind::time, 0, ns(r.first_loss));
  number("last_loss", "the last loss at", MeasureKind::time, 0, ns(r.last_loss));
  number("first_registered", "registered first at", MeasureKind::time, 1, ns(r.first));
  word("reasons", "registrations end by", joined(r.reasons));
  word("server", "at the end at", joined(r.at_end));
  return all;
}

bool suffers_anything(const RunResult& result, std::size_t phone) {
  for (const Measure& one : measures_of(result, phone)) {
    const bool is_number = one.kind == MeasureKind::count || one.kind == MeasureKind::flag;
    if (is_number && one.worse > 0 && one.value.value_or(0) > 0) return true;
  }
  return false;
}

std::string to_text(const Measure& measure) {
  switch (measure.kind) {
    case MeasureKind::word: return measure.word;
    case MeasureKind::flag: return measure.value.value_or(0) != 0 ? "yes" : "no";
    case MeasureKind::count: return std::to_string(measure.value.value_or(0));
    case MeasureKind::time:
      return measure.value ? sim::clock_text(Time{} + Duration{*measure.value}) : "never";
    case MeasureKind::duration: return short_text(Duration{measure.value.value_or(0)});
  }
  return "";
}

}  // namespace app
