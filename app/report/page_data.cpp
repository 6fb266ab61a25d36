#include "app/report/page_data.hpp"

#include <cmath>
#include <cstdlib>
#include <map>
#include <nlohmann/json.hpp>

#include "app/report/json_parts.hpp"
#include "app/report/phrases.hpp"
#include "app/report/stories.hpp"
#include "app/scenario/calendar.hpp"
#include "app/scenario/setting.hpp"
#include "app/scenario/short_text.hpp"
#include "app/scenario/source_tree.hpp"

namespace app {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t most_stories = 20;
constexpr std::size_t most_calls = 100;

// Of a setting, in the scenario's own file; 0: it stands elsewhere.
std::size_t line_of(const Scenario& scenario, const std::string& setting) {
  const std::string place = place_of(scenario, setting);
  const std::size_t colon = place.rfind(':');
  if (colon == std::string::npos || !scenario.path.ends_with(place.substr(0, colon))) return 0;
  return std::strtoul(place.c_str() + colon + 1, nullptr, 10);
}

Json lines_json(const Scenario& scenario, const std::vector<StoryLine>& lines) {
  Json list = Json::array();
  for (const StoryLine& line : lines) {
    list.push_back({{"label", line.label}, {"text", line.text}});
    if (!line.strong.empty()) list.back()["strong"] = line.strong;
    if (line.aside) list.back()["aside"] = true;
    if (const std::size_t number = line.strong.empty() ? 0 : line_of(scenario, line.strong)) {
      list.back()["line"] = number;
    }
  }
  return list;
}

Json verdict(const RunResult& result) {
  constexpr std::array<std::string_view, 3> tones{"plain", "good", "bad"};
  Json list = Json::array();
  for (const Phrase& phrase : verdict_phrases(result)) {
    list.push_back({{"text", phrase.text}, {"tone", tones[static_cast<std::size_t>(phrase.tone)]}});
  }
  return list;
}

// How a stay ended; many end alike, and are told once.
Json end_of(const Stay& stay) {
  Json end{{"lost", stay.lost},
           {"ended", stay.ended},
           {"reason", stay.reason},
           {"server_text", stay.server_text},
           {"phone_text", stay.phone_text},
           {"setting", stay.cause.setting}};
  if (stay.cause.drop) {
    end["fate"] = models::describe(stay.cause.drop->fate).name;
    end["drops"] = stay.cause.drops;
  }
  if (!stay.cause.event.empty()) end["event"] = stay.cause.event;
  if (!stay.cause.delays.empty()) end["delays"] = delays_text(stay.cause.delays);
  return end;
}

// Columns, not rows: thousands of phones have tens of thousands of stays.
Json stays(const RunResult& result) {
  Json phone = Json::array(), server = Json::array(), from = Json::array(), to = Json::array(),
       end = Json::array(), ends = Json::array();
  std::map<std::string, std::size_t> known;
  for (const Stay& stay : result.history.stays) {
    Json how = end_of(stay);
    const auto [place, is_new] = known.emplace(dump(how, -1), known.size());
    if (is_new) ends.push_back(std::move(how));
    phone.push_back(stay.phone);
    server.push_back(stay.server);
    from.push_back(page_second(stay.from));
    to.push_back(page_second(stay.to));
    end.push_back(place->second);
  }
  return {{"phone", phone}, {"server", server}, {"from", from},
          {"to", to},       {"end", end},       {"ends", ends}};
}

Json losses(const RunResult& result) {
  const auto& devices = result.scenario.devices;
  const auto stories = loss_stories(result.history);
  Json list = Json::array();
  for (const LossStory& story : stories) {
    if (list.size() == most_stories) break;
    list.push_back({{"at", sim::clock_text(story.first->to)},
                    {"at_s", page_second(story.first->to)},
                    {"phone", devices[story.first->phone].name},
                    {"server", devices[story.first->server].name},
                    {"held", short_text(story.first->held())},
                    {"losses", story.losses},
                    {"phones", story.phones},
                    {"lines", lines_json(result.scenario, lines_of(result, story))}});
  }
  return {{"stories", list}, {"kinds", stories.size()}};
}

// Phones that are away: of the page one list, whatever they are away from.
Json absences(const RunResult& result) {
  const History& history = result.history;
  Json phones = Json::array();
  std::vector<Absence> all = history.never_registered;
  all.insert(all.end(), history.never_back.begin(), history.never_back.end());
  all.insert(all.end(), history.never_at_first.begin(), history.never_at_first.end());
  for (const auto& never : history.never_registered) phones.push_back(never.phone);
  Json list = Json::array();
  for (const AbsenceStory& story : absence_stories(result, all)) {
    if (list.size() == most_stories) break;
    list.push_back({{"phone", result.scenario.devices[story.first->phone].name},
                    {"phones", story.phones},
                    {"lines", lines_json(result.scenario, lines_of(result, story))}});
  }
  return {{"phones", phones}, {"stories", list}};
}

Json calls(const RunResult& result) {
  Json list = Json::array();
  for (const CallStory& story : call_stories(result)) {
    if (list.size() == most_calls) break;
    const Call& call = *story.first;
    list.push_back({{"at", sim::clock_text(call.began)},
                    {"phone", result.scenario.devices[call.phone].name},
                    {"phones", story.phones},
                    {"failed", call.failed},
                    {"text", call.text},
                    {"lines", lines_json(result.scenario, lines_of(result, story))}});
  }
  return list;
}

Json cycle_json(const RunResult& result) {
  Json list = Json::array();
  for (const CycleLine& line : cycle_lines(result)) {
    list.push_back({{"text", line.text}, {"phones", line.phones}});
  }
  return list;
}

Json drops(const RunResult& result) {
  Json list = Json::array();
  for (const models::FateText& fate : models::fates) {
    const std::uint64_t count = result.history.fates[static_cast<std::size_t>(fate.fate)];
    if (!fate.is_loss || count == 0) continue;
    list.push_back({{"fate", fate.name},
                    {"count", count},
                    {"meaning", fate.meaning},
                    {"advice", fate.advice}});
  }
  return list;
}

Json expectations(const std::vector<Verdict>& verdicts) {
  Json list = expectations_json(verdicts);
  for (std::size_t i = 0; i < verdicts.size(); ++i) list[i]["reached"] = verdicts[i].reached;
  return list;
}

Json remedies(const RunResult& result) {
  Json list = Json::array();
  for (const RemedyResult& remedy : result.remedies) {
    if (remedy.interrupted) continue;
    list.push_back({{"text", remedy.text},
                    {"passed", remedy.passed},
                    {"change", change_text(result, remedy)},
                    {"refused", remedy.refused},
                    {"expectations", expectations(remedy.expectations)}});
  }
  return list;
}

// When a phone could not have been called though it was registered; columns, as of the stays.
Json deafness(const RunResult& result) {
  Json phone = Json::array(), from = Json::array(), to = Json::array(), why = Json::array();
  if (!result.service) return nullptr;
  for (const PhoneService& one : result.service->phones) {
    for (const Outage& outage : one.outages) {
      if (!outage.counts() || outage.deaf == Duration{}) continue;
      phone.push_back(one.phone);
      from.push_back(page_second(outage.from));
      to.push_back(page_second(outage.to));
      why.push_back(to_text(outage.why));
    }
  }
  return {{"phone", phone}, {"from", from}, {"to", to}, {"why", why}};
}

// The devices' clocks at the start, where the file says so: the day's second, and the weekday.
Json begin(const Scenario& scenario) {
  if (!scenario.tree->file.begins) return nullptr;
  const Wall start = wall(scenario.begins, Time{});
  return {{"second", (start.hour * 60 + start.minute) * 60 + start.second},
          {"weekday", start.weekday_name()}};
}

Json timeline(const Scenario& scenario) {
  Json list = Json::array();
  for (const TimelineEntry& entry : scenario.timeline) {
    list.push_back({{"at", page_second(entry.at)}, {"text", entry.text}, {"number", entry.number}});
  }
  return list;
}

}  // namespace

Json page_data(const RunResult& result, std::string_view scenario_text,
               const PageEvidence& evidence) {
  const Scenario& scenario = result.scenario;
  return {{"version", FASTBUSY_VERSION},
          {"path", scenario.path},
          {"title", scenario.title},
          {"source", scenario.source},
          {"seed", result.seed},
          {"duration", sim::to_text(result.duration)},
          {"end_s", sim::seconds(result.history.end)},
          {"events", result.events},
          {"not_kept", result.history.not_kept},
          {"verdict", verdict(result)},
          {"phones", phones_json(result)},
          {"stays", stays(result)},
          {"losses", losses(result)},
          {"loss_count", result.losses()},
          {"never", absences(result)},
          {"calls", calls(result)},
          {"cycles", cycle_json(result)},
          {"cycle_count", result.history.cycles.size()},
          {"drops", drops(result)},
          {"expectations", expectations(result.expectations)},
          {"remedies", remedies(result)},
          {"timeline", timeline(scenario)},
          {"deaf", deafness(result)},
          {"begins", begin(scenario)},
          {"topology", topology_json(result)},
          {"evidence", evidence_json(evidence)},
          {"scenario", scenario_text}};
}

}  // namespace app
