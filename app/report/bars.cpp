// One bar for each phone: where it was registered over time.
#include <algorithm>
#include <array>
#include <cmath>

#include "app/report/terminal.hpp"
#include "sim/base/text.hpp"

namespace app {
namespace {

constexpr std::size_t changing = ~std::size_t{0};
constexpr std::size_t deaf = changing - 1;
constexpr std::size_t most_bars = 3;  // of one group; the others are only counted

// What a phone's registration was during most of one character's span; `changing` if a whole
// registration lies within it.
std::size_t where(std::span<const Stay> stays, Time from, Time to, std::size_t nowhere) {
  std::size_t best = nowhere;
  Duration longest{};
  Duration registered{};
  for (const Stay& stay : stays) {
    const Duration overlap = std::min(stay.to, to) - std::max(stay.from, from);
    if (overlap <= Duration{}) continue;
    if (stay.from > from && stay.to < to) return changing;
    registered += overlap;
    if (overlap > longest) {
      longest = overlap;
      best = stay.server;
    }
  }
  return (to - from) - registered > longest ? nowhere : best;
}

// Registered during that span, but for most of it no call would have arrived.
bool is_deaf(const PhoneService* phone, Time from, Time to) {
  Duration sum{};
  if (phone == nullptr) return false;
  for (const Outage& outage : phone->outages) {
    if (outage.deaf == Duration{}) continue;
    sum += std::max(Duration{}, std::min(outage.to, to) - std::max(outage.from, from));
  }
  return 2 * sum > to - from;
}

const PhoneService* service_of(const RunResult& result, std::size_t phone) {
  if (!result.service) return nullptr;
  const auto& all = result.service->phones;
  const auto found = std::ranges::find(all, phone, &PhoneService::phone);
  return found == all.end() ? nullptr : &*found;
}

std::string bar(const RunResult& result, std::size_t phone, std::size_t primary, std::size_t width,
                const Style& style) {
  const auto stays = std::ranges::equal_range(result.history.stays, phone, {}, &Stay::phone);
  const PhoneService* const service = service_of(result, phone);
  const Duration span = result.history.end.time_since_epoch();
  const std::size_t nowhere = result.scenario.devices.size();
  std::string text;
  std::string run;
  std::size_t last = nowhere;
  const auto flush = [&] {
    if (run.empty()) return;
    text += last == primary                   ? style.first(run)
            : last == nowhere || last == deaf ? style.none(run)
                                              : style.second(run);
    run.clear();
  };
  for (std::size_t i = 0; i < width; ++i) {
    const Time from =
        Time{} + span / static_cast<std::int64_t>(width) * static_cast<std::int64_t>(i);
    const Time to = from + span / static_cast<std::int64_t>(width);
    std::size_t now = where(stays, from, to, nowhere);
    if (now < nowhere && is_deaf(service, from, to)) now = deaf;
    if (now != last) flush();
    last = now;
    run += now == primary    ? "█"
           : now == nowhere  ? "·"
           : now == changing ? "▚"
           : now == deaf     ? "×"
                             : "▒";
  }
  flush();
  return text;
}

// 0, a quarter, half, ... of the run, under the bar.
std::string axis(Duration span, std::size_t width) {
  std::string line(width + 8, ' ');
  for (std::size_t quarter = 0; quarter <= 4; ++quarter) {
    const auto at = Duration{span.count() / 4 * static_cast<std::int64_t>(quarter)};
    const std::string label = sim::to_text(Duration{at.count() / 1'000'000'000 * 1'000'000'000});
    std::size_t column = width * quarter / 4;
    if (quarter > 0) column -= std::min(column, label.size() / 2);
    line.replace(column, label.size(), label);
  }
  while (!line.empty() && line.back() == ' ') line.pop_back();
  return line;
}

// The first phones of an entry that lost something, or never registered; else simply the first.
std::vector<std::size_t> phones_to_show(const History& history, const Entry& entry) {
  std::vector<std::size_t> phones;
  const auto add = [&](std::size_t phone) {
    const bool own = entry.first <= phone && phone < entry.first + entry.count;
    if (own && phones.size() < most_bars && std::ranges::find(phones, phone) == phones.end()) {
      phones.push_back(phone);
    }
  };
  for (const Absence& never : history.never_registered) add(never.phone);
  for (const Stay& stay : history.stays) {
    if (stay.lost) add(stay.phone);
  }
  for (std::size_t i = 0; i < entry.count && phones.size() < most_bars; ++i) add(entry.first + i);
  std::ranges::sort(phones);
  return phones;
}

}  // namespace

std::string in_ascii(std::string text) {
  constexpr std::array<std::pair<std::string_view, char>, 5> signs{
      {{"█", '#'}, {"▒", '='}, {"▚", '%'}, {"×", 'x'}, {"·", '.'}}};
  for (const auto& [sign, plain] : signs) {
    for (auto at = text.find(sign); at != text.npos; at = text.find(sign, at + 1)) {
      text.replace(at, sign.size(), 1, plain);
    }
  }
  return text;
}

std::string timeline_bars(const RunResult& result, const Style& style, std::size_t width) {
  const Scenario& scenario = result.scenario;
  std::string text;
  for (const Entry& entry : scenario.entries) {
    const auto servers = servers_of(entry.specs[0]);
    if (servers.empty()) continue;
    const std::size_t primary = *scenario.device(servers[0].value);
    const auto shown_phones = phones_to_show(result.history, entry);
    const std::size_t shown = shown_phones.size();
    std::size_t name_width = 0;
    for (const std::size_t phone : shown_phones) {
      name_width = std::max(name_width, scenario.devices[phone].name.size());
    }
    for (const std::size_t phone : shown_phones) {
      text += "  " + padded(scenario.devices[phone].name, name_width) + "  " +
              bar(result, phone, primary, width, style) + "\n";
    }
    text += "  " + std::string(name_width, ' ') + "  " +
            style.dim(axis(result.history.end.time_since_epoch(), width)) + "\n";
    std::string legend = "█ " + servers[0].value;
    for (std::size_t i = 1; i < servers.size(); ++i) {
      legend += (i == 1 ? "   ▒ " : ", ") + servers[i].value;
    }
    if (text.find("▚") != std::string::npos) legend += "   ▚ changing";
    if (text.find("×") != std::string::npos) legend += "   × registered, but deaf";
    if (entry.count > shown) {
      legend += "   · nowhere   (and " + std::to_string(entry.count - shown) + " more of " +
                entry.name + ")";
    } else {
      legend += "   · nowhere";
    }
    text += "  " + std::string(name_width, ' ') + "  " + style.dim(legend) + "\n";
  }
  return text;
}

}  // namespace app
