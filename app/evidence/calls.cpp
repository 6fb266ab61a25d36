#include "app/evidence/calls.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/evidence/evidence.hpp"
#include "app/evidence/frame_cause.hpp"
#include "app/report/short_text.hpp"
#include "app/scenario/kinds/spec.hpp"
#include "models/protocol/sip_call_fields.hpp"
#include "models/wire/bytes/message_bytes.hpp"

namespace app {
namespace {

using models::SipCallEnd;

template <class Wanted>
const Wanted* spec_of(const Scenario& scenario, std::size_t device) {
  const Device& d = scenario.devices[device];
  return std::get_if<Wanted>(&scenario.entries[d.entry].specs[d.spec]);
}

std::string text_of(const models::CallFact& fact) {
  switch (fact.how) {
    case SipCallEnd::rings: return "it rings";
    case SipCallEnd::rings_elsewhere: return "another phone rings";
    case SipCallEnd::refused:  // by nobody but a phone that has the called one's port
      return fmt::format("another phone refuses it with {} {}", fact.status,
                         models::sip_phrase(fact.status));
    case SipCallEnd::no_answer: return "no answer within " + short_text(fact.at - fact.began);
    case SipCallEnd::unreachable: return "the PBX does not try: UNREACHABLE";
    case SipCallEnd::not_registered: return "the PBX does not try: not registered";
  }
  return "";
}

// Why it was no more to be called: as it was lost, or never came.
void blame_loss(const History& history, Call& call) {
  for (const Stay& stay : history.stays) {
    if (stay.phone == call.phone && stay.ended && stay.to <= call.began) call.cause = stay.cause;
  }
  for (const NeverRegistered& never : history.never_registered) {
    if (never.phone == call.phone) call.cause = never.cause;
  }
}

// The mapping was forgotten because nobody used it: a registrar that keeps open what it sees behind
// a NAT did not see one, for an ALG had rewritten Via and Contact (facts 6.5).
void blame_alg(const World& world, const Scenario& scenario, Call& call) {
  if (!call.cause.drop || call.cause.drop->fate != models::Fate::nat_mapping_aged) return;
  const auto* pbx = spec_of<PbxSpec>(scenario, call.server);
  const auto* router = spec_of<RouterSpec>(scenario, *call.cause.died_at);
  const bool asks = pbx != nullptr && pbx->sip.qualify_natted_only && pbx->sip.qualify > Duration{};
  if (!asks || router == nullptr || !router->nat.sip_alg) return;
  call.cause.setting = world.path(call.cause.drop->device, 0, models::Setting::nat_sip_alg);
}

// Another phone has the port that was this one's: its mapping had aged.
void blame_reused_port(const World& world, const Scenario& scenario, Evidence& evidence,
                       Call& call) {
  for (const std::size_t device : evidence.way_between(call.phone, call.server)) {
    const auto* router = spec_of<RouterSpec>(scenario, device);
    if (router == nullptr) continue;
    const auto& interfaces = router->interfaces;
    if (std::ranges::none_of(interfaces, &InterfaceSpec::outside)) continue;
    const bool own_timer = router->nat.sip_alg && router->nat.sip_timeout;
    call.cause.setting =
        world.path(world.node(device), 0,
                   own_timer ? models::Setting::nat_sip_timeout : models::Setting::nat_udp_timeout);
    return;
  }
}

void find_cause(const World& world, const Scenario& scenario, const History& history,
                Evidence& evidence, SipCallEnd how, Call& call) {
  switch (how) {
    case SipCallEnd::rings: return;
    case SipCallEnd::no_answer:
      evidence.find_drops(call.phone, call.server, call.began, call.began, call.ended, call.cause);
      name_setting(world, scenario, call.cause);
      return blame_alg(world, scenario, call);
    case SipCallEnd::refused:
    case SipCallEnd::rings_elsewhere: return blame_reused_port(world, scenario, evidence, call);
    case SipCallEnd::unreachable:
    case SipCallEnd::not_registered: return blame_loss(history, call);
  }
}

}  // namespace

void read_calls(const World& world, const Scenario& scenario, History& history) {
  const auto& facts = world.network().journal().calls;
  if (facts.empty()) return;
  Evidence evidence(world, scenario);
  for (const models::CallFact& fact : facts) {
    Call call{.phone = world.phone(fact.phone),
              .server = world.device(fact.server),
              .began = fact.began,
              .ended = fact.at,
              .end = std::string(to_text(fact.how)),
              .text = text_of(fact),
              .failed = fact.how != SipCallEnd::rings};
    find_cause(world, scenario, history, evidence, fact.how, call);
    history.calls.push_back(std::move(call));
  }
  std::ranges::stable_sort(history.calls, {}, &Call::began);
}

}  // namespace app
