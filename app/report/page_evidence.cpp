// Evidence for the page: ladders, and how old a table's entries were.
#include <cmath>
#include <nlohmann/json.hpp>

#include "app/report/page_data.hpp"
#include "sim/base/text.hpp"

namespace app {

using Json = nlohmann::ordered_json;

Json evidence_json(const PageEvidence& evidence) {
  Json ladders = Json::array();
  for (const LadderPicture& ladder : evidence.ladders) {
    ladders.push_back({{"title", ladder.title},
                       {"at", sim::clock_text(ladder.at)},
                       {"at_s", page_second(ladder.at)},
                       {"what", ladder.what},
                       {"svg", ladder.svg}});
  }
  Json ageing = Json::array();
  for (const AgeingSeries& series : evidence.ageing) {
    Json passages = Json::array(), deaths = Json::array();
    for (const auto& passage : series.passages) {
      passages.push_back({page_second(passage.at),
                          passage.direction == AgeingSeries::Direction::to_phone ? 1 : 0,
                          passage.refreshes ? 1 : 0});
    }
    for (const auto& death : series.deaths) {
      deaths.push_back({{"at", page_second(death.at)},
                        {"fate", models::describe(death.fate).name},
                        {"age", sim::seconds(death.age)},
                        {"begins_anew", death.begins_anew}});
      if (!death.is_segment) continue;
      deaths.back()["repaired"] = death.repaired ? Json(page_second(*death.repaired)) : Json();
    }
    ageing.push_back({{"title", series.title},
                      {"device", series.device},
                      {"setting", series.setting},
                      {"limit_s", series.limit_s},
                      {"phone", series.phone},
                      {"passages", passages},
                      {"deaths", deaths}});
  }
  return {{"ladders", ladders}, {"ageing", ageing}};
}

}  // namespace app
