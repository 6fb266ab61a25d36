#include "app/cause/calls.hpp"

#include <algorithm>

#include "app/cause/contact.hpp"
#include "app/cause/evidence.hpp"
#include "app/cause/frame_cause.hpp"
#include "app/cause/refusal.hpp"
#include "app/cause/talks.hpp"
#include "app/scenario/kinds/spec.hpp"
#include "app/scenario/setting.hpp"

namespace app {
namespace {

using models::SipCallEnd;

template <class Wanted>
const Wanted* spec_as(const Scenario& scenario, std::size_t device) {
  const Device& d = scenario.devices[device];
  return std::get_if<Wanted>(&scenario.entries[d.entry].specs[d.spec]);
}

// Why it was no more to be called there: as it was lost, was switched off, or never came.
void blame_loss(const Scenario& scenario, const History& history, Call& call) {
  using Kind = TimelineEntry::Kind;
  for (const Stay& stay : history.stays) {
    if (stay.phone != call.phone || stay.server != call.server || !stay.ended) continue;
    if (stay.to > call.began) continue;
    call.cause = stay.cause;
    if (stay.switched_off) find_event(scenario, Kind::power_off, call.phone, stay.to, call.cause);
  }
  for (const Absence& never : history.never_registered) {
    if (never.phone == call.phone) call.cause = never.cause;
  }
}

// Whether that switch was on at some time until then.
bool was_on(const Scenario& scenario, const std::string& path, Time until) {
  return value_at(scenario, path) == "true" ||
         std::ranges::any_of(scenario.timeline, [&](const TimelineEntry& entry) {
           return entry.at <= until && value_then(scenario, path, entry.at).value == "true";
         });
}

// The mapping was forgotten because nobody used it: a registrar that keeps open what it sees behind
// a NAT did not see one, for an ALG had rewritten Via and Contact ([voip-info-alg]).
void blame_alg(const World& world, const Scenario& scenario, Call& call) {
  using enum models::Fate;
  if (!call.cause.drop) return;
  if (call.cause.drop->fate != nat_mapping_aged && call.cause.drop->fate != nat_taken_in) return;
  const auto* pbx = spec_as<CallServerSpec>(scenario, call.server);
  if (pbx == nullptr) return;
  const std::size_t router = world.device(call.cause.drop->device);
  const std::string path = world.path(router, &world.config<models::Router>(router).nat.sip_alg);
  if (!was_on(scenario, path, call.began)) return;
  const bool asks = pbx->sip.qualify_natted_only && pbx->sip.qualify > Duration{};
  if (!asks || pbx->sip.qualify_every >= call.cause.drop->cause.limit) return;  // too seldom
  call.cause.setting = path;
  call.cause.advice =
      "Switch the ALG off: it hides the NAT from a registrar that would keep it open.";
}

// Another phone has the port that was this one's: the NAT was restarted, or the mapping had aged.
void blame_reused_port(const World& world, const Scenario& scenario, const History& history,
                       Evidence& evidence, Call& call) {
  Time since{};  // the registration that told the PBX the port
  for (const Stay& stay : history.stays) {
    if (stay.phone == call.phone && stay.from <= call.began) since = stay.from;
  }
  for (const std::size_t device : evidence.way_between(call.phone, call.server)) {
    const auto* router = spec_as<RouterSpec>(scenario, device);
    if (router == nullptr) continue;
    const auto& interfaces = router->interfaces;
    if (std::ranges::none_of(interfaces, &InterfaceSpec::outside)) continue;
    using enum models::NatTimer;
    const models::NatConfig& nat = world.config<models::Router>(device).nat;
    call.cause.setting =
        world.path(device, &models::value_of(nat, nat.sip_alg ? sip_timeout : udp_timeout));
    if (nat.port_allocation == models::NatPorts::overload) {  // while it still had it
      call.cause.setting = world.path(device, &nat.port_allocation);
    }
    if (was_out_of_service(scenario, device, since, call.began)) {
      find_event(scenario, TimelineEntry::Kind::power_off, device, call.began, call.cause);
    }
    return;
  }
}

void blame_silence(const World& world, const Scenario& scenario, Evidence& evidence, Call& call) {
  evidence.find_drops(call.phone, call.server, call.began, call.began, call.ended, call.cause,
                      true);
  if (!call.cause.drop) {  // the INVITE came through, its answer did not
    evidence.find_drops(call.phone, call.server, call.began, call.began, call.ended, call.cause);
  }
  if (!call.cause.drop && was_out_of_service(scenario, call.server, call.began, call.ended)) {
    find_event(scenario, out_of_service, call.server, call.ended, call.cause);
  }
  name_setting(world, scenario, call.cause);
  blame_contact(world, call.phone, call.server, false, call.cause);
  blame_ban(world, call.cause);
  blame_alg(world, scenario, call);
}

void find_cause(const World& world, const Scenario& scenario, const History& history,
                Evidence& evidence, Call& call) {
  if (!call.failed) return;
  if (call.talk && call.how != SipCallEnd::not_registered) {
    return blame_talk(world, scenario, evidence, call);
  }
  const std::uint32_t number = *world.network().phone_number(world.node(call.phone));
  if (blame_last_word(world, scenario, number, call.began, call.cause)) {
    blame_giving_up(world, number, call.began, call.cause);
    return;
  }
  switch (call.how) {
    case SipCallEnd::rings:
    case SipCallEnd::answered:
    case SipCallEnd::one_way:
    case SipCallEnd::no_audio:
    case SipCallEnd::dropped: return;
    case SipCallEnd::no_answer: return blame_silence(world, scenario, evidence, call);
    case SipCallEnd::refused:
    case SipCallEnd::rings_elsewhere:
      return blame_reused_port(world, scenario, history, evidence, call);
    case SipCallEnd::unreachable:
    case SipCallEnd::not_registered:
      blame_loss(scenario, history, call);
      // What cost it its registration may be over; that it will not try again is not.
      call.cause.walked_too = call.cause.setting;
      if (blame_giving_up(world, number, call.began, call.cause)) call.cause.event.clear();
  }
}

}  // namespace

void find_call_causes(const World& world, const Scenario& scenario, History& history) {
  if (history.failed_calls() == 0) return;
  Evidence evidence(world, scenario);
  for (Call& call : history.calls) find_cause(world, scenario, history, evidence, call);
}

}  // namespace app
