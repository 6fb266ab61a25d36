// Why a registration was lost: back from the symptom to the frame that died, and to the setting.
#include <algorithm>
#include <map>
#include <span>
#include <utility>

#include "app/cause/access.hpp"
#include "app/cause/boot.hpp"
#include "app/cause/calls.hpp"
#include "app/cause/connected.hpp"
#include "app/cause/contact.hpp"
#include "app/cause/dhcp_log.hpp"
#include "app/cause/dhcp_question.hpp"
#include "app/cause/evidence.hpp"
#include "app/cause/frame_cause.hpp"
#include "app/cause/name_lookup.hpp"
#include "app/cause/power.hpp"
#include "app/cause/read_history.hpp"
#include "app/cause/refusal.hpp"
#include "app/cause/sign_in.hpp"
#include "app/evidence/observe.hpp"

namespace app {
namespace {

using models::DropFact;

// A packet for an address that nobody has: did the timeline move it away?
void find_moved_address(const World& world, const Scenario& scenario, std::size_t phone,
                        const DropFact& drop, Time from, Cause& cause) {
  if (!waits_for_arp(drop.fate) && drop.fate != models::Fate::wrong_host) return;
  for (const TimelineEntry& entry : scenario.timeline) {
    if (entry.at < from || entry.at > drop.at) continue;
    for (const TimelineEntry::Move& move : entry.moves) {
      const bool leaves = scenario.devices[move.device].address.address == drop.destination &&
                          are_connected(scenario, phone, move.device);
      if (move.to.address != drop.destination && !leaves) continue;
      cause.setting = "timeline." + std::to_string(entry.number);
      cause.event = entry.text;
    }
    for (const sim::Assignment& set : entry.sets) {
      if (set.pieces.back() != "address" || !is_connected(scenario, phone, set)) continue;
      cause.setting = "timeline." + std::to_string(entry.number);
      cause.event = entry.text;
    }
  }
  if (!cause.event.empty() && cause.walked_too.empty()) {
    cause.walked_too = address_kept_by(world, scenario, phone);
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
  if (stay.reason == "server_down") {
    return find_event(scenario, out_of_service, stay.server, stay.to, stay.cause);
  }
  if (stay.reason == "power_lost") {
    blame_power(world, scenario, stay.phone, stay.to, stay.cause);
    return;
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
  blame_access(world, scenario, stay.phone, stay.cause);
  blame_contact(world, stay.phone, stay.server, stay.reason == "registration_timed_out",
                stay.cause);
  blame_ban(world, stay.cause);
  if (stay.cause.drop)
    find_moved_address(world, scenario, stay.phone, *stay.cause.drop, stay.from, stay.cause);
  if (stay.reason == "lost_ip_address" && !stay.cause.drop) {
    blame_dhcp(world, scenario, stay.phone, stay.to, stay.cause);
  }
  if (stay.cause.drop) return;
  const auto host = trunk_host(scenario, stay.phone);  // it said nothing, as its server did
  const Time silent = std::max(stay.from, stay.to - phone.sip.timers.timer_f);
  if (host && was_out_of_service(scenario, *host, silent, stay.to)) {
    return find_event(scenario, out_of_service, *host, stay.to, stay.cause);
  }
  if (blame_dns(world, scenario, evidence, stay.phone, stay.from, stay.to, false, stay.cause))
    return;
  if (waits_elsewhere(scenario, evidence, stay)) {
    name_setting(world, scenario, stay.cause);
    stay.cause.event.clear();  // that the server is dead is not what costs this registration
    stay.cause.setting = world.path(stay.phone, &phone.sip.timers.timer_f);
    return;
  }
  if (stay.reason == "sccp_keepalive_failure") {  // nothing died: the phone was impatient
    stay.cause.setting = world.path(stay.phone, &phone.sccp.detection.mode);
  }
  if (stay.reason == "expired" && stay.cause.setting.empty()) {  // nothing died: it came too late
    const models::Setting own = &phone.sip.heeds_grant;
    const models::Setting late = &phone.sip.refresh_percent;
    stay.cause.setting = world.path(stay.phone, phone.sip.heeds_grant ? late : own);
  }
  if (stay.patience == Duration{}) return;
  if (stay.to >= world.network().journal().incomplete_since) return;  // whether any did is unknown
  // Nothing died: the server was impatient.
  const auto& server = world.config<models::CallServer>(stay.server);
  const bool asked = stay.reason == "unreachable";
  stay.cause.setting =
      world.path(stay.server, asked ? &server.sip.qualify : &server.cucm.keepalive_grace);
}

void find_cause(const World& world, const Scenario& scenario, Evidence& evidence, Time end,
                Absence& away) {
  if (blame_power(world, scenario, away.phone, end, away.cause)) return;
  const std::uint32_t number = *world.network().phone_number(world.node(away.phone));
  evidence.find_drops(away.phone, away.server, away.since, away.since, end, away.cause);
  name_setting(world, scenario, away.cause);
  blame_access(world, scenario, away.phone, away.cause);
  blame_contact(world, away.phone, away.server, true, away.cause);
  blame_ban(world, away.cause);
  if (!away.cause.drop) blame_relay(world, scenario, away.phone, away.cause);
  if (!away.cause.drop) blame_dhcp(world, scenario, away.phone, end, away.cause);
  blame_sign_in(world, scenario, number, away.cause);
  blame_boot(world, scenario, number, away.since, end, away.cause);
  if (!away.cause.drop) {
    blame_dns(world, scenario, evidence, away.phone, away.since, end, away.since == Time{},
              away.cause);
  }
  blame_refusal(world, scenario, number, away.since, end, away.cause);
  // Of one that has never been registered: what it gave up for tells more.
  const std::string found = away.cause.setting;
  if (!blame_giving_up(world, number, end, away.cause)) return;
  if (away.since == Time{} && !found.empty()) {
    away.cause.walked_too = std::exchange(away.cause.setting, found);
  }
}

}  // namespace

void find_causes(const World& world, const Scenario& scenario, History& history) {
  Evidence evidence(world, scenario);
  for (Stay& stay : history.stays) {
    if (stay.lost) find_cause(world, scenario, evidence, stay);
  }
  for (auto* list : {&history.never_registered, &history.never_back, &history.never_at_first}) {
    for (Absence& away : *list) find_cause(world, scenario, evidence, history.end, away);
  }
  find_call_causes(world, scenario, history);
}

History read_history(const World& world, const Scenario& scenario) {
  History history = observe(world, scenario);
  find_causes(world, scenario, history);
  return history;
}

}  // namespace app
