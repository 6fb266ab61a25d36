#include "models/device/pbx_registrar.hpp"

#include <algorithm>

#include "models/device/call_server.hpp"

namespace models {

PbxRegistrar::PbxRegistrar(const CallServerConfig& config, const Installation& self)
    : load_(config.load, sim::Random(self.seed, self.name, "load")) {
  peers_.reserve(self.phones);
  for (std::uint32_t i = 0; i < self.phones; ++i) peers_.push_back({.sip = SipPeer(i)});
}

void PbxRegistrar::receive(CallServer& server, const SipMessage& message, Endpoint from,
                           ConnectionId, std::optional<FrameId> frame, Time now, Outbox& out) {
  if (message.method == SipMethod::register_ && message.is_request()) {
    RegistrarLoadActions actions;
    load_.receive(message, from, now, actions);
    const bool ignored = !actions.empty() && std::holds_alternative<LoadIgnored>(actions[0]);
    if (frame && ignored) {
      out.drop(*frame, Fate::registrar_overloaded, 0, {.setting = &server.config().load.per_second},
               now);
    } else if (frame) {
      out.end(*frame, Fate::delivered);
    }
    return carry_out(actions, server, now, out);
  }
  if (frame) out.end(*frame, Fate::delivered);
  if (message.method == SipMethod::invite) return calls_.answered(message, server, now, out);
  take_in(message, from, server, now, out);
}

// Whoever is registered keeps its licence; credentials come first.
bool PbxRegistrar::lacks_licence(const SipMessage& message, const CallServerConfig& config) const {
  if (config.load.max_phones == 0 || message.expires == 0) return false;
  if (message.method != SipMethod::register_ || !message.is_request()) return false;
  if (config.sip.auth.enabled && message.nonce == 0) return false;
  if (peers_[message.user].sip.is_registered()) return false;
  const auto held =
      std::ranges::count_if(peers_, [](const Peer& peer) { return peer.sip.is_registered(); });
  return held >= config.load.max_phones;
}

void PbxRegistrar::take_in(const SipMessage& message, Endpoint from, CallServer& server, Time now,
                           Outbox& out) {
  if (lacks_licence(message, server.config())) {
    SipMessage answer = message;
    answer.status = static_cast<std::uint16_t>(server.config().load.no_licence_answer);
    answer.expires = 0;
    answer.refusal = SipRefusal::no_licence;
    return server.send(answer, answers_go_to(message, from, server.config().sip.force_rport), now,
                       out);
  }
  SipPeerActions actions;
  peers_[message.user].sip.receive(message, from, server.config().sip, now, actions);
  carry_out(actions, message.user, server, now, out);
}

void PbxRegistrar::connection_ended(CallServer& server, std::uint32_t phone, ConnectionId,
                                    Endpoint remote, Time now, Outbox& out) {
  SipPeerActions actions;
  peers_[phone].sip.connection_ended(remote, server.config().sip, actions);
  carry_out(actions, phone, server, now, out);
}

void PbxRegistrar::wake(CallServer& server, Time now, Outbox& out) {
  RegistrarLoadActions actions;
  load_.wake(now, actions);
  carry_out(actions, server, now, out);
  calls_.wake(now, server, now, out);
  if (talks_ != nullptr) talks_->wake(server, now, out);
}

void PbxRegistrar::wake(CallServer& server, CallServerPart, std::uint32_t phone, Time at,
                        Outbox& out) {
  Peer& peer = peers_[phone];
  if (!peer.alarm.rings(at)) return;
  SipPeerActions actions;
  peer.sip.wake(server.config().sip, at, actions);
  carry_out(actions, phone, server, at, out);
}

void PbxRegistrar::start(CallServer& server, Time now, Outbox& out) {
  for (std::uint32_t phone = 0; phone < peers_.size(); ++phone) {
    if (!peers_[phone].sip.is_registered()) continue;
    SipPeerActions actions;
    peers_[phone].sip.restarted(now, actions);
    carry_out(actions, phone, server, now, out);
  }
}

void PbxRegistrar::go_on(CallServer& server, Time now, Outbox& out) {
  for (std::uint32_t phone = 0; phone < peers_.size(); ++phone) {
    peers_[phone].alarm.clear();
    SipPeerActions actions;
    peers_[phone].sip.wake(server.config().sip, now, actions);
    carry_out(actions, phone, server, now, out);
  }
  while (now >= load_.deadline()) wake(server, now, out);
  calls_.wake(now, server, now, out);
  if (talks_ != nullptr) talks_->wake(server, now, out);
}

void PbxRegistrar::stop(CallServer& server, Time now, Outbox& out) {
  for (std::uint32_t phone = 0; phone < peers_.size(); ++phone) {
    unbound(phone, Unbound::server_down, 0s, 0, now, out);
    peers_[phone].alarm.clear();
    if (!server.config().sip.keeps_bindings) peers_[phone].sip = SipPeer(phone);
  }
  calls_.wake(never, server, now, out);  // nobody will answer them any more
  if (talks_ != nullptr) talks_->vanish(server, now, out);
  load_.stop();
}

std::optional<SipCallEnd> PbxRegistrar::refusal(const CallServer& server,
                                                std::uint32_t phone) const {
  const SipPeer& peer = peers_[phone].sip;
  if (!server.is_on() || !peer.is_registered()) return SipCallEnd::not_registered;
  const SipPeer::State state = peer.state(server.config().sip);
  const bool fails = state == SipPeer::State::unreachable || state == SipPeer::State::lagged;
  return fails ? std::optional(SipCallEnd::unreachable) : std::nullopt;
}

void PbxRegistrar::call(CallServer& server, std::uint32_t phone, Time now, Outbox& out) {
  if (const auto why = refusal(server, phone)) return ServerCalls::fail(phone, *why, now, out);
  calls_.invite(server, phone, peers_[phone].sip.targets(server.config().sip), now, out);
}

void PbxRegistrar::carry_out(const RegistrarLoadActions& actions, CallServer& server, Time now,
                             Outbox& out) {
  for (const auto& action : actions) {
    if (const auto* served = std::get_if<LoadServed>(&action)) {
      take_in(served->request, served->from, server, now, out);
    } else if (const auto* refused = std::get_if<LoadRefused>(&action)) {
      server.send(refused->answer, refused->to, now, out);
    }
  }
}

void PbxRegistrar::carry_out(const SipPeerActions& actions, std::uint32_t phone, CallServer& server,
                             Time now, Outbox& out) {
  for (const auto& action : actions) {
    if (const auto* asked = std::get_if<PeerSend>(&action)) {
      const SipRefusal why = asked->message.refusal;
      if (why == SipRefusal::wrong_password || why == SipRefusal::locked) {
        server.failed_to_authenticate(asked->to.address, now);
      }
      server.send(asked->message, asked->to, now, out);
    } else if (std::holds_alternative<PeerRegistered>(action)) {
      // Registered anew, but not yet answering: still no way for a call.
      if (peers_[phone].sip.last_qualify() >= 0) bound(phone, now, out);
    } else if (std::holds_alternative<PeerReachable>(action) ||
               std::holds_alternative<PeerLagged>(action)) {
      bound(phone, now, out);
    } else if (std::holds_alternative<PeerUnregistered>(action)) {
      unbound(phone, Unbound::device_unregistered, 0s, 0, now, out);
    } else if (std::holds_alternative<PeerDisconnected>(action)) {
      unbound(phone, Unbound::connectivity_error, 0s, 0, now, out);
    } else if (std::holds_alternative<PeerExpired>(action)) {
      unbound(phone, Unbound::expired, 0s, 0, now, out);
    } else if (const auto* lost = std::get_if<PeerUnreachable>(&action)) {
      unbound(phone, Unbound::unreachable, 2 * server.config().sip.qualify, lost->last_qualify, now,
              out);
    } else {
      ++out.journal.misdirected;  // another phone answered: the PBX takes this one for alive
    }
  }
  peers_[phone].alarm.set(peers_[phone].sip.deadline(), index_of(CallServerPart::sip, phone), out);
}

void PbxRegistrar::bound(std::uint32_t phone, Time now, Outbox& out) {
  if (std::exchange(peers_[phone].is_bound, true)) return;
  ++registered_;
  out.journal.add(BindingFact{.at = now, .phone = phone, .server = out.self, .bound = true});
}

void PbxRegistrar::unbound(std::uint32_t phone, Unbound why, Duration waited,
                           std::int32_t last_qualify, Time now, Outbox& out) {
  if (!std::exchange(peers_[phone].is_bound, false)) return;
  --registered_;
  out.journal.add(BindingFact{.at = now,
                              .phone = phone,
                              .server = out.self,
                              .waited = waited,
                              .last_qualify = last_qualify,
                              .why = why,
                              .bound = false});
}

}  // namespace models
