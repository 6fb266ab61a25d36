// timeline: - what an operator does at which time, and remedies: - the experiment's control.
#include <algorithm>

#include "app/scenario/file_spec.hpp"
#include "app/scenario/link_text.hpp"
#include "app/scenario/parts.hpp"
#include "sim/schema/reader.hpp"

namespace app {
namespace {

// What a running device can not change: it would be another device.
constexpr std::array<std::string_view, 18> fixed{
    "kind",     "profile",         "count",        "address",   "mac",        "ports",
    "start",    "mac_capacity",    "call_servers", "registrar", "backups",    "domain",
    "protocol", "max_connections", "transport",    "discovery", "user_agent", "runs_on"};

// The piece of the path that cannot; none: it can.
std::optional<std::size_t> fixed_piece(const sim::Assignment& set) {
  const std::size_t last = set.pieces.size() - 1;
  if (set.pieces[0] == "links")
    return set.pieces[last] == "between" ? std::optional(last) : std::nullopt;
  if (set.pieces[1] == "interfaces" && set.pieces[last] == "port") return last;
  if (std::ranges::find(fixed, set.pieces[1]) != fixed.end()) return 1;
  return std::nullopt;
}

// A host's address: settings that the network takes over device by device.
std::optional<TimelineEntry::Move> move_of(const sim::Assignment& set, const Scenario& scenario) {
  if (set.pieces.size() != 2 || set.pieces[1] != "address") return std::nullopt;
  const Entry* entry = scenario.entry(set.pieces[0]);
  const auto device = entry == nullptr    ? scenario.device(set.pieces[0])
                      : entry->count == 1 ? std::optional(entry->first)
                                          : std::nullopt;
  if (!device) return std::nullopt;
  const Device& own = scenario.devices[*device];
  const auto kind = scenario.entries[own.entry].kind;
  const bool can = models::is<models::CallServer>(kind) || models::is<models::Server>(kind) ||
                   models::is<models::Computer>(kind);
  const auto to = sim::parse_ipv4_interface(set.value);
  if (!can || !to) return std::nullopt;
  return TimelineEntry::Move{*device, *to};
}

std::vector<std::size_t> links_at(const sim::Located<std::string>& word, const Scenario& scenario,
                                  sim::Diagnostics& diagnostics) {
  const auto end = parse_link_end(word.value);
  if (!end || end->devices) {
    diagnostics.error(word.at, "a link is named by one of its ends: phone3, or sw1:7");
    return {};
  }
  const auto devices = devices_named(end->name, word.at, scenario, diagnostics);
  std::vector<std::size_t> links;
  for (std::size_t i = 0; i < scenario.links.size(); ++i) {
    const LinkPlan& link = scenario.links[i];
    const auto is_end = [&](std::size_t device, std::uint16_t port) {
      return std::ranges::find(devices, device) != devices.end() &&
             (!end->ports || (end->ports->first <= port + 1U && port + 1U <= end->ports->last));
    };
    if (is_end(link.a, link.port_a) || is_end(link.b, link.port_b)) links.push_back(i);
  }
  if (links.empty() && !devices.empty() && diagnostics.ok()) {  // else it may be that link
    diagnostics.error(word.at, "no link ends at '" + word.value + "'");
  }
  return links;
}

constexpr bool has_service(models::NodeKind kind) {
  return models::is<models::CallServer>(kind) || models::is<models::Server>(kind);
}
constexpr bool is_switch(models::NodeKind kind) { return models::is<models::Switch>(kind); }
constexpr bool is_router(models::NodeKind kind) { return models::is<models::Router>(kind); }
constexpr bool has_arp(models::NodeKind kind) { return !is_switch(kind); }

using IsOne = bool (*)(models::NodeKind);

// Answered calls are those of RFC 3261, between a phone and a PBX.
bool can_talk(std::size_t phone, const Scenario& scenario) {
  const auto* spec = std::get_if<PhoneSpec>(&spec_of(scenario, phone));
  if (spec == nullptr || !spec->is_standard()) return false;
  return std::ranges::none_of(spec->call_servers, [&](const auto& word) {
    const auto server = scenario.device(word.value);
    const auto* pbx = server ? std::get_if<CallServerSpec>(&spec_of(scenario, *server)) : nullptr;
    return pbx != nullptr && pbx->is_cucm();
  });
}

// Who talks to whom: each of `targets` to the other one, or to outside.
std::vector<TimelineEntry::Talk> talks_of(const TimelineSpec& spec,
                                          const std::vector<std::size_t>& targets,
                                          const Scenario& scenario, sim::Diagnostics& diagnostics) {
  constexpr Duration usual = std::chrono::minutes(1);
  std::vector<TimelineEntry::Talk> talks;
  const auto& other_word = spec.to ? spec.to : spec.from;
  const Duration lasts = spec.lasts ? spec.lasts->value : usual;
  std::optional<std::size_t> other;
  if (other_word && other_word->value != "outside") {
    const auto devices = devices_named(other_word->value, other_word->at, scenario, diagnostics);
    if (devices.empty()) return talks;
    if (devices.size() != 1 || !can_talk(devices[0], scenario)) {
      diagnostics.error(other_word->at,
                        "'" + other_word->value + "' should be one SIP phone at a PBX, or outside");
      return talks;
    }
    other = devices[0];
  }
  for (const std::size_t target : targets) {
    if (!can_talk(target, scenario)) {
      diagnostics.error(spec.call->at,
                        "only a SIP phone at a PBX has calls that are answered (to, "
                        "from, for): user_agent and registrar standard");
      return talks;
    }
    if (other == target) {
      diagnostics.error(other_word->at, "'" + other_word->value + "' would call itself");
      return talks;
    }
    talks.push_back(spec.to ? TimelineEntry::Talk{target, other, lasts}
                            : TimelineEntry::Talk{other, target, lasts});
  }
  return talks;
}

// Of an act that only some kinds of device can do.
std::vector<std::size_t> devices_that(IsOne can, std::string_view what,
                                      const sim::Located<std::string>& word,
                                      const Scenario& scenario, sim::Diagnostics& diagnostics) {
  const auto devices = devices_named(word.value, word.at, scenario, diagnostics);
  for (const std::size_t device : devices) {
    const auto kind = scenario.entries[scenario.devices[device].entry].kind;
    if (can(kind)) continue;
    diagnostics.error(word.at, "only " + std::string(what) + ": '" + word.value + "' is a " +
                                   std::string(models::kind_word(kind)));
    return {};
  }
  return devices;
}

}  // namespace

bool has_talks(const Scenario& scenario) {
  return std::ranges::any_of(scenario.timeline,
                             [](const TimelineEntry& entry) { return !entry.talks.empty(); });
}

std::vector<sim::Assignment> read_sets(const sim::Node& node, sim::Diagnostics& diagnostics) {
  std::vector<sim::Assignment> sets;
  if (!node.is_map() || node.entries.empty()) {
    diagnostics.error(node.at, "set: a map of paths and values, such as {phone.tcp.rto_min: 1s}");
    return sets;
  }
  for (const auto& [key, at, value] : node.entries) {
    sim::Assignment set{.pieces = sim::split_path(key),
                        .at = {},
                        .value = sim::flow_text(value),
                        .value_at = value.at};
    const bool may_be_list = set.pieces.size() == 2 && set.pieces[1] == "profile";
    if (set.pieces.size() < 2 || !(value.is_scalar() || (may_be_list && value.is_list()))) {
      diagnostics.error(at, "'" + key +
                                "' should be a path and its value one word: "
                                "phone.tcp.rto_min: 1s");
      continue;
    }
    sim::Position piece_at = at;
    for (const std::string& piece : set.pieces) {
      set.at.push_back(piece_at);
      piece_at.column += static_cast<int>(piece.size()) + 1;
    }
    sets.push_back(std::move(set));
  }
  return sets;
}

void load_timeline(const sim::Node& node, Scenario& scenario, sim::Diagnostics& diagnostics) {
  if (!node.is_list()) {
    diagnostics.error(node.at, "timeline: a list, such as - {at: 10min, unplug: phone3}");
    return;
  }
  using Kind = TimelineEntry::Kind;
  std::size_t number = 0;
  for (const sim::Node& item : node.items) {
    ++number;
    TimelineSpec spec;
    if (!sim::read(item, spec, diagnostics)) continue;
    TimelineEntry entry{.at = Time{} + spec.at.value};
    entry.text = sim::flow_text(item);
    entry.number = number;
    int actions = 0;
    const auto action = [&](const auto& given, Kind kind, auto names) {
      if (!given) return;
      ++actions;
      entry.kind = kind;
      entry.targets = names(*given, scenario, diagnostics);
    };
    const auto devices = [](const sim::Located<std::string>& word, const Scenario& s,
                            sim::Diagnostics& d) {
      return devices_named(word.value, word.at, s, d);
    };
    action(spec.power_on, Kind::power_on, devices);
    action(spec.power_off, Kind::power_off, devices);
    action(spec.plug, Kind::plug, links_at);
    action(spec.unplug, Kind::unplug, links_at);
    const auto only = [](IsOne can, std::string_view what) {
      return [=](const sim::Located<std::string>& word, const Scenario& s, sim::Diagnostics& d) {
        return devices_that(can, what, word, s, d);
      };
    };
    const auto servers = only(has_service, "servers and call servers have a service");
    action(spec.call, Kind::call, only(is_phone, "a phone can be called"));
    action(spec.hold, Kind::hold, only(is_phone, "a phone can hold its calls"));
    action(spec.stop_service, Kind::stop_service, servers);
    action(spec.start_service, Kind::start_service, servers);
    action(spec.hang, Kind::hang, servers);
    action(spec.resume, Kind::resume, servers);
    action(spec.clear_arp, Kind::clear_arp, only(has_arp, "what has an address has ARP entries"));
    action(spec.clear_mac, Kind::clear_mac, only(is_switch, "a switch learns MAC addresses"));
    action(spec.clear_nat, Kind::clear_nat, only(is_router, "a router translates"));
    action(spec.clear_auth, Kind::clear_auth, only(is_switch, "a switch authenticates"));
    action(spec.clear_bindings, Kind::clear_bindings, only(is_switch, "a switch binds hosts"));
    action(spec.coa, Kind::coa, devices);
    action(spec.reboot, Kind::power_off, devices);
    if (spec.set) {
      ++actions;
      entry.sets = read_sets(*spec.set, diagnostics);
      std::erase_if(entry.sets, [&](const sim::Assignment& set) {
        if (const auto move = move_of(set, scenario)) {
          entry.moves.push_back(*move);
          return true;
        }
        const auto piece = fixed_piece(set);
        if (!piece) return false;
        diagnostics.error(set.at[*piece],
                          "'" + set.pieces[*piece] + "' cannot change while the device runs");
        return true;
      });
    }
    if (spec.call && (spec.to || spec.from || spec.lasts)) {
      entry.talks = talks_of(spec, entry.targets, scenario, diagnostics);
    }
    if ((spec.to || spec.from) && (!spec.call || (spec.to && spec.from))) {
      diagnostics.error((spec.to ? spec.to : spec.from)->at, "to, or from, goes with call");
    }
    if (spec.lasts && !spec.call && !spec.hold && !spec.reboot) {
      diagnostics.error(spec.lasts->at, "for goes with call, hold or reboot");
    }
    if (actions != 1) {
      diagnostics.error(item.at, "one action each: set, power_off, reboot, unplug, call, hang ...");
    }
    if (scenario.duration > Duration{} && spec.at.value > scenario.duration) {
      diagnostics.error(spec.at.at, "the run ends after " + sim::to_text(scenario.duration));
    }
    std::optional<TimelineEntry> back;
    if (spec.reboot || spec.hold) {
      entry.restarts = spec.reboot.has_value();
      back = entry;
      back->at += spec.lasts ? spec.lasts->value : std::chrono::minutes(1);
      back->kind = spec.hold ? Kind::unhold : Kind::power_on;
    }
    scenario.timeline.edit().push_back(std::move(entry));
    if (back) scenario.timeline.edit().push_back(std::move(*back));
  }
  std::ranges::stable_sort(scenario.timeline.edit(), {}, &TimelineEntry::at);
  std::vector<bool> plugged = plugged_at_start(scenario);
  for (const TimelineEntry& entry : scenario.timeline) {
    if (entry.kind != Kind::plug && entry.kind != Kind::unplug) continue;
    for (const std::size_t link : entry.targets) plugged[link] = entry.kind == Kind::plug;
    if (entry.kind == Kind::plug && diagnostics.ok()) {
      check_turns(plugged, scenario, node.items[entry.number - 1].at, diagnostics);
    }
  }
}

void load_remedies(const sim::Node& node, Scenario& scenario, sim::Diagnostics& diagnostics) {
  if (!node.is_list()) {
    diagnostics.error(node.at, "remedies: a list, such as - {set: {path: value}, expect: [...]}");
    return;
  }
  for (const sim::Node& item : node.items) {
    RemedySpec spec;
    if (!sim::read(item, spec, diagnostics)) continue;
    if (!spec.expect.is_list() || spec.expect.items.empty()) {
      diagnostics.error(spec.expect.at, "expect: a list of at least one fact");
      continue;
    }
    Remedy remedy{.text = {}, .sets = read_sets(spec.set, diagnostics), .expectations = {}};
    for (const auto& entry : spec.set.entries) {
      remedy.text +=
          (remedy.text.empty() ? "" : ", ") + entry.key + "=" + sim::flow_text(entry.value);
    }
    for (const sim::Node& one : spec.expect.items) {
      if (auto read = read_expectation(one, scenario, diagnostics)) {
        remedy.expectations.push_back(std::move(*read));
      }
    }
    scenario.remedies.edit().push_back(std::move(remedy));
  }
}

}  // namespace app
