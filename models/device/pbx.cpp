#include "models/device/pbx.hpp"

#include <algorithm>

#include "sim/base/fetch.hpp"

namespace models {

Pbx::Pbx(const Config& config, const Installation& self)
    : config_(&config),
      host_(config.host, self.id, self.mac, self.address),
      load_(config.load, sim::Random(self.seed, self.name, "load")) {
  peers_.reserve(self.phones);
  for (std::uint32_t i = 0; i < self.phones; ++i) peers_.push_back({.sip = SipPeer(i)});
}

// Makes the run faster, never different.
void Pbx::expect(const Frame& frame) const {
  const Ipv4Packet* packet = frame.ipv4();
  const std::uint32_t user = packet != nullptr ? user_of(*packet) : no_phone;
  if (user < peers_.size()) sim::fetch(peers_[user]);
}

void Pbx::receive(FrameId frame, Time now, Outbox& out) {
  if (!on_) return host_.receive_while_off(frame, now, out);
  if (const Ipv4Packet* packet = host_.receive(frame, now, out)) {
    const auto* datagram = std::get_if<UdpDatagram>(&packet->payload);
    const auto* message = datagram != nullptr && datagram->destination_port == config_->port
                              ? std::get_if<SipMessage>(&datagram->message)
                              : nullptr;
    if (message == nullptr) {
      host_.refuse(*packet, frame, now, out);
    } else if (message->method == SipMethod::register_ && message->is_request()) {
      RegistrarLoadActions actions;
      load_.receive(*message, {packet->source, datagram->source_port}, now, actions);
      if (!actions.empty() && std::holds_alternative<LoadIgnored>(actions[0])) {
        out.drop(frame, Fate::registrar_overloaded, 0, {.setting = Setting::registrar_load}, now);
      } else {
        out.end(frame, Fate::delivered);
      }
      carry_out(actions, now, out);
    } else {
      const SipMessage heard = *message;
      const Endpoint from{packet->source, datagram->source_port};
      out.end(frame, Fate::delivered);
      if (heard.method == SipMethod::invite) {
        call_answered(heard, now, out);
      } else {
        take_in(heard, from, now, out);
      }
    }
  }
  arm(out);
}

void Pbx::take_in(const SipMessage& message, Endpoint from, Time now, Outbox& out) {
  SipPeerActions actions;
  peers_[message.user].sip.receive(message, from, config_->sip, now, actions);
  carry_out(actions, message.user, now, out);
}

void Pbx::arm(Outbox& out) {
  alarm_.set(std::min({host_.deadline(), load_.deadline(), calls_deadline()}), 0, out);
}

void Pbx::wake(std::uint32_t index, Time at, Outbox& out) {
  if (!on_) return;
  if (index == 0) {
    if (!alarm_.rings(at)) return;
    host_.wake(at, out);
    RegistrarLoadActions actions;
    load_.wake(at, actions);
    carry_out(actions, at, out);
    wake_calls(at, at, out);
  } else if (Peer& peer = peers_[index - 1]; peer.alarm.rings(at)) {
    SipPeerActions actions;
    peer.sip.wake(config_->sip, at, actions);
    carry_out(actions, index - 1, at, out);
  }
  arm(out);
}

void Pbx::stop(Time now, Outbox& out) {
  if (!on_) return;
  on_ = false;
  for (std::uint32_t phone = 0; phone < peers_.size(); ++phone) {
    if (peers_[phone].is_bound) unbound(phone, Unbound::server_down, 0s, 0, now, out);
    peers_[phone] = {.sip = SipPeer(phone)};
  }
  wake_calls(never, now, out);  // nobody will answer them any more
  load_.stop();
  host_.stop(now, out);
  alarm_.clear();
}

void Pbx::carry_out(const RegistrarLoadActions& actions, Time now, Outbox& out) {
  for (const auto& action : actions) {
    if (const auto* served = std::get_if<LoadServed>(&action)) {
      take_in(served->request, served->from, now, out);
    } else if (const auto* refused = std::get_if<LoadRefused>(&action)) {
      send(refused->answer, refused->to, now, out);
    }
  }
}

void Pbx::send(const SipMessage& message, Endpoint to, Time now, Outbox& out) {
  host_.send(UdpDatagram{.message = message,
                         .source_port = static_cast<std::uint16_t>(config_->port),
                         .destination_port = to.port,
                         .length = length_of(message)},
             to.address, now, out);
}

void Pbx::carry_out(const SipPeerActions& actions, std::uint32_t phone, Time now, Outbox& out) {
  for (const auto& action : actions) {
    if (const auto* asked = std::get_if<PeerSend>(&action)) {
      send(asked->message, asked->to, now, out);
    } else if (std::holds_alternative<PeerRegistered>(action)) {
      // Registered anew, but not yet answering: still no way for a call.
      if (peers_[phone].sip.last_qualify() >= 0) bound(phone, now, out);
    } else if (std::holds_alternative<PeerReachable>(action) ||
               std::holds_alternative<PeerLagged>(action)) {
      bound(phone, now, out);
    } else if (std::holds_alternative<PeerUnregistered>(action)) {
      unbound(phone, Unbound::device_unregistered, 0s, 0, now, out);
    } else if (std::holds_alternative<PeerExpired>(action)) {
      unbound(phone, Unbound::expired, 0s, 0, now, out);
    } else if (const auto* lost = std::get_if<PeerUnreachable>(&action)) {
      unbound(phone, Unbound::unreachable, 2 * config_->sip.qualify, lost->last_qualify, now, out);
    } else {
      ++out.journal.misdirected;  // another phone answered: the PBX takes this one for alive
    }
  }
  peers_[phone].alarm.set(peers_[phone].sip.deadline(), of_peer(phone), out);
}

void Pbx::bound(std::uint32_t phone, Time now, Outbox& out) {
  if (peers_[phone].is_bound) return;
  peers_[phone].is_bound = true;
  out.journal.add(BindingFact{.at = now, .phone = phone, .server = out.self, .bound = true});
}

void Pbx::unbound(std::uint32_t phone, Unbound why, Duration waited, std::int32_t last_qualify,
                  Time now, Outbox& out) {
  if (!peers_[phone].is_bound) return;
  peers_[phone].is_bound = false;
  out.journal.add(BindingFact{.at = now,
                              .phone = phone,
                              .server = out.self,
                              .waited = waited,
                              .last_qualify = last_qualify,
                              .why = why,
                              .bound = false});
}

}  // namespace models
