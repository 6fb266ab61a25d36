#include "models/device/pbx.hpp"

namespace models {

Pbx::Pbx(const PbxConfig& config, NodeId id, Mac mac, Ipv4Interface address, std::uint32_t phones)
    : config_(&config), host_(config.host, id, mac, address) {
  peers_.reserve(phones);
  for (std::uint32_t phone = 0; phone < phones; ++phone) peers_.push_back({.sip = SipPeer(phone)});
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
    } else {
      const std::uint32_t phone = message->user;
      const Endpoint from{packet->source, datagram->source_port};
      SipPeerActions actions;
      peers_[phone].sip.receive(*message, from, config_->sip, now, actions);
      out.end(frame, Fate::delivered);
      carry_out(actions, phone, now, out);
    }
  }
  alarm_.set(host_.deadline(), 0, out);
}

void Pbx::wake(std::uint32_t index, Time at, Outbox& out) {
  if (!on_) return;
  if (index == 0) {
    if (alarm_.rings(at)) host_.wake(at, out);
  } else if (Peer& peer = peers_[index - 1]; peer.alarm.rings(at)) {
    SipPeerActions actions;
    peer.sip.wake(config_->sip, at, actions);
    carry_out(actions, index - 1, at, out);
  }
  alarm_.set(host_.deadline(), 0, out);
}

void Pbx::stop(Time now, Outbox& out) {
  if (!on_) return;
  on_ = false;
  for (std::uint32_t phone = 0; phone < peers_.size(); ++phone) {
    if (peers_[phone].is_bound) unbound(phone, Unbound::server_down, 0s, 0, now, out);
    peers_[phone] = {.sip = SipPeer(phone)};
  }
  host_.stop(now, out);
  alarm_.clear();
}

void Pbx::carry_out(const SipPeerActions& actions, std::uint32_t phone, Time now, Outbox& out) {
  for (const auto& action : actions) {
    if (const auto* send = std::get_if<PeerSend>(&action)) {
      host_.send({.payload = UdpDatagram{.message = send->message,
                                         .source_port = static_cast<std::uint16_t>(config_->port),
                                         .destination_port = send->to.port,
                                         .length = length_of(send->message)},
                  .source = {},
                  .destination = send->to.address},
                 now, out);
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
