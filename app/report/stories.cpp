// Losses that are alike, told once: what was seen, why, and which setting decided.
#include <algorithm>
#include <map>

#include "app/report/terminal.hpp"
#include "sim/base/text.hpp"
#include "sim/schema/override.hpp"
#include "sim/schema/shape.hpp"

namespace app {
namespace {

constexpr std::size_t most_stories = 6;

std::string hundredths(Duration d) {
  return sim::to_text(Duration{d.count() / 10'000'000 * 10'000'000});
}

// What the setting is set to, as the file would write it.
std::string value_of(const Scenario& scenario, const std::string& path) {
  std::vector<std::string> pieces = sim::split_path(path);
  if (pieces.size() < 2) return "";
  if (pieces[0] == "links") return "";
  std::size_t spec = 0;
  const Entry* entry = scenario.entry(pieces[0]);
  if (entry == nullptr) {
    const auto device = scenario.device(pieces[0]);
    if (!device) return "";
    entry = &scenario.entries[scenario.devices[*device].entry];
    spec = scenario.devices[*device].spec;
  }
  const std::span<const std::string> below(pieces.begin() + 1, pieces.end());
  return std::visit([&](const auto& s) { return sim::value_text(s, below); }, entry->specs[spec]);
}

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
    text += (text.empty() ? "" : " ") + hundredths(delays[i]);
  }
  return text;
}

std::string cause_lines(const Scenario& scenario, const Stay& stay, const Style& style) {
  std::string text;
  if (stay.cause.drop) {
    const models::DropFact& drop = *stay.cause.drop;
    const models::FateText& fate = models::describe(drop.fate);
    text +=
        line("because",
             std::to_string(stay.cause.drops) + (stay.cause.drops == 1 ? " frame" : " frames") +
                 " died: " + std::string(fate.name) + ", the last at " + sim::clock_text(drop.at));
    text += line("", style.dim(std::string(fate.meaning)));
    if (drop.cause.since != models::never) {
      text += line("", "the entry had aged out at " + sim::clock_text(drop.cause.since) + ", " +
                           hundredths(drop.at - drop.cause.since) + " before (limit " +
                           sim::to_text(drop.cause.limit) + ")");
    }
  }
  if (!stay.cause.delays.empty()) {
    text += line("TCP repaired", "after " + delays_text(stay.cause.delays));
  }
  if (!stay.cause.setting.empty()) {
    const std::string value = value_of(scenario, stay.cause.setting);
    text +=
        line("decided by", style.bold(stay.cause.setting) + (value.empty() ? "" : " = " + value));
  }
  if (stay.cause.drop) {
    const auto advice = models::describe(stay.cause.drop->fate).advice;
    if (!advice.empty()) text += line("advice", std::string(advice));
  }
  return text;
}

}  // namespace

std::string loss_stories(const RunResult& result, const Style& style) {
  const Scenario& scenario = result.scenario;
  struct Story {
    std::vector<const Stay*> stays;
    std::vector<std::size_t> phones;
  };
  // Alike: the same group, call server, reason, setting, and held as long to a second.
  std::vector<std::pair<std::string, Story>> stories;
  std::map<std::string, std::size_t> known;
  for (const Stay& stay : result.history.stays) {
    if (!stay.lost) continue;
    const std::size_t entry = scenario.devices[stay.phone].entry;
    const std::string key =
        std::to_string(entry) + "/" + std::to_string(stay.server) + "/" + stay.reason + "/" +
        stay.cause.setting + "/" +
        std::to_string((stay.held() + Duration{500'000'000}) / std::chrono::seconds{1});
    const auto [at, is_new] = known.emplace(key, stories.size());
    if (is_new) stories.push_back({key, {}});
    Story& story = stories[at->second].second;
    story.stays.push_back(&stay);
    if (story.phones.empty() || story.phones.back() != stay.phone)
      story.phones.push_back(stay.phone);
  }
  std::string text;
  std::size_t shown = 0;
  for (const auto& [key, story] : stories) {
    if (++shown > most_stories) {
      text += "  and " + std::to_string(stories.size() - most_stories) +
              " more kinds of loss (--json has all)\n";
      break;
    }
    const Stay& stay = **std::ranges::min_element(story.stays, {}, &Stay::to);
    const std::string server = scenario.devices[stay.server].name;
    text += "  " + style.bad(sim::clock_text(stay.to)) + "  " +
            style.bold(scenario.devices[stay.phone].name) + " lost " + server + " after " +
            hundredths(stay.held());
    if (story.stays.size() > 1) {
      text += style.dim("   the first of " + std::to_string(story.stays.size()) + " alike, " +
                        std::to_string(story.phones.size()) +
                        (story.phones.size() == 1 ? " phone" : " phones"));
    }
    text += "\n";
    text += line(server + " log", stay.server_text.empty() ? "nothing yet" : stay.server_text);
    text += line("phone saw", stay.phone_text.empty() ? "nothing" : stay.phone_text);
    text += cause_lines(scenario, stay, style);
  }
  return text;
}

}  // namespace app
