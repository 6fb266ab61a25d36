// Losses that are alike, told once: what was seen, why, and which setting decided.
#include <algorithm>

#include "app/report/short_text.hpp"
#include "app/report/terminal.hpp"
#include "app/scenario/setting.hpp"
#include "sim/base/text.hpp"

namespace app {
namespace {

constexpr std::size_t most_stories = 6;

std::string line(std::string_view label, const std::string& text) {
  std::string padded(label);
  padded.resize(14, ' ');
  return "    " + padded + text + "\n";
}

// Frames that died, and how late TCP repaired each: "0.22s 0.44s ... 14.08s".
std::string delays_text(const std::vector<Duration>& delays) {
  std::string text;
  for (std::size_t i = 0; i < delays.size(); ++i) {
    if (delays.size() > 9 && i == 4) text += " ...";
    if (delays.size() > 9 && i >= 4 && i + 4 < delays.size()) continue;
    text += (text.empty() ? "" : " ") + short_text(delays[i]);
  }
  return text;
}

std::string cause_lines(const Scenario& scenario, const Cause& cause, const Style& style) {
  std::string text;
  if (cause.drop) {
    const models::DropFact& drop = *cause.drop;
    const models::FateText& fate = models::describe(drop.fate);
    text +=
        line("because", std::to_string(cause.drops) +
                            (cause.drops == 1 ? " frame died: " : " frames died: ") +
                            std::string(fate.name) + ", the last at " + sim::clock_text(drop.at));
    text += line("", style.dim(std::string(fate.meaning)));
    if (drop.cause.since != models::never) {
      text += line("", "the entry had aged out at " + sim::clock_text(drop.cause.since) + ", " +
                           short_text(drop.at - drop.cause.since) + " before (limit " +
                           sim::to_text(drop.cause.limit) + ")");
    }
  }
  if (!cause.log.empty()) text += line("DHCP log", cause.log);
  if (!cause.delays.empty()) text += line("TCP retried", "after " + delays_text(cause.delays));
  if (!cause.event.empty()) {
    text += line("decided by", style.bold(cause.setting) + " " + cause.event);
  } else if (!cause.setting.empty()) {
    std::string value = value_at(scenario, cause.setting);
    if (value.size() > 60) value.clear();  // a list: the file shows it better
    text += line("decided by", style.bold(cause.setting) + (value.empty() ? "" : " = " + value));
  }
  if (cause.drop) {
    const auto advice = models::describe(cause.drop->fate).advice;
    if (!advice.empty()) text += line("advice", std::string(advice));
  }
  return text;
}

// Losses that are alike: the same call server, reason and setting; at the same second, or after the
// same time.
struct Story {
  const Stay* first = nullptr;
  std::size_t losses = 0;
  std::size_t phones = 0;
  std::size_t last_phone = ~std::size_t{0};
};

std::vector<Story> tell(const History& history) {
  const auto second = [](Duration d) {
    return (d + Duration{500'000'000}) / std::chrono::seconds{1};
  };
  std::vector<Story> stories;
  for (const Stay& stay : history.stays) {
    if (!stay.lost) continue;
    const auto alike = [&](const Story& story) {
      const Stay& other = *story.first;
      return other.server == stay.server && other.reason == stay.reason &&
             other.cause.setting == stay.cause.setting &&
             (second(other.held()) == second(stay.held()) ||
              second(other.to.time_since_epoch()) == second(stay.to.time_since_epoch()));
    };
    auto story = std::ranges::find_if(stories, alike);
    if (story == stories.end()) story = stories.insert(story, Story{.first = &stay});
    if (stay.to < story->first->to) story->first = &stay;
    ++story->losses;
    story->phones += story->last_phone == stay.phone ? 0 : 1;
    story->last_phone = stay.phone;
    if (stories.size() > 1000) break;  // nobody reads further, and --json has all
  }
  std::ranges::stable_sort(stories, {}, [](const Story& story) { return story.first->to; });
  return stories;
}

}  // namespace

std::string loss_stories(const RunResult& result, const Style& style) {
  const Scenario& scenario = result.scenario;
  const std::vector<Story> stories = tell(result.history);
  std::string text;
  for (std::size_t i = 0; i < stories.size(); ++i) {
    if (i == most_stories) {
      return text + "  and " + std::to_string(stories.size() - most_stories) +
             " more kinds of loss (--json has all)\n";
    }
    const Stay& stay = *stories[i].first;
    const std::string server = scenario.devices[stay.server].name;
    text += "  " + style.bad(sim::clock_text(stay.to)) + "  " +
            style.bold(scenario.devices[stay.phone].name) + " lost " + server + " after " +
            short_text(stay.held());
    if (stories[i].losses > 1) {
      text += style.dim("   the first of " + std::to_string(stories[i].losses) + " alike, " +
                        std::to_string(stories[i].phones) +
                        (stories[i].phones == 1 ? " phone" : " phones"));
    }
    text += "\n";
    text += line(server + " log", stay.server_text.empty() ? "nothing yet" : stay.server_text);
    text += line("phone saw", stay.phone_text.empty() ? "nothing" : stay.phone_text);
    text += cause_lines(scenario, stay.cause, style);
  }
  return text;
}

std::string never_stories(const RunResult& result, const Style& style) {
  std::string text;
  std::vector<std::string> told;  // one of each entry and setting
  for (const NeverRegistered& never : result.history.never_registered) {
    const Device& device = result.scenario.devices[never.phone];
    const std::string key = std::to_string(device.entry) + never.cause.setting;
    if (std::ranges::find(told, key) != told.end() || told.size() == most_stories) continue;
    told.push_back(key);
    text += "  " + style.bold(device.name) + "\n";
    if (!never.phone_text.empty()) text += line("phone shows", never.phone_text);
    text += cause_lines(result.scenario, never.cause, style);
  }
  return text;
}

}  // namespace app
