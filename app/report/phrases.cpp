#include "app/report/phrases.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "app/report/service_lines.hpp"
#include "app/scenario/short_text.hpp"

namespace app {

std::vector<Phrase> verdict_phrases(const RunResult& result) {
  std::vector<std::size_t> losers;
  std::vector<std::size_t> switched_off;
  for (const Stay& stay : result.history.stays) {
    if (stay.lost && (losers.empty() || losers.back() != stay.phone)) losers.push_back(stay.phone);
    if (stay.switched_off && (switched_off.empty() || switched_off.back() != stay.phone)) {
      switched_off.push_back(stay.phone);
    }
  }
  const std::size_t phones = result.phones();
  std::vector<Phrase> phrases;
  if (!losers.empty()) {
    phrases.push_back({fmt::format("{} of {} phones lose their registration, {} times",
                                   losers.size(), phones, result.losses()),
                       Tone::bad});
  }
  const auto add_bad = [&](std::size_t count, const char* what) {
    if (count == 0) return;
    if (!phrases.empty()) phrases.push_back({"; "});
    phrases.push_back({fmt::format("{} of {} phones {}", count, phones, what), Tone::bad});
  };
  add_bad(result.history.never_registered.size(), "never register");
  add_bad(result.history.never_back.size(), "leave their call server, and come to none");
  add_bad(result.history.never_at_first.size(), "are never at their first call server");
  if (phrases.empty()) phrases.push_back({"no phone loses its registration", Tone::good});
  if (!switched_off.empty()) {  // the timeline's doing: no failure, but told
    phrases.push_back(
        {fmt::format("; {} switched off by the timeline", counted(switched_off.size(), "phone"))});
  }
  phrases.push_back({fmt::format("; {} of {} registered at the end",
                                 result.history.registered_at_end.size(), phones)});
  if (const std::size_t calls = result.history.calls.size(); calls > 0) {
    const std::size_t failed = result.failed_calls();
    const bool talks =
        std::ranges::any_of(result.history.calls, [](const Call& call) { return !!call.talk; });
    phrases.push_back({failed > 0 ? fmt::format("; {} of {} {}", failed, counted(calls, "call"),
                                                talks ? "fail" : "do not come through")
                       : talks    ? "; every call goes well"
                                  : "; every call comes through",
                       failed > 0 ? Tone::bad : Tone::plain});
  }
  for (Phrase& phrase : service_phrases(result)) phrases.push_back(std::move(phrase));
  if (result.history.misdirected > 0) {
    phrases.push_back({fmt::format("; {} of another phone, taken by a PBX for the right one's",
                                   counted(result.history.misdirected, "answer")),
                       Tone::bad});
  }
  const std::string end = sim::clock_text(result.history.end);
  if (result.interrupted) {
    const bool at_remedies = result.history.end.time_since_epoch() >= result.duration;
    phrases.push_back({"; interrupted at " + (at_remedies ? "the remedies" : end), Tone::bad});
  }
  if (result.exhausted) {
    phrases.push_back({"; stopped at " + end + ": " + result.stopped_by(), Tone::bad});
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
  std::string text;
  const auto add = [&](const std::string& part) { text += (text.empty() ? "" : ", ") + part; };
  const std::size_t never = result.history.never_registered.size();
  if (result.losses() != remedy.losses) {
    add(fmt::format("losses {} -> {}", result.losses(), remedy.losses));
  }
  if (never != remedy.never_registered) {
    add(fmt::format("never registered {} -> {}", never, remedy.never_registered));
  }
  if (result.failed_calls() != remedy.failed_calls) {
    add(fmt::format("failed calls {} -> {}", result.failed_calls(), remedy.failed_calls));
  }
  if (!text.empty()) return text;
  // As many suffer as before; what it promises is something else.
  if (result.losses() > 0) add(fmt::format("as many losses ({})", result.losses()));
  if (never > 0) add(fmt::format("as many never register ({})", never));
  if (const std::size_t failed = result.failed_calls(); failed > 0) {
    add(fmt::format("as many calls fail ({})", failed));
  }
  for (std::size_t i = 0; i < remedy.without.size() && i < remedy.expectations.size(); ++i) {
    const Verdict& with = remedy.expectations[i];
    const std::string& before = remedy.without[i].observed;
    if (before != with.observed) {
      return text + (text.empty() ? "" : ", but ") + with.text + " " + before + " -> " +
             with.observed;
    }
  }
  return text.empty() ? "nothing changes" : text + ", nothing changes";
}

std::string counted(std::size_t count, const std::string& noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

}  // namespace app
