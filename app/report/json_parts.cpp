#include "app/report/json_parts.hpp"

#include <nlohmann/json.hpp>

namespace app {

using Json = nlohmann::ordered_json;

Json phones_json(const RunResult& result) {
  return {{"total", result.phones()},
          {"registered_at_end", result.history.registered_at_end.size()},
          {"never_registered", result.history.never_registered.size()}};
}

Json expectations_json(const std::vector<Verdict>& verdicts) {
  Json list = Json::array();
  for (const Verdict& v : verdicts) {
    list.push_back({{"text", v.text},
                    {"line", v.line},
                    {"passed", v.passed},
                    {"reached", v.reached},
                    {"observed", v.observed}});
  }
  return list;
}

Json cycles_json(const RunResult& result) {
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

Json drops_json(const RunResult& result) {
  Json counts = Json::object();
  for (const models::FateText& fate : models::fates) {
    const std::uint64_t count = result.history.fates[static_cast<std::size_t>(fate.fate)];
    if (fate.is_loss && count > 0) counts[std::string(fate.name)] = count;
  }
  return counts;
}

Json frames_json(const RunResult& result) {
  Json ended = Json::object();
  for (const models::FateText& fate : models::fates) {
    const std::uint64_t count = result.history.fates[static_cast<std::size_t>(fate.fate)];
    if (count > 0) ended[std::string(fate.name)] = count;
  }
  return {{"made", result.frames_made}, {"under_way", result.frames_under_way}, {"ended", ended}};
}

Json remedies_json(const RunResult& result) {
  Json list = Json::array();
  for (const RemedyResult& remedy : result.remedies) {
    if (remedy.interrupted) continue;  // not judged
    Json set = Json::object();
    for (const auto& [path, value] : remedy.set) set[path] = value;
    Json item{{"text", remedy.text}, {"set", set}, {"passed", remedy.passed}};
    if (!remedy.refused.empty()) item["refused"] = remedy.refused;
    if (!remedy.expectations.empty()) {  // empty: it was refused before it ran
      item["losses"] = {{"before", result.losses()}, {"after", remedy.losses}};
      item["never_registered"] = {{"before", result.history.never_registered.size()},
                                  {"after", remedy.never_registered}};
      item["failed_calls"] = {{"before", result.failed_calls()}, {"after", remedy.failed_calls}};
    }
    item["expectations"] = expectations_json(remedy.expectations);
    list.push_back(std::move(item));
  }
  return list;
}

Json service_json(const RunResult& result) {
  const auto since_start = [](Time at) { return sim::seconds(at.time_since_epoch()); };
  const Service& service = *result.service;
  Json phones = Json::array();
  for (const PhoneService& phone : service.phones) {
    Json outages = Json::array();
    for (const Outage& outage : phone.outages) {
      outages.push_back({{"from_s", since_start(outage.from)},
                         {"to_s", since_start(outage.to)},
                         {"why", to_text(outage.why)},
                         {"counts", outage.counts()},
                         {"ended", outage.ended},
                         {"registered_s", sim::seconds(outage.deaf)}});
    }
    Json item{{"phone", result.scenario.devices[phone.phone].name},
              {"share", phone.share()},
              {"longest_s", sim::seconds(phone.longest)},
              {"registered_but_deaf_s", sim::seconds(phone.deaf)},
              {"callable_at_end", phone.callable_at_end}};
    if (phone.back) item["back_s"] = since_start(*phone.back);
    item["outages"] = std::move(outages);
    phones.push_back(std::move(item));
  }
  return {{"asked_until_s", since_start(service.end)},
          {"grid_s", sim::seconds(service.grid)},
          {"events", service.events},
          {"given_up", service.given_up},
          {"phones", std::move(phones)}};
}

std::string dump(const Json& json, int indent) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

}  // namespace app
