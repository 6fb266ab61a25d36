// The facts that `expect:` can speak of: one closed table; an unknown word is an error, never a
// silent pass.
#include <algorithm>
#include <array>

#include "app/scenario/parts.hpp"
#include "models/protocol/sip/sip_call_fields.hpp"

namespace app {
namespace {

using Fact = Expectation::Fact;

struct FactWord {
  std::string_view name;
  Fact fact;
  bool of_phones;
  bool of_servers;
  bool is_duration;
  std::string_view argument;  // what stands in parentheses; empty: nothing
  bool needs_argument;
  std::string_view meaning;
};
constexpr std::array facts{
    FactWord{"held_by", Fact::held_by, true, false, true, "call server", true,
             "how long each registration there lasted"},
    FactWord{"losses", Fact::losses, true, false, false, "reason", false,
             "registrations that ended against the phone's will"},
    FactWord{"never_registered", Fact::never_registered, true, false, false, "", false,
             "phones that never did"},
    FactWord{"registered", Fact::registered, true, true, false, "", false,
             "how many are, at the end or `at`"},
    FactWord{"period", Fact::period, true, false, true, "", false, "of a cycle that repeats"},
    FactWord{"moves", Fact::moves, true, false, false, "", false,
             "from one call server to another"},
    FactWord{"calls", Fact::calls, true, false, false, "end", false,
             "calls of the timeline, by how they ended"},
    FactWord{"talked", Fact::talked, true, false, true, "", false,
             "how long each call that was answered lasted"},
    FactWord{"silence", Fact::silence, true, false, true, "", false,
             "how long one of the two heard nothing, in each such call; 0s: both were heard"},
    FactWord{"callable", Fact::callable, true, false, false, "", false,
             "phones that a call would reach, at the end or `at`"},
    FactWord{"outage", Fact::outage, true, false, true, "longest", false,
             "how long each could not be called; longest: of all"},
    FactWord{"back", Fact::back, true, false, false, "", false,
             "phones that are callable again, for good, `by` then"},
    FactWord{"away", Fact::away, true, false, true, "call server", true,
             "how long each was not at that server"},
};

constexpr std::array<std::string_view, 16> reasons{
    "keepalive_timeout",     "connectivity_error",
    "server_down",           "source_port_changed",
    "tcp_timed_out",         "ucm_reset_connection",
    "ucm_closed_connection", "registration_timed_out",
    "registration_rejected", "expired",
    "unreachable",           "sccp_keepalive_failure",
    "ucm_initiated_reset",   "ucm_initiated_restart",
    "lost_ip_address",       "power_lost"};

struct Parts {
  std::string subject;
  std::string fact;
  std::string argument;
  bool has_argument = false;
};
Parts split(const std::string& text) {
  Parts parts;
  const std::size_t open = text.find('(');
  const std::string path = text.substr(0, open);
  const std::size_t dot = path.rfind('.');
  parts.subject = path.substr(0, dot == std::string::npos ? 0 : dot);
  parts.fact = dot == std::string::npos ? path : path.substr(dot + 1);
  if (open != std::string::npos) {
    const std::size_t close = text.find(')', open);
    parts.has_argument = close == text.size() - 1;
    parts.argument = text.substr(open + 1, close - open - 1);
  }
  return parts;
}

std::vector<std::string> loss_words() { return {reasons.begin(), reasons.end()}; }

std::vector<std::string> call_words() {
  std::vector<std::string> words;
  for (const auto& end : sim::names_of<models::SipCallEnd>()) words.emplace_back(end.name);
  return words;
}

}  // namespace

std::span<const std::string_view> loss_reasons() { return reasons; }

std::vector<std::pair<std::string, std::string>> fact_words() {
  std::vector<std::pair<std::string, std::string>> words;
  for (const FactWord& f : facts) {
    const std::string argument(f.argument);
    const std::string brackets = argument.empty() ? "" : "(" + argument + ")";
    words.emplace_back(std::string(f.of_phones ? "phone." : "server.") + std::string(f.name) +
                           (f.needs_argument || brackets.empty() ? brackets : "[" + brackets + "]"),
                       f.meaning);
  }
  words.emplace_back("drops.FATE", "frames that met that fate");
  words.emplace_back("why: FACT", "names: the setting at which the cause of that fact ends");
  return words;
}

bool read_fact(const sim::Located<std::string>& that, const Scenario& scenario, Expectation& e,
               bool& is_duration, sim::Diagnostics& diagnostics) {
  const Parts parts = split(that.value);
  const auto fail = [&](const std::string& message) {
    diagnostics.error(that.at, message);
    return false;
  };
  if (parts.subject == "drops") {
    std::vector<std::string> words;
    for (const models::FateText& fate : models::fates) words.emplace_back(fate.name);
    if (std::ranges::find(words, parts.fact) == words.end()) {
      return fail(unknown("fate", parts.fact, words));
    }
    e.fact = Fact::drops;
    e.word = parts.fact;
    return true;
  }
  const auto* word = std::ranges::find(facts, parts.fact, &FactWord::name);
  if (parts.subject.empty() || word == facts.end()) {
    std::vector<std::string> words;
    for (const FactWord& f : facts) words.emplace_back(f.name);
    if (parts.subject.empty()) return fail("a fact is written DEVICE.FACT, such as phone.losses");
    return fail(unknown("fact", parts.fact, words));
  }
  e.devices = devices_named(parts.subject, that.at, scenario, diagnostics);
  if (e.devices.empty()) return false;
  const auto kind = scenario.entries[scenario.devices[e.devices[0]].entry].kind;
  if (!(word->of_phones && is_phone(kind)) && !(word->of_servers && is_server(kind))) {
    return fail("'" + parts.fact + "' is not a fact about '" + parts.subject + "'");
  }
  e.fact = word->fact;
  is_duration = word->is_duration;
  if (parts.has_argument != word->needs_argument &&
      (word->needs_argument || word->argument.empty())) {
    return fail("write " + parts.subject + "." + parts.fact +
                (word->needs_argument ? "(" + std::string(word->argument) + ")" : ""));
  }
  if (!parts.has_argument) return true;
  if (e.fact == Fact::losses || e.fact == Fact::calls) {
    const auto words = e.fact == Fact::losses ? loss_words() : call_words();
    if (std::ranges::find(words, parts.argument) == words.end()) {
      return fail(unknown(word->argument, parts.argument, words));
    }
    e.word = parts.argument;
    return true;
  }
  if (e.fact == Fact::outage) {
    if (parts.argument != "longest") return fail("write " + parts.subject + ".outage(longest)");
    e.fact = Fact::longest_outage;
    return true;
  }
  const auto known = servers(scenario);
  if (std::ranges::find(known, parts.argument) == known.end()) {
    return fail(unknown("call server", parts.argument, known));
  }
  e.server = scenario.device(parts.argument);
  return true;
}

}  // namespace app
