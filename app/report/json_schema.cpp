// What a report may say, as JSON Schema: each key once, in the order in which json.cpp writes it.
// Strict: a key that stands here and not there, or there and not here, fails a test.
#include <nlohmann/json.hpp>

#include "app/report/json.hpp"
#include "app/report/verdict.hpp"
#include "models/protocol/sip/sip_call_fields.hpp"

namespace app {
namespace {

using Json = nlohmann::ordered_json;

struct Key {
  const char* name;
  Json type;
  const char* about = "";
  bool optional = false;
};

Json object(const std::vector<Key>& keys) {
  Json json{{"type", "object"}, {"properties", Json::object()}, {"required", Json::array()}};
  for (const Key& key : keys) {
    Json& child = json["properties"][key.name] = key.type;
    if (*key.about != '\0') child["description"] = key.about;
    if (!key.optional) json["required"].push_back(key.name);
  }
  if (json["required"].empty()) json.erase("required");
  json["additionalProperties"] = false;
  return json;
}
Json list(Json item) { return {{"type", "array"}, {"items", std::move(item)}}; }
Json defined(const char* name) { return {{"$ref", std::string("#/$defs/") + name}}; }
Json words(const std::vector<std::string>& choices) { return {{"enum", choices}}; }

const Json a_text{{"type", "string"}};
const Json flag{{"type", "boolean"}};
const Json a_count{{"type", "integer"}, {"minimum", 0}};
const Json seconds{{"type", "number"}, {"minimum", 0}};
const Json device{{"type", "string"}, {"minLength", 1}};

std::vector<std::string> loss_fates() {
  std::vector<std::string> names;
  for (const models::FateText& fate : models::fates) {
    if (fate.is_loss) names.emplace_back(fate.name);
  }
  return names;
}

Json fates(bool losses_only) {
  std::vector<Key> keys;
  for (const models::FateText& fate : models::fates) {
    if (losses_only && !fate.is_loss) continue;
    keys.push_back({.name = fate.name.data(),
                    .type = {{"type", "integer"}, {"minimum", 1}},
                    .about = fate.meaning.data(),
                    .optional = true});
  }
  return object(keys);
}

Json cause() {
  const Json drop = object({{"fate", words(loss_fates())},
                            {"device", device, "where the frame died"},
                            {"at_s", seconds},
                            {"entry_aged_at_s", seconds, "the table entry that it needed", true},
                            {"limit_s", seconds, "how long such an entry lives", true}});
  const Json deciding =
      object({{"setting", a_text, "the path that --set takes, or timeline.N"},
              {"cure", a_text, "the change with which the symptom ends, and nobody is worse off"},
              {"together_with", a_text, "a second setting, where neither is enough alone", true},
              {"event", a_text, "what the timeline did", true}});
  return object(
      {{"setting", a_text, "the path that --set takes, or timeline.N", true},
       {"event", a_text, "what the timeline did", true},
       {"proven", flag, "the symptom ended when it was taken away; false: not tried", true},
       {"decided_by", list(deciding), "all that was found, the likeliest first", true},
       {"dhcp_log", a_text, "what a DHCP server logged", true},
       {"power", a_text, "what became of it at the phone's port", true},
       {"answered", a_text, "what the registrar said instead of a grant", true},
       {"dns", a_text, "what DNS said, where it knew no server to register at", true},
       {"frames_died", a_count, "on the way, during the whole registration", true},
       {"drop", drop, "the last frame that should have arrived in time", true},
       {"retransmitted_after_s", list(seconds), "how long TCP waited before each", true}});
}

Json absences() {
  return list(object({{"phone", device},
                      {"server", device, "where it should be: its first one"},
                      {"since_s", seconds},
                      {"phone_text", a_text, "what its user reads; empty: nothing yet"},
                      {"cause", defined("cause")}}));
}

Json loss() {
  const auto reasons = loss_reasons();
  return object(
      {{"phone", device},
       {"server", device},
       {"registered_at_s", seconds},
       {"lost_at_s", seconds},
       {"held_s", seconds},
       {"reason", words({reasons.begin(), reasons.end()})},
       {"reason_code", a_count, "CUCM's, or the phone's LastOutOfServiceInformation; or 0"},
       {"patience_s", seconds, "how long the server had waited before it ended this"},
       {"server_text", a_text, "what the server logged; empty: it noticed nothing"},
       {"phone_text", a_text, "what the phone saw; empty: nothing"},
       {"cause", defined("cause")}});
}

Json call() {
  std::vector<std::string> ends;
  for (const auto& end : sim::names_of<models::SipCallEnd>()) ends.emplace_back(end.name);
  return object({{"phone", device},
                 {"server", device, "its PBX"},
                 {"at_s", seconds},
                 {"ended_s", seconds, "it rang, was refused or given up"},
                 {"end", {{"enum", ends}}},
                 {"text", a_text},
                 {"cause", defined("cause"), "of its failure"},
                 {"answered_s", seconds, "missing: it was not, or was not to be", true},
                 {"silence_s", seconds, "how long one of the two heard nothing", true},
                 {"silent_since_s", seconds, "", true}});
}

Json service() {
  std::vector<std::string> reasons;
  for (const Deaf why : every_deaf) reasons.emplace_back(to_text(why));
  const Json outage =
      object({{"from_s", seconds},
              {"to_s", seconds},
              {"why", {{"enum", reasons}}, "what most of it was"},
              {"counts", flag, "false: an operator switched it off, or it was starting"},
              {"ended", flag, "before the run did"},
              {"registered_s", seconds, "of it, the phone was registered all the same"}});
  const Json phone =
      object({{"phone", device},
              {"share", {{"type", "number"}, {"minimum", 0}, {"maximum", 1}}, "of the time"},
              {"longest_s", seconds, "of its outages; 0: none that counts"},
              {"registered_but_deaf_s", seconds},
              {"callable_at_end", flag},
              {"back_s", seconds, "when it was callable again, last; missing: it never was", true},
              {"outages", list(outage)}});
  return object({{"asked_until_s", seconds},
                 {"grid_s", seconds, "outages shorter than this may be missed"},
                 {"events", a_count, "in the copies that were asked"},
                 {"given_up", flag, "the budget did not suffice for all"},
                 {"phones", list(phone), "empty: they are too many for the budget"}});
}

Json cycle() {
  return object({{"phone", device},
                 {"period_s", seconds},
                 {"phases", list(object({{"server", device}, {"held_s", seconds}}))},
                 {"repeats", a_count}});
}

Json verdict() {
  return object({{"text", a_text},
                 {"line", a_count, "of the scenario"},
                 {"passed", flag},
                 {"reached", flag,
                  "false: it was not looked at: the run ended before, or no calls were tried"},
                 {"observed", a_text}});
}

Json remedy() {
  const Json change = object({{"before", a_count}, {"after", a_count}});
  return object({{"text", a_text},
                 {"set", {{"type", "object"}, {"additionalProperties", a_text}}, "path: value"},
                 {"passed", flag},
                 {"refused", a_text, "why it proves nothing", true},
                 {"losses", change, "missing: it was not even tried", true},
                 {"never_registered", change, "", true},
                 {"failed_calls", change, "", true},
                 {"expectations", list(defined("expectation"))}});
}

Json limits() {
  const Json assumed = object({{"settings", list(a_text), "the paths that --set takes"},
                               {"value", a_text},
                               {"profile", a_text, "that has it"},
                               {"source", a_text, "why it was assumed"}});
  const Json left_out = object({{"of", a_text, "a kind of device, or a profile"},
                                {"what", a_text, "that real ones do"},
                                {"so", a_text, "what their users see of it"}});
  return object({{"assumed", list(assumed), "values of profiles that can act"},
                 {"not_modelled", list(left_out)}});
}

std::string outcomes() {
  std::string all;
  for (const Outcome& o : {outcome_passed, outcome_failed, outcome_inconclusive}) {
    all += (all.empty() ? "" : "; ") + std::to_string(o.exit_code) + ": " + std::string(o.meaning);
  }
  return all;
}

}  // namespace

std::string report_schema() {
  const std::string exit_codes = outcomes();
  Json json{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
            {"$id", report_schema_id},
            {"title", "fastbusy report"},
            {"description", "What fastbusy run --json writes. Times are seconds since the start."}};
  json.update(object(
      {{"version", {{"const", report_version}}, "of the report's format"},
       {"schema", {{"const", report_schema_id}}},
       {"fastbusy", a_text, "its version"},
       {"scenario", a_text, "the file"},
       {"title", a_text},
       {"seed", a_count},
       {"planned_s", seconds, "how long it was to run"},
       {"duration_s", seconds, "how long it ran"},
       {"events", a_count},
       {"wall_s", seconds, "the only value that differs from run to run"},
       {"verdict", words({"passed", "failed", "inconclusive"})},
       {"exit_code", {{"enum", {0, 1, 4}}}, exit_codes.c_str()},
       {"interrupted", flag, "by Ctrl-C"},
       {"storm", flag, "too many frames under way, or a device that never rests: it stopped"},
       {"phones",
        object(
            {{"total", a_count}, {"registered_at_end", a_count}, {"never_registered", a_count}})},
       {"registered_at_end", list(device), "phones"},
       {"never_registered",
        list(object({{"phone", device},
                     {"phone_text", a_text, "what its user reads; empty: nothing yet"},
                     {"cause", defined("cause")}}))},
       {"never_back", absences(),
        "registered once, nowhere at the end: lost nothing, or the outage is over"},
       {"never_at_first", absences(), "registered, but never at the first of several servers"},
       {"registrations",
        list(object({{"phone", device},
                     {"server", device},
                     {"from_s", seconds},
                     {"to_s", seconds},
                     {"end", words({"lost", "left", "switched_off", "still_registered"})}}))},
       {"losses", list(loss()), "registrations that ended against the phone's will"},
       {"calls", list(call()), "to phones, by the timeline"},
       {"service", service(), "who could be called; missing: nobody asked", true},
       {"cycles", list(cycle())},
       {"drops", fates(true), "frames that died, by fate"},
       {"frames", object({{"made", a_count},
                          {"under_way", a_count, "at the end, or kept by ARP"},
                          {"ended", fates(false), "made = under_way + the sum of these"}})},
       {"misdirected_answers", a_count, "of another phone, taken for the right one by a PBX"},
       {"deviations_not_kept", a_count, "more than 0: causes may be missing"},
       {"limits", limits(), "what the answer rests on, and what it leaves out"},
       {"expectations", list(defined("expectation"))},
       {"remedies", list(remedy())}}));
  json["$defs"] = {{"cause", cause()}, {"expectation", verdict()}};
  return json.dump(2) + "\n";
}

}  // namespace app
