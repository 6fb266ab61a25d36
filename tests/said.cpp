#include "tests/said.hpp"

#include <algorithm>

#include "sim/base/text.hpp"
#include "sim/schema/override.hpp"

namespace tests {
namespace {

using app::Time;
using sim::Node;

// What a path denotes: the item of the timeline, or the link, as the file has it.
std::string denoted(const std::string& path, const Node& tree) {
  const std::vector<std::string> pieces = sim::split_path(path);
  if (pieces.size() < 2 || (pieces[0] != "timeline" && pieces[0] != "links")) return path;
  const Node* item = sim::find_path(tree, std::span(pieces).first(2));
  if (item == nullptr) return path + " (nothing)";
  std::string text = pieces[0] + " \"" + sim::flow_text(*item) + '"';
  for (std::size_t i = 2; i < pieces.size(); ++i) text += '.' + pieces[i];
  return text;
}

class Story {
 public:
  Story(const app::RunResult& result, const Node& tree, std::string without)
      : result_(result), tree_(tree), without_(std::move(without)) {}

  std::string text() {
    for (const app::Stay& stay : result_.history.stays) add(stay);
    add("never registered", result_.history.never_registered);
    add("never back", result_.history.never_back);
    add("never at its first", result_.history.never_at_first);
    for (const app::Call& call : result_.history.calls) {
      if (is_other(call.phone)) continue;
      text_ += time(call.began) + " call for " + name(call.phone) + ": " + call.end + ", " +
               call.text + " at " + time(call.ended) + (call.failed ? ", failed\n" : "\n");
      if (call.failed) add(call.cause);
    }
    for (const app::Cycle& cycle : result_.history.cycles) {
      if (is_other(cycle.phone)) continue;
      text_ += name(cycle.phone) + " repeats " + std::to_string(cycle.repeats) + " times every " +
               std::to_string(cycle.period_s) + " s\n";
    }
    for (const std::size_t phone : result_.history.registered_at_end) {
      if (!is_other(phone)) text_ += name(phone) + " registered at the end\n";
    }
    return text_;
  }

 private:
  std::string name(std::size_t device) const { return result_.scenario.devices[device].name; }
  bool is_other(std::size_t device) const { return name(device).starts_with(without_); }
  static std::string time(Time at) {
    return at == models::never ? "never" : sim::to_text(at.time_since_epoch());
  }

  void add(const app::Stay& stay) {
    if (is_other(stay.phone)) return;
    text_ += name(stay.phone) + " at " + name(stay.server) + " from " + time(stay.from) + " to " +
             time(stay.to) + (stay.ended ? ", ended" : "") + (stay.lost ? ", lost" : "") +
             (stay.confirmed ? ", confirmed" : "") + (stay.switched_off ? ", off" : "") + ": " +
             stay.reason + ' ' + std::to_string(stay.reason_code) + ", patience " +
             sim::to_text(stay.patience) + ", " + stay.server_text + ", " + stay.phone_text + '\n';
    if (stay.lost) add(stay.cause);
  }

  void add(const std::string& what, const std::vector<app::Absence>& absences) {
    for (const app::Absence& absence : absences) {
      if (is_other(absence.phone)) continue;
      text_ += name(absence.phone) + ' ' + what + " (" + name(absence.server) + ") since " +
               time(absence.since) + ": " + absence.phone_text + '\n';
      add(absence.cause);
    }
  }

  void add(const app::Cause& cause) {
    const auto tell = [&](const char* what, const std::string& value) {
      if (!value.empty()) text_ += std::string("    ") + what + ": " + value + '\n';
    };
    tell("setting", denoted(cause.setting, tree_));
    tell("event", cause.event);
    tell("log", cause.log);
    tell("answered", cause.answered);
    tell("advice", cause.advice);
    if (cause.drop) {
      tell("died",
           std::string(models::describe(cause.drop->fate).name) + " at " + time(cause.drop->at));
    }
    if (cause.died_at) tell("at", name(*cause.died_at));
    if (cause.died_on) {
      const app::LinkPlan& link = result_.scenario.links[*cause.died_on];
      tell("on", name(link.a) + " - " + name(link.b));
    }
    tell("such frames", std::to_string(cause.drops));
    std::string delays;
    for (const sim::Duration delay : cause.delays) delays += sim::to_text(delay) + ' ';
    tell("TCP waited", delays);
  }

  const app::RunResult& result_;
  const Node& tree_;
  std::string without_;
  std::string text_;
};

}  // namespace

std::optional<Time> first_symptom(const app::History& history) {
  std::optional<Time> first;
  const auto take = [&](Time at) { first = first ? std::min(*first, at) : at; };
  for (const app::Stay& stay : history.stays) {
    if (stay.lost) take(stay.to);
  }
  for (const auto* absences :
       {&history.never_registered, &history.never_back, &history.never_at_first}) {
    for (const app::Absence& absence : *absences) take(absence.since);
  }
  for (const app::Call& call : history.calls) {
    if (call.failed) take(call.began);
  }
  return first;
}

std::string said(const app::RunResult& result, const Node& tree, const std::string& without) {
  return Story(result, tree, without).text();
}

}  // namespace tests
