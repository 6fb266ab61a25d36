#include "app/report/phrases.hpp"

#include <fmt/format.h>

#include <cmath>
#include <map>

#include "app/report/short_text.hpp"

namespace app {

std::vector<Phrase> verdict_phrases(const RunResult& result) {
  std::vector<std::size_t> losers;
  for (const Stay& stay : result.history.stays) {
    if (stay.lost && (losers.empty() || losers.back() != stay.phone)) losers.push_back(stay.phone);
  }
  const std::size_t phones = result.phones();
  std::vector<Phrase> phrases;
  if (!losers.empty()) {
    phrases.push_back({fmt::format("{} of {} phones lose their registration, {} times",
                                   losers.size(), phones, result.losses()),
                       Tone::bad});
  }
  if (const std::size_t never = result.history.never_registered.size(); never > 0) {
    if (!phrases.empty()) phrases.push_back({"; "});
    phrases.push_back({fmt::format("{} of {} phones never register", never, phones), Tone::bad});
  }
  if (phrases.empty()) phrases.push_back({"no phone loses its registration", Tone::good});
  phrases.push_back({fmt::format("; {} of {} registered at the end",
                                 result.history.registered_at_end.size(), phones)});
  const std::string end = sim::clock_text(result.history.end);
  if (result.interrupted) phrases.push_back({"; interrupted at " + end, Tone::bad});
  if (result.exhausted) {
    phrases.push_back(
        {"; stopped at " + end + ": too many frames under way, a broadcast storm", Tone::bad});
  }
  return phrases;
}

std::vector<CycleLine> cycle_lines(const RunResult& result) {
  std::map<std::string, std::size_t> phones;
  for (const Cycle& cycle : result.history.cycles) {
    std::string text = fmt::format(
        "every {}:",
        sim::to_text(Duration{static_cast<std::int64_t>(cycle.period_s + 0.5) * 1'000'000'000}));
    for (const auto& phase : cycle.phases) {
      text += fmt::format(" {} on {},",
                          short_text(Duration{std::llround(phase.held_s * 10) * 100'000'000}),
                          result.scenario.devices[phase.server].name);
    }
    text += fmt::format(" {} times", cycle.repeats);
    ++phones[text];
  }
  std::vector<CycleLine> lines;
  for (const auto& [text, count] : phones) lines.push_back({text, count});
  return lines;
}

std::string change_text(const RunResult& result, const RemedyResult& remedy) {
  std::string text = fmt::format("losses {} -> {}", result.losses(), remedy.losses);
  if (const std::size_t never = result.history.never_registered.size(); never > 0) {
    text += fmt::format(", never registered {} -> {}", never, remedy.never_registered);
  }
  return text;
}

std::string counted(std::size_t count, const std::string& noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

}  // namespace app
