#include "app/report/json.hpp"

#include <nlohmann/json.hpp>

#include "app/report/json_parts.hpp"
#include "app/report/limits_text.hpp"
#include "app/report/verdict.hpp"
#include "sim/base/text.hpp"

namespace app {
namespace {

using Json = nlohmann::ordered_json;

double since_start(Time at) { return sim::seconds(at.time_since_epoch()); }

class Report {
 public:
  explicit Report(const RunResult& result) : result_(result) {}

  Json losses() const {
    Json list = Json::array();
    for (const Stay& stay : result_.history.stays) {
      if (!stay.lost) continue;
      list.push_back({{"phone", name(stay.phone)},
                      {"server", name(stay.server)},
                      {"registered_at_s", since_start(stay.from)},
                      {"lost_at_s", since_start(stay.to)},
                      {"held_s", sim::seconds(stay.held())},
                      {"reason", stay.reason},
                      {"reason_code", stay.reason_code},
                      {"patience_s", sim::seconds(stay.patience)},
                      {"server_text", stay.server_text},
                      {"phone_text", stay.phone_text},
                      {"cause", cause(stay.cause)}});
    }
    return list;
  }

  Json never_registered() const {
    Json list = Json::array();
    for (const Absence& never : result_.history.never_registered) {
      list.push_back({{"phone", name(never.phone)},
                      {"phone_text", never.phone_text},
                      {"cause", cause(never.cause)}});
    }
    return list;
  }

  Json absences(const std::vector<Absence>& absences) const {
    Json list = Json::array();
    for (const Absence& away : absences) {
      list.push_back({{"phone", name(away.phone)},
                      {"server", name(away.server)},
                      {"since_s", since_start(away.since)},
                      {"phone_text", away.phone_text},
                      {"cause", cause(away.cause)}});
    }
    return list;
  }

  Json calls() const {
    Json list = Json::array();
    for (const Call& call : result_.history.calls) {
      list.push_back({{"phone", name(call.phone)},
                      {"server", name(call.server)},
                      {"at_s", since_start(call.began)},
                      {"ended_s", since_start(call.ended)},
                      {"end", call.end},
                      {"text", call.text},
                      {"cause", cause(call.cause)}});
      if (!call.talk || call.talk->answered == models::never) continue;
      list.back()["answered_s"] = since_start(call.talk->answered);
      list.back()["silence_s"] = sim::seconds(call.talk->silence);
      if (call.talk->silence > Duration{}) {
        list.back()["silent_since_s"] = since_start(call.talk->silent_since);
      }
    }
    return list;
  }

  Json registrations() const {
    Json list = Json::array();
    for (const Stay& stay : result_.history.stays) {
      list.push_back({{"phone", name(stay.phone)},
                      {"server", name(stay.server)},
                      {"from_s", since_start(stay.from)},
                      {"to_s", since_start(stay.to)},
                      {"end", stay.lost           ? "lost"
                              : stay.switched_off ? "switched_off"
                              : stay.ended        ? "left"
                                                  : "still_registered"}});
    }
    return list;
  }

  Json registered_at_end() const {
    Json list = Json::array();
    for (const std::size_t phone : result_.history.registered_at_end) list.push_back(name(phone));
    return list;
  }

 private:
  const std::string& name(std::size_t device) const {
    return result_.scenario.devices[device].name;
  }

  // What is not known is left out.
  Json cause(const Cause& cause) const {
    Json json = Json::object();
    const auto put = [&](const char* key, const std::string& text) {
      if (!text.empty()) json[key] = text;
    };
    put("setting", cause.setting);
    put("event", cause.event);
    if (!cause.setting.empty()) json["proven"] = cause.is_proven;
    for (const Deciding& one : cause.deciding) {
      Json item{{"setting", one.setting}, {"cure", one.cure}};
      if (!one.with.empty()) item["together_with"] = one.with;
      if (!one.event.empty()) item["event"] = one.event;
      json["decided_by"].push_back(std::move(item));
    }
    put("dhcp_log", cause.log);
    put("power", cause.power);
    put("answered", cause.answered);
    put("dns", cause.dns);
    if (cause.drop) {
      json["frames_died"] = cause.drops;
      json["drop"] = drop(*cause.drop, *cause.died_at);
    }
    for (const Duration delay : cause.delays) {
      json["retransmitted_after_s"].push_back(sim::seconds(delay));
    }
    return json;
  }

  Json drop(const models::DropFact& fact, std::size_t device) const {
    Json json{{"fate", models::describe(fact.fate).name},
              {"device", name(device)},
              {"at_s", since_start(fact.at)}};
    if (fact.cause.since != models::never) {
      json["entry_aged_at_s"] = since_start(fact.cause.since);
      json["limit_s"] = sim::seconds(fact.cause.limit);
    }
    return json;
  }

  const RunResult& result_;
};

}  // namespace

std::string json_report(const RunResult& result, double wall_s) {
  const Report report(result);
  const History& history = result.history;
  const Outcome& outcome = outcome_of(result);
  Json json{{"version", report_version},
            {"schema", report_schema_id},
            {"fastbusy", FASTBUSY_VERSION},
            {"scenario", result.scenario.path},
            {"title", result.scenario.title},
            {"seed", result.seed},
            {"planned_s", sim::seconds(result.duration)},
            {"duration_s", since_start(history.end)},
            {"events", result.events},
            {"wall_s", wall_s},
            {"verdict", outcome.verdict},
            {"exit_code", outcome.exit_code},
            {"interrupted", result.interrupted},
            {"storm", result.exhausted},
            {"phones", phones_json(result)},
            {"registered_at_end", report.registered_at_end()},
            {"never_registered", report.never_registered()},
            {"never_back", report.absences(result.history.never_back)},
            {"never_at_first", report.absences(result.history.never_at_first)},
            {"registrations", report.registrations()},
            {"losses", report.losses()},
            {"calls", report.calls()},
            {"service", result.service ? service_json(result) : Json()},
            {"cycles", cycles_json(result)},
            {"drops", drops_json(result)},
            {"frames", frames_json(result)},
            {"misdirected_answers", history.misdirected},
            {"deviations_not_kept", history.not_kept},
            {"limits", limits_json(result.scenario)},
            {"expectations", expectations_json(result.expectations)},
            {"remedies", remedies_json(result)}};
  if (!result.service) json.erase("service");
  return dump(json, 2) + "\n";
}

}  // namespace app
