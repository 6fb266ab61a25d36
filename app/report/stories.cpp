#include "app/report/stories.hpp"

#include <algorithm>

#include "app/report/phrases.hpp"
#include "app/scenario/setting.hpp"
#include "app/scenario/short_text.hpp"
#include "sim/base/text.hpp"

namespace app {
namespace {

// Behind the path: what it was set to, if that is short.
std::string value_text(const Scenario& scenario, const std::string& path, Time at) {
  const ValueThen then = value_then(scenario, path, at);
  if (!then.by.empty()) return " = " + then.value + ", by " + then.by;
  const std::string value = value_of(scenario, path);
  if (!value.empty()) return " = " + value;
  return shape_at(scenario, path) != nullptr && value_at(scenario, path).empty() ? " is not set"
                                                                                 : "";
}

// `lost`: when, of what was lost. Without power nothing that died tells the time.
void add_cause(const Scenario& scenario, const Cause& cause, std::vector<StoryLine>& lines,
               Time lost = models::never) {
  const Time at = cause.drop ? cause.drop->at : cause.power.empty() ? models::never : lost;
  if (cause.drop) {
    const models::DropFact& drop = *cause.drop;
    const models::FateText& fate = models::describe(drop.fate);
    lines.push_back({"because", "",
                     counted(cause.drops, "frame") + " died: " + std::string(fate.name) +
                         ", the last at " + sim::clock_text(drop.at)});
    lines.push_back({"", "", std::string(fate.meaning), true});
    if (drop.cause.since != models::never) {
      lines.push_back({"", "",
                       "the entry had aged out at " + sim::clock_text(drop.cause.since) + ", " +
                           short_text(drop.at - drop.cause.since) + " before (limit " +
                           sim::to_text(drop.cause.limit) + ")"});
    }
  }
  if (!cause.answered.empty()) lines.push_back({"answered", "", cause.answered});
  if (!cause.dns.empty()) lines.push_back({"DNS said", "", cause.dns});
  if (!cause.power.empty()) lines.push_back({"because", "", cause.power});
  if (!cause.log.empty()) lines.push_back({"DHCP log", "", cause.log});
  if (!cause.delays.empty()) {
    lines.push_back({"TCP retried", "", "after " + delays_text(cause.delays)});
  }
  if (!cause.event.empty()) {
    lines.push_back({"decided by", cause.setting, " " + cause.event});
  } else if (!cause.setting.empty()) {
    lines.push_back({"decided by", cause.setting, value_text(scenario, cause.setting, at)});
  }
  if (!cause.deciding.empty()) {
    const Deciding& first = cause.deciding.front();
    if (!first.with.empty()) lines.push_back({"together with", first.with, ""});
    lines.push_back({"", "", ends_with(first.cure), true});
  }
  for (std::size_t i = 1; i < cause.deciding.size(); ++i) {
    const Deciding& other = cause.deciding[i];
    lines.push_back({i == 1 ? "or by" : "",
                     other.setting + (other.with.empty() ? "" : " with " + other.with),
                     "   " + ends_with(other.cure)});
  }
  std::string advice = cause.advice;
  if (advice.empty() && cause.drop) advice = models::describe(cause.drop->fate).advice;
  if (!advice.empty()) lines.push_back({"advice", "", advice});
}

}  // namespace

std::string value_of(const Scenario& scenario, const std::string& path) {
  constexpr std::size_t longest = 60;  // a list: the file shows it better
  const std::string value = value_at(scenario, path);
  return value.size() > longest ? "" : value;
}

std::string ends_with(const std::string& cure) {
  return (cure.starts_with("without ") ? "it ends " : "it ends with ") + cure;
}

std::string delays_text(const std::vector<Duration>& delays) {
  std::string text;
  for (std::size_t i = 0; i < delays.size(); ++i) {
    if (delays.size() > 9 && i == 4) text += " ...";
    if (delays.size() > 9 && i >= 4 && i + 4 < delays.size()) continue;
    text += (text.empty() ? "" : " ") + short_text(delays[i]);
  }
  return text;
}

std::vector<LossStory> loss_stories(const History& history) {
  std::vector<LossStory> stories;
  for (const Stay& stay : history.stays) {
    if (!stay.lost) continue;
    const auto alike = [&](const LossStory& story) {
      const Stay& other = *story.first;
      return other.server == stay.server && other.reason == stay.reason &&
             other.cause.setting == stay.cause.setting;
    };
    auto story = std::ranges::find_if(stories, alike);
    if (story == stories.end()) story = stories.insert(story, LossStory{.first = &stay});
    if (stay.to < story->first->to) story->first = &stay;
    ++story->losses;
    story->phones += story->last_phone == stay.phone ? 0 : 1;
    story->last_phone = stay.phone;
    if (stories.size() > 1000) break;  // nobody reads further, and --json has all
  }
  std::ranges::stable_sort(stories, {}, [](const LossStory& story) { return story.first->to; });
  return stories;
}

std::vector<StoryLine> lines_of(const RunResult& result, const LossStory& story) {
  const Stay& stay = *story.first;
  std::vector<StoryLine> lines;
  lines.push_back({result.scenario.devices[stay.server].name + " log", "",
                   stay.server_text.empty() ? "nothing yet" : stay.server_text});
  lines.push_back({"phone saw", "", stay.phone_text.empty() ? "nothing" : stay.phone_text});
  const bool waited = stay.patience > Duration{} || stay.reason == "sccp_keepalive_failure";
  if (waited && !stay.cause.drop) {
    lines.push_back({"because", "", "no frame died on the way: what was awaited came too late"});
  }
  add_cause(result.scenario, stay.cause, lines, stay.to);
  return lines;
}

std::vector<AbsenceStory> absence_stories(const RunResult& result,
                                          const std::vector<Absence>& absences) {
  const auto& devices = result.scenario.devices;
  std::vector<AbsenceStory> stories;
  for (const Absence& away : absences) {
    const auto story = std::ranges::find_if(stories, [&](const AbsenceStory& other) {
      return devices[other.first->phone].entry == devices[away.phone].entry &&
             other.first->cause.setting == away.cause.setting;
    });
    if (story == stories.end()) {
      stories.push_back({&away, 1});
    } else {
      ++story->phones;
    }
  }
  return stories;
}

std::vector<StoryLine> lines_of(const RunResult& result, const AbsenceStory& story) {
  std::vector<StoryLine> lines;
  if (!story.first->phone_text.empty()) {
    lines.push_back({"phone shows", "", story.first->phone_text});
  }
  add_cause(result.scenario, story.first->cause, lines);
  return lines;
}

std::vector<CallStory> call_stories(const RunResult& result) {
  const auto& devices = result.scenario.devices;
  std::vector<CallStory> stories;
  for (const Call& call : result.history.calls) {
    const auto story = std::ranges::find_if(stories, [&](const CallStory& other) {
      return devices[other.first->phone].entry == devices[call.phone].entry &&
             other.first->began == call.began && other.first->end == call.end &&
             other.first->cause.setting == call.cause.setting;
    });
    if (story == stories.end()) {
      stories.push_back({&call, 1});
    } else {
      ++story->phones;
    }
  }
  return stories;
}

std::vector<StoryLine> lines_of(const RunResult& result, const CallStory& story) {
  std::vector<StoryLine> lines;
  if (story.first->failed) add_cause(result.scenario, story.first->cause, lines);
  return lines;
}

}  // namespace app
