#include "app/report/json.hpp"

#include <nlohmann/json.hpp>

namespace app {
namespace {

using Json = nlohmann::ordered_json;

Json expectations(const std::vector<Verdict>& verdicts) {
  Json list = Json::array();
  for (const Verdict& v : verdicts) {
    list.push_back(
        {{"text", v.text}, {"line", v.line}, {"passed", v.passed}, {"observed", v.observed}});
  }
  return list;
}

Json losses(const RunResult& result) {
  Json list = Json::array();
  for (const Stay& stay : result.history.stays) {
    if (!stay.lost) continue;
    list.push_back({{"phone", result.scenario.devices[stay.phone].name},
                    {"server", result.scenario.devices[stay.server].name},
                    {"registered_at_s", sim::seconds(stay.from)},
                    {"lost_at_s", sim::seconds(stay.to)},
                    {"held_s", sim::seconds(stay.held())},
                    {"reason", stay.reason},
                    {"reason_code", stay.reason_code},
                    {"setting", stay.cause.setting}});
  }
  return list;
}

Json cycles(const RunResult& result) {
  Json list = Json::array();
  for (const Cycle& cycle : result.history.cycles) {
    Json phases = Json::array();
    for (const auto& phase : cycle.phases) {
      phases.push_back(
          {{"server", result.scenario.devices[phase.server].name}, {"held_s", phase.held_s}});
    }
    list.push_back({{"phone", result.scenario.devices[cycle.phone].name},
                    {"period_s", cycle.period_s},
                    {"phases", phases},
                    {"repeats", cycle.repeats}});
  }
  return list;
}

Json drops(const RunResult& result) {
  Json counts = Json::object();
  for (const models::FateText& fate : models::fates) {
    const std::uint64_t count = result.history.fates[static_cast<std::size_t>(fate.fate)];
    if (fate.is_loss && count > 0) counts[std::string(fate.name)] = count;
  }
  return counts;
}

Json remedies(const RunResult& result) {
  Json list = Json::array();
  for (const RemedyResult& remedy : result.remedies) {
    Json set = Json::object();
    for (const auto& [path, value] : remedy.set) set[path] = value;
    list.push_back({{"set", set},
                    {"passed", remedy.passed},
                    {"expectations", expectations(remedy.expectations)}});
    if (!remedy.refused.empty()) list.back()["refused"] = remedy.refused;
  }
  return list;
}

}  // namespace

std::string json_report(const RunResult& result, double wall_s) {
  const Json report{{"scenario", result.scenario.path},
                    {"seed", result.seed},
                    {"duration_s", sim::seconds(result.history.end)},
                    {"events", result.events},
                    {"wall_s", wall_s},
                    {"phones",
                     {{"total", result.phones()},
                      {"registered_at_end", result.history.registered_at_end.size()},
                      {"never_registered", result.history.never_registered.size()}}},
                    {"losses", losses(result)},
                    {"cycles", cycles(result)},
                    {"drops", drops(result)},
                    {"expectations", expectations(result.expectations)},
                    {"remedies", remedies(result)}};
  // A name that is no UTF-8 is still a name: its odd bytes are replaced.
  return report.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace app
