#include "app/report/terminal.hpp"

#include <fmt/format.h>

#include "app/report/limits_text.hpp"
#include "app/report/phrases.hpp"
#include "app/report/service_lines.hpp"
#include "app/report/stories.hpp"
#include "app/scenario/short_text.hpp"

namespace app {
namespace {

constexpr std::size_t most_stories = 6;
constexpr std::size_t most_calls = 12;

std::string verdict(const RunResult& result, const Style& style) {
  std::string text;
  for (const Phrase& phrase : verdict_phrases(result)) {
    text += phrase.tone == Tone::bad    ? style.bad(phrase.text)
            : phrase.tone == Tone::good ? style.good(phrase.text)
                                        : phrase.text;
  }
  return text + "\n";
}

std::string story_lines(const std::vector<StoryLine>& lines, const Style& style) {
  std::string text;
  for (const StoryLine& line : lines) {
    text += fmt::format("    {:<14}", line.label) +
            (line.strong.empty() ? "" : style.bold(line.strong)) +
            (line.aside ? style.dim(line.text) : line.text) + "\n";
  }
  return text;
}

std::string losses(const RunResult& result, const Style& style) {
  const Scenario& scenario = result.scenario;
  const std::vector<LossStory> stories = loss_stories(result.history);
  std::string text;
  for (std::size_t i = 0; i < stories.size(); ++i) {
    if (i == most_stories) {
      return text + "  and " + std::to_string(stories.size() - most_stories) +
             " more kinds of loss (--json has all)\n";
    }
    const Stay& stay = *stories[i].first;
    text += "  " + style.bad(sim::clock_text(stay.to)) + "  " +
            style.bold(scenario.devices[stay.phone].name) + " lost " +
            scenario.devices[stay.server].name + " after " + short_text(stay.held());
    if (stories[i].losses > 1) {
      text += style.dim(fmt::format("   the first of {} alike, {}", stories[i].losses,
                                    counted(stories[i].phones, "phone")));
    }
    text += "\n" + story_lines(lines_of(result, stories[i]), style);
  }
  return text;
}

// `since`: says from when on.
std::string absences(const RunResult& result, const std::vector<Absence>& list, bool since,
                     const Style& style) {
  std::string text;
  std::size_t told = 0;
  for (const AbsenceStory& story : absence_stories(result, list)) {
    if (told++ == most_stories) break;
    text += "  " + (since ? style.bad(sim::clock_text(story.first->since)) + "  " : "") +
            style.bold(result.scenario.devices[story.first->phone].name) +
            (story.phones > 1 ? style.dim(fmt::format(" and {} more", story.phones - 1)) : "") +
            "\n" + story_lines(lines_of(result, story), style);
  }
  return text;
}

std::string calls(const RunResult& result, const Style& style) {
  std::string text;
  std::size_t told = 0;
  for (const CallStory& story : call_stories(result)) {
    if (told++ == most_calls) return text + "  and more (--json has all)\n";
    const Call& call = *story.first;
    const std::string at = sim::clock_text(call.began);
    text += "  " + (call.failed ? style.bad(at) : at) + "  " +
            style.bold(result.scenario.devices[call.phone].name) + ": " + call.text +
            (story.phones > 1 ? style.dim(fmt::format("   and {} more", story.phones - 1)) : "") +
            "\n" + story_lines(lines_of(result, story), style);
  }
  return text;
}

std::string service(const RunResult& result, const Style& style) {
  const auto lines = service_lines(result);
  if (lines.empty()) return "";
  std::size_t width = 0;
  for (const ServiceLine& line : lines) width = std::max(width, line.group.size());
  std::string text;
  for (const ServiceLine& line : lines) {
    text += fmt::format("  {:<{}}  {}\n", line.group, width, line.text);
  }
  return text + style.dim(fmt::format("  {:<{}}  {}\n", "", width, service_note(*result.service)));
}

std::string cycles(const RunResult& result, const Style& style) {
  std::string text;
  for (const CycleLine& line : cycle_lines(result)) {
    text += "  " + line.text + style.dim("   (" + counted(line.phones, "phone") + ")") + "\n";
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
  std::string text;
  for (const RemedyResult& remedy : result.remedies) {
    if (remedy.interrupted) {
      text += fmt::format("  {} {}   interrupted, not judged\n", style.bad("none"), remedy.text);
      continue;
    }
    text += fmt::format("  {} {}   ",
                        remedy.passed      ? style.good("ok  ")
                        : remedy.reached() ? style.bad("FAIL")
                                           : style.bad("none"),
                        remedy.text);
    if (!remedy.refused.empty()) {
      text += style.bad("proves nothing: " + remedy.refused) + "\n";
      continue;
    }
    text += style.dim(change_text(result, remedy)) + "\n";
    for (const Verdict& v : remedy.expectations) {
      if (!v.passed) {
        text += fmt::format("       {} {}   observed: {}\n", mark(v, style), v.text, v.observed);
      }
    }
  }
  return text;
}

}  // namespace

std::string terminal_report(const RunResult& result, const Style& style, std::size_t width) {
  constexpr std::size_t beside = 28;  // a bar's name, and the last label of its axis
  std::string text = style.bold(result.scenario.title) + "\n" +
                     style.dim(fmt::format("{}, seed {}, {} simulated", result.scenario.path,
                                           result.seed, sim::to_text(result.duration))) +
                     "\n\n" + verdict(result, style) + "\n";
  const auto section = [&](std::string_view title, const std::string& body) {
    if (!body.empty()) text += style.bold(title) + "\n" + body;
  };
  section("REGISTERED", timeline_bars(result, style, width - beside));
  section("NEVER REGISTERED", absences(result, result.history.never_registered, false, style));
  section("NEVER BACK", absences(result, result.history.never_back, true, style));
  section("NEVER AT ITS FIRST SERVER",
          absences(result, result.history.never_at_first, false, style));
  section("CALLABLE", service(result, style));
  section("LOSSES", losses(result, style));
  section("CALLS", calls(result, style));
  section("CYCLE", cycles(result, style));
  section("EXPECTED", checks(result, style));
  section("REMEDIES", remedies(result, style));
  if (result.history.not_kept > 0) {
    text += style.bad(fmt::format("{} deviations were only counted: causes may be missing\n",
                                  result.history.not_kept));
  }
  if (const std::string limits = limits_line(result.scenario); !limits.empty()) {
    text += style.dim(limits) + "\n";
  }
  return text;
}

}  // namespace app
