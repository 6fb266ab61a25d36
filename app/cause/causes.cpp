// Why a registration was lost: back from the symptom to the frame that died, and to the setting.
#include <algorithm>
#include <map>
#include <span>

#include "app/cause/calls.hpp"
#include "app/cause/dhcp_log.hpp"
#include "app/cause/dhcp_question.hpp"
#include "app/cause/evidence.hpp"
#include "app/cause/frame_cause.hpp"
#include "app/cause/read_history.hpp"
#include "app/cause/refusal.hpp"
#include "app/cause/sign_in.hpp"
#include "app/evidence/stays.hpp"

namespace app {
namespace {

using models::DropFact;

// A packet for an address that nobody has: did the timeline move it away?
void find_moved_address(const Scenario& scenario, const DropFact& drop, Time from, Cause& cause) {
  if (!waits_for_arp(drop.fate) && drop.fate != models::Fate::wrong_host) return;
  for (const TimelineEntry& entry : scenario.timeline) {
    if (entry.at < from || entry.at > drop.at) continue;
    for (const sim::Assignment& set : entry.sets) {
      if (set.pieces.back() != "address") continue;
      cause.setting = "timeline." + std::to_string(entry.number);
      cause.event = entry.text;
    }
  }
}

// The registration ran out while the phone waited for another server of its list (RFC 3263 4.3).
bool waits_elsewhere(const Scenario& scenario, Evidence& evidence, Stay& stay) {
  const Device& device = scenario.devices[stay.phone];
  const Spec& spec = scenario.entries[device.entry].specs[device.spec];
  const auto& phone = std::get<PhoneSpec>(spec);
  if (!phone.is_standard() || stay.reason != "expired") return false;
  const Time since = std::max(stay.from, stay.to - phone.sip.timers.timer_f);
  for (const auto& word : servers_of(spec)) {
    const std::size_t server = *scenario.device(word.value);
    if (server == stay.server || stay.cause.drop) continue;
    evidence.find_drops(stay.phone, server, since, since, stay.to, stay.cause);
  }
  return stay.cause.drop.has_value();
}

void find_cause(const World& world, const Scenario& scenario, Evidence& evidence, Stay& stay) {
  using Kind = TimelineEntry::Kind;
  if (stay.reason == "server_down") {
    return find_event(scenario, Kind::power_off, stay.server, stay.to, stay.cause);
  }
  const std::uint32_t number = *world.network().phone_number(world.node(stay.phone));
  const auto& phone = world.config<models::Phone>(stay.phone);
  if (stay.reason == "registration_rejected" &&
      blame_refusal(world, scenario, number, stay.to, stay.to, stay.cause)) {
    return;
  }
  if (stay.reason == "registration_rejected") {
    stay.cause.setting = world.path(stay.phone, &phone.cisco.min_refresh);
    return;
  }
  const Time decisive = stay.patience > Duration{} ? stay.to - stay.patience : stay.from;
  evidence.find_drops(stay.phone, stay.server, stay.from, decisive, stay.to, stay.cause);
  name_setting(world, scenario, stay.cause);
  if (stay.cause.drop) find_moved_address(scenario, *stay.cause.drop, stay.from, stay.cause);
  if (stay.reason == "lost_ip_address" && !stay.cause.drop) {
    blame_dhcp(world, scenario, stay.phone, stay.to, stay.cause);
  }
  if (stay.cause.drop) return;
  if (waits_elsewhere(scenario, evidence, stay)) {
    name_setting(world, scenario, stay.cause);
    stay.cause.event.clear();  // that the server is dead is not what costs this registration
    stay.cause.setting = world.path(stay.phone, &phone.sip.timers.timer_f);
    return;
  }
  if (stay.reason == "sccp_keepalive_failure") {  // nothing died: the phone was impatient
    stay.cause.setting = world.path(stay.phone, &phone.sccp.detection.mode);
  }
  if (stay.patience == Duration{}) return;
  // Nothing died: the server was impatient.
  const auto& server = world.config<models::CallServer>(stay.server);
  const bool asked = stay.reason == "unreachable";
  stay.cause.setting =
      world.path(stay.server, asked ? &server.sip.qualify : &server.cucm.keepalive_grace);
}

// Why a phone is not at that server, from then on.
Absence absence(const World& world, const Scenario& scenario, Evidence& evidence,
                std::uint32_t number, Time since, const History& history) {
  Absence away{.phone = world.phone(number),
               .server = world.server_of(number, 0),
               .since = since,
               .phone_text = history.phone_texts[number]};
  evidence.find_drops(away.phone, away.server, since, since, history.end, away.cause);
  name_setting(world, scenario, away.cause);
  if (!away.cause.drop) blame_relay(world, scenario, away.phone, away.cause);
  if (!away.cause.drop) blame_dhcp(world, scenario, away.phone, history.end, away.cause);
  blame_sign_in(world, scenario, number, away.cause);
  blame_refusal(world, scenario, number, since, history.end, away.cause);
  return away;
}

// What the stays of one phone come to, in order of time.
struct Presence {
  bool any = false;
  bool at_end = false;
  bool at_first = false;  // of its servers, at any time
  const Stay* last = nullptr;
};

Presence presence_of(const History& history, std::size_t phone, std::size_t first) {
  Presence p;
  const auto stays = std::ranges::equal_range(history.stays, phone, {}, &Stay::phone);
  for (const Stay& stay : stays) {
    p.any = true;
    p.at_end = p.at_end || !stay.ended;
    p.at_first = p.at_first || stay.server == first;
    if (p.last == nullptr || stay.to >= p.last->to) p.last = &stay;
  }
  return p;
}

// By name, DNS says which one is the first.
bool has_a_first_server(const Scenario& scenario, std::size_t phone) {
  const Device& device = scenario.devices[phone];
  const Spec& spec = scenario.entries[device.entry].specs[device.spec];
  return servers_of(spec).size() > 1 && std::get<PhoneSpec>(spec).domain.empty();
}

void find_absences(const World& world, const Scenario& scenario, Evidence& evidence,
                   History& history) {
  for (std::uint32_t i = 0; i < world.network().phone_nodes().size(); ++i) {
    const std::size_t phone = world.phone(i);
    const Presence p = presence_of(history, phone, world.server_of(i, 0));
    const bool is_on = world.network().at<models::Phone>(world.node(phone)).is_on();
    const auto add = [&](std::vector<Absence>& list, Time since) {
      list.push_back(absence(world, scenario, evidence, i, since, history));
    };
    if (!p.any) {
      add(history.never_registered, Time{});
    } else if (!p.at_end && !p.last->lost && is_on) {
      add(history.never_back, p.last->to);
    } else if (!p.at_first && has_a_first_server(scenario, phone)) {
      add(history.never_at_first, Time{});
    }
  }
}

// Of every loss, and of phones that are away. After the stays.
void find_causes(const World& world, const Scenario& scenario, History& history) {
  Evidence evidence(world, scenario);
  for (Stay& stay : history.stays) {
    if (stay.lost) find_cause(world, scenario, evidence, stay);
  }
  find_absences(world, scenario, evidence, history);
}

}  // namespace

History read_history(const World& world, const Scenario& scenario) {
  const models::Journal& journal = world.network().journal();
  History history;
  history.end = world.network().now();
  read_stays(world, scenario, history);
  find_causes(world, scenario, history);
  read_calls(world, scenario, history);
  history.cycles = find_cycles(history.stays);
  for (const Stay& stay : history.stays) {
    const auto& at_end = history.registered_at_end;
    if (!stay.ended && (at_end.empty() || at_end.back() != stay.phone)) {
      history.registered_at_end.push_back(stay.phone);
    }
  }
  history.fates = journal.fates;
  history.not_kept = journal.not_kept;
  history.misdirected = journal.misdirected;
  return history;
}

}  // namespace app
