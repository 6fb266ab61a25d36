#include "models/device/server_calls.hpp"

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

void tell_station(CallServer& server, const ServerCalls::Call& call, SccpRing ring, Time now,
                  Outbox& out) {
  for (const SccpId id : {SccpId::call_state, SccpId::set_ringer}) {
    const SccpMessage message{.user = call.sip.user(), .id = id, .ring = ring};
    server.send(call.station, message, length_of(message), now, out);
  }
}

}  // namespace

void ServerCalls::fail(std::uint32_t phone, SipCallEnd how, Time now, Outbox& out) {
  call_ended(phone, now, how, 0, now, out);
}

void ServerCalls::invite(CallServer& server, std::uint32_t phone, Endpoint to, Time now,
                         Outbox& out) {
  ++made_;
  begin(server, {.user = phone, .cseq = made_, .method = SipMethod::invite}, to, made_, now, out);
}

void ServerCalls::invite(CallServer& server, std::uint32_t phone,
                         const std::vector<const SipContact*>& where, Time now, Outbox& out) {
  const std::uint32_t fork = made_ + 1;
  for (const SipContact* contact : where) {
    begin(server, contact->request(SipMethod::invite, phone, ++made_), contact->endpoint(), fork,
          now, out);
  }
}

void ServerCalls::begin(CallServer& server, const SipMessage& invite, Endpoint to,
                        std::uint32_t fork, Time now, Outbox& out) {
  calls_.push_back({.sip = SipCall(invite), .to = to, .began = now, .fork = fork});
  SipCallActions actions;
  calls_.back().sip.start(call_timers(server, to), now, actions);
  carry_out(actions, calls_.back(), server, now, out);
}

void ServerCalls::ring(CallServer& server, std::uint32_t phone, ConnectionId station, Time now,
                       Outbox& out) {
  calls_.push_back({.sip = SipCall({.user = phone, .cseq = ++made_, .method = SipMethod::invite}),
                    .began = now,
                    .station = station,
                    .gives_up = now + 64 * server.config().sip.t1});  // as an INVITE does
  tell_station(server, calls_.back(), SccpRing::inside, now, out);
}

void ServerCalls::answered(const SipMessage& answer, CallServer& server, Time now, Outbox& out) {
  for (Call& call : calls_) {
    SipCallActions actions;
    call.sip.receive(answer, call_timers(server, call.to), now, actions);
    carry_out(actions, call, server, now, out);
  }
  forget_what_is_over();
}

void ServerCalls::acknowledged(ConnectionId station, CallServer& server, Time now, Outbox& out) {
  for (Call& call : calls_) {
    if (call.station != station) continue;
    call.gives_up = never;
    call_ended(call.sip.user(), call.began, SipCallEnd::rings, 0, now, out);
    tell_station(server, call, SccpRing::off, now, out);
  }
  forget_what_is_over();
}

void ServerCalls::wake(Time deadline, CallServer& server, Time now, Outbox& out) {
  for (Call& call : calls_) {
    if (call.is_of_station()) {
      if (deadline < call.gives_up) continue;
      call.gives_up = never;
      call_ended(call.sip.user(), call.began, SipCallEnd::no_answer, 0, now, out);
      continue;
    }
    SipCallActions actions;
    call.sip.wake(deadline, actions);
    carry_out(actions, call, server, now, out);
  }
  forget_what_is_over();
}

Time ServerCalls::deadline() const {
  Time soonest = never;
  for (const Call& call : calls_) {
    soonest = std::min({soonest, call.sip.deadline(), call.gives_up});
  }
  return soonest;
}

void ServerCalls::forget_what_is_over() {
  std::erase_if(calls_, [](const Call& call) { return call.is_over(); });
}

// The first branch that rings is the call's end; else the best of them, when all have ended.
void ServerCalls::branch_ended(Call& call, SipCallEnded ended, Time now, Outbox& out) {
  call.is_decided = true;
  if (call.heard && call.heard->how < ended.how) ended = *call.heard;
  bool is_last = true;
  for (Call& other : calls_) {
    if (other.fork != call.fork || other.is_decided) continue;
    if (ended.how == SipCallEnd::rings) {
      other.is_decided = true;
      other.sip.abandon();
    } else {
      other.heard = ended;
      is_last = false;
    }
  }
  if (is_last) call_ended(call.sip.user(), call.began, ended.how, ended.status, now, out);
}

void ServerCalls::carry_out(const SipCallActions& actions, Call& call, CallServer& server, Time now,
                            Outbox& out) {
  for (const auto& action : actions) {
    if (const auto* asked = std::get_if<SipCallSend>(&action)) {
      server.send(asked->message, call.to, now, out);
    } else if (const auto* ended = std::get_if<SipCallEnded>(&action)) {
      branch_ended(call, *ended, now, out);
    }
  }
}

}  // namespace models
