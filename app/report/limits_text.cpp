#include "app/report/limits_text.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "app/report/phrases.hpp"

namespace app {
namespace {

using Json = nlohmann::ordered_json;

// A list that cannot be read is not there: a test reads all that are shipped.
std::vector<LimitList> lists_of(const Scenario& scenario) {
  sim::Diagnostics ignored;
  return limits_of(scenario, ignored);
}

std::string joined_paths(const std::vector<std::string>& paths) {
  std::string text;
  for (const std::string& path : paths) text += (text.empty() ? "" : ", ") + path;
  return text;
}

}  // namespace

std::string limits_line(const Scenario& scenario) {
  constexpr std::size_t most = 3;
  std::size_t count = 0;
  std::string first;
  for (const LimitList& list : lists_of(scenario)) {
    for (const Limit& limit : list.limits) {
      if (count++ < most) first += (first.empty() ? "" : "; ") + limit.what;
    }
  }
  const std::size_t assumed = assumptions_of(scenario).size();
  std::string text;
  if (assumed > 0) {
    text =
        fmt::format("rests on {} (fastbusy advise tries them)", counted(assumed, "assumed value"));
  }
  if (count == 0) return text;
  return text + (text.empty() ? "" : "; ") + "not looked at: " + first +
         (count > most ? fmt::format("; and {} more (--limits)", count - most) : "");
}

std::string limits_text(const Scenario& scenario, const Style& style) {
  std::string text = style.bold("ASSUMED") + "\n";
  const auto assumptions = assumptions_of(scenario);
  for (const Assumption& one : assumptions) {
    text += fmt::format("  {} = {}   {}\n", joined_paths(one.paths), one.value.value,
                        style.dim(one.profile + ": " + one.value.source));
  }
  if (assumptions.empty()) text += "  nothing: every profile's value in force has its source\n";
  for (const LimitList& list : lists_of(scenario)) {
    text += style.bold("NOT LOOKED AT, of " + list.of) + "\n";
    for (const Limit& limit : list.limits) {
      text += "  " + limit.what + ": " + style.dim(limit.so) + "\n";
    }
  }
  return text;
}

std::string turns_text(const Turns& turns, const Style& style) {
  if (turns.assumed == 0) return "";
  std::string text = fmt::format("\nIt rests on {}", counted(turns.assumed, "assumed value"));
  text += turns.all.empty() ? "; of the values that were tried none would change it.\n"
                            : ". It would turn:\n";
  for (const Turn& turn : turns.all) {
    text += fmt::format("  {} = {}   {} with {} (not yet with {})   {}\n",
                        joined_paths(turn.assumption.paths), turn.assumption.value.value,
                        turn.ends ? "the symptom ends" : "a new symptom", turn.from, turn.still,
                        style.dim(turn.assumption.value.source));
  }
  if (turns.is_cut_short) text += "  Not all of them were tried to the end: there may be more.\n";
  return text;
}

Json limits_json(const Scenario& scenario) {
  Json assumed = Json::array();
  for (const Assumption& one : assumptions_of(scenario)) {
    assumed.push_back({{"settings", one.paths},
                       {"value", one.value.value},
                       {"profile", one.profile},
                       {"source", one.value.source}});
  }
  Json left_out = Json::array();
  for (const LimitList& list : lists_of(scenario)) {
    for (const Limit& limit : list.limits) {
      left_out.push_back({{"of", list.of}, {"what", limit.what}, {"so", limit.so}});
    }
  }
  return {{"assumed", assumed}, {"not_modelled", left_out}};
}

Json turns_json(const Turns& turns) {
  Json all = Json::array();
  for (const Turn& turn : turns.all) {
    all.push_back({{"settings", turn.assumption.paths},
                   {"value", turn.assumption.value.value},
                   {"same_with", turn.still},
                   {"turns_with", turn.from},
                   {"symptom_ends", turn.ends},
                   {"source", turn.assumption.value.source}});
  }
  return {{"assumed", turns.assumed}, {"turns", all}, {"cut_short", turns.is_cut_short}};
}

}  // namespace app
