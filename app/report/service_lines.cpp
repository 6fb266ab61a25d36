#include "app/report/service_lines.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/scenario/short_text.hpp"

namespace app {
namespace {

// What some phones went through together.
struct Sum {
  std::size_t phones = 0;
  std::size_t out = 0;         // with an outage that counts
  std::size_t deaf = 0;        // of them, registered all the same
  std::size_t out_at_end = 0;  // and not back then
  Duration callable{};
  Duration due{};
  const PhoneService* worst = nullptr;  // the longest outage
  const PhoneService* last = nullptr;   // that came back

  void add(const PhoneService& phone) {
    ++phones;
    callable += phone.callable;
    due += phone.due;
    if (phone.longest == Duration{}) return;
    ++out;
    deaf += phone.deaf > Duration{} ? 1 : 0;
    out_at_end += !phone.outages.back().ended && phone.outages.back().counts() ? 1 : 0;
    if (worst == nullptr || phone.longest > worst->longest) worst = &phone;
    const bool came_back =
        std::ranges::any_of(phone.outages, [](const Outage& o) { return o.counts() && o.ended; });
    if (came_back && phone.back && (last == nullptr || *phone.back > *last->back)) last = &phone;
  }
};

Sum sum_of(const Service& service, std::size_t first, std::size_t count) {
  Sum sum;
  for (const PhoneService& phone : service.phones) {
    if (first <= phone.phone && phone.phone < first + count) sum.add(phone);
  }
  return sum;
}

// Nothing that is not whole reads as 100 %.
std::string percent(double share) {
  return fmt::format("{:.1f} %", std::min(share * 100, share < 1 ? 99.9 : 100.0));
}

Time longest_from(const PhoneService& phone) {
  const auto longest = std::ranges::find_if(
      phone.outages, [&](const Outage& o) { return o.counts() && o.lasted() == phone.longest; });
  return longest->from;
}

}  // namespace

std::vector<Phrase> service_phrases(const RunResult& result) {
  if (!result.service) return {};
  const Service& service = *result.service;
  if (service.phones.empty()) {
    return {{service.given_up ? "; no calls tried: too many phones" : ""}};
  }
  const Sum sum = sum_of(service, 0, result.scenario.devices.size());
  const std::string up_to =
      service.end < result.history.end ? " until " + sim::clock_text(service.end) : "";
  if (sum.out == 0) return {{"; every phone can be called" + up_to}};
  std::vector<Phrase> phrases{
      {fmt::format("; {} of {} phones cannot be called at times{}, for up to {}", sum.out,
                   sum.phones, up_to, short_text(sum.worst->longest)),
       Tone::bad}};
  if (sum.deaf > 0) {
    phrases.push_back(
        {fmt::format("; {} of {} phones are registered, but deaf at times", sum.deaf, sum.phones),
         Tone::bad});
  }
  return phrases;
}

std::vector<ServiceLine> service_lines(const RunResult& result) {
  std::vector<ServiceLine> lines;
  if (!result.service) return lines;
  const auto name = [&](const PhoneService& phone) -> const std::string& {
    return result.scenario.devices[phone.phone].name;
  };
  for (const Entry& entry : result.scenario.entries) {
    const Sum sum = sum_of(*result.service, entry.first, entry.count);
    if (sum.out == 0) continue;
    const double share = sim::seconds(sum.callable) / std::max(1e-9, sim::seconds(sum.due));
    std::string text = fmt::format("{} of the time; longest outage {} ({} from {})", percent(share),
                                   short_text(sum.worst->longest), name(*sum.worst),
                                   sim::clock_text(longest_from(*sum.worst)));
    if (sum.last != nullptr) {
      text +=
          fmt::format("; last back at {} ({})", sim::clock_text(*sum.last->back), name(*sum.last));
    }
    if (sum.deaf > 0) text += fmt::format("; {} registered, but deaf", counted(sum.deaf, "phone"));
    if (sum.out_at_end > 0) text += fmt::format("; {} not back", counted(sum.out_at_end, "phone"));
    lines.push_back({entry.name, text});
  }
  return lines;
}

std::string service_note(const Service& service) {
  return fmt::format("asked at least every {}: shorter outages may be missed{}",
                     short_text(service.grid),
                     service.given_up ? "; the budget did not suffice for all their ends" : "");
}

}  // namespace app
