#include "app/report/json.hpp"

#include <nlohmann/json.hpp>

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
    for (const NeverRegistered& never : result_.history.never_registered) {
      list.push_back({{"phone", name(never.phone)},
                      {"phone_text", never.phone_text},
                      {"cause", cause(never.cause)}});
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
                      {"end", stay.lost    ? "lost"
                              : stay.ended ? "left"
                                           : "still_registered"}});
    }
    return list;
  }

  Json registered_at_end() const {
    Json list = Json::array();
    for (const std::size_t phone : result_.history.registered_at_end) list.push_back(name(phone));
    return list;
  }

  Json cycles() const {
    Json list = Json::array();
    for (const Cycle& cycle : result_.history.cycles) {
      Json phases = Json::array();
      for (const auto& phase : cycle.phases) {
        phases.push_back({{"server", name(phase.server)}, {"held_s", phase.held_s}});
      }
      list.push_back({{"phone", name(cycle.phone)},
                      {"period_s", cycle.period_s},
                      {"phases", phases},
                      {"repeats", cycle.repeats}});
    }
    return list;
  }

  Json remedies() const {
    Json list = Json::array();
    for (const RemedyResult& remedy : result_.remedies) {
      Json set = Json::object();
      for (const auto& [path, value] : remedy.set) set[path] = value;
      Json item{{"text", remedy.text}, {"set", set}, {"passed", remedy.passed}};
      if (!remedy.refused.empty()) item["refused"] = remedy.refused;
      if (!remedy.expectations.empty()) {  // empty: it was refused before it ran
        item["losses"] = {{"before", result_.losses()}, {"after", remedy.losses}};
        item["never_registered"] = {{"before", result_.history.never_registered.size()},
                                    {"after", remedy.never_registered}};
      }
      item["expectations"] = verdicts(remedy.expectations);
      list.push_back(std::move(item));
    }
    return list;
  }

  static Json verdicts(const std::vector<Verdict>& verdicts) {
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

  Json drops() const {
    Json counts = Json::object();
    for (const models::FateText& fate : models::fates) {
      const std::uint64_t count = result_.history.fates[static_cast<std::size_t>(fate.fate)];
      if (fate.is_loss && count > 0) counts[std::string(fate.name)] = count;
    }
    return counts;
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
    put("dhcp_log", cause.log);
    if (cause.drop) {
      json["frames_died"] = cause.drops;
      json["drop"] = drop(*cause.drop, cause.drop_device);
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
  const Json json{{"schema", report_schema_id},
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
                  {"phones",
                   {{"total", result.phones()},
                    {"registered_at_end", history.registered_at_end.size()},
                    {"never_registered", history.never_registered.size()}}},
                  {"registered_at_end", report.registered_at_end()},
                  {"never_registered", report.never_registered()},
                  {"registrations", report.registrations()},
                  {"losses", report.losses()},
                  {"cycles", report.cycles()},
                  {"drops", report.drops()},
                  {"misdirected_answers", history.misdirected},
                  {"deviations_not_kept", history.not_kept},
                  {"expectations", Report::verdicts(result.expectations)},
                  {"remedies", report.remedies()}};
  // A name that is no UTF-8 is still a name: its odd bytes are replaced.
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace app
