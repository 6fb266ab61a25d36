#include "app/report/terminal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "app/report/short_text.hpp"

namespace app {
namespace {

std::string verdict(const RunResult& result, const Style& style) {
  std::vector<std::size_t> losers;
  for (const Stay& stay : result.history.stays) {
    if (stay.lost && (losers.empty() || losers.back() != stay.phone)) losers.push_back(stay.phone);
  }
  const std::size_t phones = result.phones();
  std::string text;
  if (!losers.empty()) {
    text = style.bad(fmt::format("{} of {} phones lose their registration, {} times", losers.size(),
                                 phones, result.losses()));
  }
  if (const std::size_t never = result.history.never_registered.size(); never > 0) {
    text += (text.empty() ? "" : "; ") +
            style.bad(fmt::format("{} of {} phones never register", never, phones));
  }
  if (text.empty()) text = style.good("no phone loses its registration");
  text += fmt::format("; {} of {} registered at the end", result.history.registered_at_end.size(),
                      phones);
  if (result.interrupted)
    text += style.bad("; interrupted at " + sim::clock_text(result.history.end));
  if (result.exhausted) {
    text += style.bad("; stopped at " + sim::clock_text(result.history.end) +
                      ": too many frames under way, a broadcast storm");
  }
  return text + "\n";
}

// One line for all phones whose cycle is the same to a second.
std::string cycles(const RunResult& result, const Style& style) {
  std::map<std::string, std::size_t> lines;
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
    ++lines[text];
  }
  std::string text;
  for (const auto& [line, phones] : lines) {
    text += "  " + line +
            style.dim(fmt::format("   ({} {})", phones, phones == 1 ? "phone" : "phones")) + "\n";
  }
  return text;
}

std::string mark(const Verdict& v, const Style& style) {
  if (!v.reached) return style.bad("none");
  return v.passed ? style.good("ok  ") : style.bad("FAIL");
}

std::string checks(const RunResult& result, const Style& style) {
  std::string text;
  for (const Verdict& v : result.expectations) {
    text += fmt::format(
        "  {} {}   {}\n", mark(v, style), v.text,
        style.dim((v.passed ? "" : fmt::format("{}:{}: ", result.scenario.path, v.line)) +
                  "observed: " + v.observed));
  }
  return text;
}

std::string remedies(const RunResult& result, const Style& style) {
  const std::size_t before = result.losses();
  std::string text;
  for (const RemedyResult& remedy : result.remedies) {
    text += fmt::format("  {} {}   ", remedy.passed ? style.good("ok  ") : style.bad("FAIL"),
                        remedy.text);
    if (!remedy.refused.empty()) {
      text += style.bad("proves nothing: " + remedy.refused) + "\n";
      continue;
    }
    std::string change = fmt::format("losses {} -> {}", before, remedy.losses);
    if (const std::size_t never = result.history.never_registered.size(); never > 0) {
      change += fmt::format(", never registered {} -> {}", never, remedy.never_registered);
    }
    text += style.dim(change) + "\n";
    for (const Verdict& v : remedy.expectations) {
      if (!v.passed) {
        text += fmt::format("       {} {}   observed: {}\n", mark(v, style), v.text, v.observed);
      }
    }
  }
  return text;
}

}  // namespace

std::string terminal_report(const RunResult& result, const Style& style) {
  std::string text = style.bold(result.scenario.title) + "\n" +
                     style.dim(fmt::format("{}, seed {}, {} simulated", result.scenario.path,
                                           result.seed, sim::to_text(result.duration))) +
                     "\n\n" + verdict(result, style) + "\n";
  const auto section = [&](std::string_view title, const std::string& body) {
    if (!body.empty()) text += style.bold(title) + "\n" + body;
  };
  section("REGISTERED", timeline_bars(result, style, 72));
  section("NEVER REGISTERED", never_stories(result, style));
  section("LOSSES", loss_stories(result, style));
  section("CYCLE", cycles(result, style));
  section("EXPECTED", checks(result, style));
  section("REMEDIES", remedies(result, style));
  if (result.history.not_kept > 0) {
    text += style.bad(fmt::format("{} deviations were only counted: causes may be missing\n",
                                  result.history.not_kept));
  }
  return text;
}

}  // namespace app
