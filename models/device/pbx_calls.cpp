// A PBX that calls one of its phones, as [chan-sip] does (sip_call, create_addr_from_peer): to
// where its REGISTER came from, and not at all while its last OPTIONS was answered late or not at
// all.
#include <algorithm>

#include "models/device/call_server.hpp"

namespace models {
namespace {

SipCallTimers call_timers(const CallServer& server, Endpoint to) {
  const Duration t1 = server.config().sip.t1;
  return {.t1 = t1, .timer_b = 64 * t1, .reliable = to.stream};
}

void call_ended(std::uint32_t phone, Time began, SipCallEnd how, std::uint16_t status, Time now,
                Outbox& out) {
  out.journal.add(CallFact{
      .at = now, .began = began, .phone = phone, .server = out.self, .how = how, .status = status});
}

}  // namespace

void PbxRegistrar::call(CallServer& server, std::uint32_t phone, Time now, Outbox& out) {
  const SipPeer& peer = peers_[phone].sip;
  if (!server.is_on() || !peer.is_registered()) {
    return call_ended(phone, now, SipCallEnd::not_registered, 0, now, out);
  }
  const SipPeer::State state = peer.state(server.config().sip);
  if (state == SipPeer::State::unreachable || state == SipPeer::State::lagged) {
    return call_ended(phone, now, SipCallEnd::unreachable, 0, now, out);
  }
  calls_.push_back({SipCall(phone, ++calls_made_, peer.is_behind_nat()), peer.endpoint(), now});
  SipCallActions actions;
  calls_.back().sip.start(call_timers(server, peer.endpoint()), now, actions);
  carry_out(actions, calls_.back(), server, now, out);
}

void PbxRegistrar::call_answered(const SipMessage& answer, CallServer& server, Time now,
                                 Outbox& out) {
  for (Call& call : calls_) {
    SipCallActions actions;
    call.sip.receive(answer, call_timers(server, call.to), now, actions);
    carry_out(actions, call, server, now, out);
  }
  std::erase_if(calls_, [](const Call& call) { return call.sip.is_over(); });
}

// What is due until then.
void PbxRegistrar::wake_calls(Time deadline, CallServer& server, Time now, Outbox& out) {
  for (Call& call : calls_) {
    SipCallActions actions;
    call.sip.wake(deadline, actions);
    carry_out(actions, call, server, now, out);
  }
  std::erase_if(calls_, [](const Call& call) { return call.sip.is_over(); });
}

Time PbxRegistrar::calls_deadline() const {
  Time soonest = never;
  for (const Call& call : calls_) soonest = std::min(soonest, call.sip.deadline());
  return soonest;
}

void PbxRegistrar::carry_out(const SipCallActions& actions, const Call& call, CallServer& server,
                             Time now, Outbox& out) {
  for (const auto& action : actions) {
    if (const auto* asked = std::get_if<SipCallSend>(&action)) {
      server.send(asked->message, call.to, now, out);
    } else if (const auto* ended = std::get_if<SipCallEnded>(&action)) {
      call_ended(call.sip.user(), call.began, ended->how, ended->status, now, out);
    }
  }
}

}  // namespace models
