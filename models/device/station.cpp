#include "models/device/station.hpp"

#include <algorithm>

namespace models {

Station::Station(const StationConfig& config, const Installation& self, const sim::Random& random,
                 const VoiceVlanConfig* voice)
    : config_(&config),
      host_(config.host, self.id, self.mac, config.uses_dhcp ? Ipv4Interface{} : self.address) {
  const bool finds_vlan = voice != nullptr && voice->is_used();
  if (finds_vlan || config.supplicant.enabled) attached_ = std::make_unique<Attachment>();
  if (finds_vlan) attached_->voice.emplace(*voice);
  if (config.supplicant.enabled) attached_->supplicant.emplace(config.supplicant);
  if (!config.uses_dhcp) return;
  host_.hear(dhcp_client_port);
  dhcp_ = std::make_unique<DhcpClient>(config.dhcp, self.mac, random, config.vendor_class);
  if (self.address.address == Ipv4{}) return;
  dhcp_->remember({.address = self.address.address,
                   .router = config.host.gateway.value_or(Ipv4{}),
                   .seconds = config.remembers_for,
                   .prefix_length = self.address.prefix_length});
}

void Station::start(Time now, Outbox& out) {
  if (config_->lodges) {
    change_ = Change::up;
    return;
  }
  out.link_came_up = true;
  supplicant() == nullptr ? enter(now, out) : authenticate(now, out);
}

// [ieee-802-1x] 8.2.11: an EAPOL-Start at link-up; the rest when it has succeeded, or goes without.
void Station::authenticate(Time now, Outbox& out) {
  if (!linked_) return;
  waits_ = config_->supplicant.waits;
  SupplicantActions actions;
  supplicant()->link_up(now, actions);
  carry_out(actions, now, out);
  if (!waits_) enter(now, out);
}

void Station::enter(Time now, Outbox& out) {
  if (voice() == nullptr) return begun_ ? void() : begin(now, out);
  if (!linked_) return;
  VoiceVlanActions actions;
  voice()->start(config_->host.interface.vlan, now, actions);
  carry_out(actions, now, out);
}

void Station::begin(Time now, Outbox& out) {
  begun_ = true;
  if (dhcp_ == nullptr) {
    change_ = Change::up;
    host_.came_up(now, out);
    return;
  }
  DhcpActions actions;
  dhcp_->start(now, actions);
  carry_out(actions, now, out);
}

void Station::stop(Time now, Outbox& out) {
  if (dhcp_ != nullptr) {
    dhcp_->stop();
    host_.configure({}, {});
  }
  if (voice() != nullptr) voice()->stop();
  if (supplicant() != nullptr) supplicant()->link_down();
  waits_ = false;
  restart_at_ = never;
  change_ = Change::none;
  begun_ = false;
  host_.stop(now, out);
}

void Station::link_changed(bool up, bool on, Time now, Outbox& out) {
  if (linked_ == up) return;
  linked_ = up;
  if (attached_ == nullptr || !on) return;
  if (!up) {
    if (voice() != nullptr) voice()->stop();
    if (supplicant() != nullptr) supplicant()->link_down();
    return;
  }
  supplicant() == nullptr ? enter(now, out) : authenticate(now, out);
}

// Into another VLAN: the address was of this one.
void Station::move(VlanId vlan, Time now, Outbox& out) {
  if (begun_ && host_.vlan() == vlan) {
    if (dhcp_ == nullptr || dhcp_->is_configured()) voice()->answered();
    return;
  }
  if (begun_) leave(false, now, out);
  if (dhcp_ != nullptr) host_.configure({}, {});
  restart_at_ = never;
  host_.tag(vlan);
  begin(now, out);
  if (dhcp_ == nullptr) voice()->answered();
}

void Station::leave(bool gives_back, Time now, Outbox& out) {
  change_ = Change::down;
  if (dhcp_ == nullptr) return;
  DhcpActions actions;
  dhcp_->leave(gives_back, actions);
  carry_out(actions, now, out);
}

void Station::carry_out(const VoiceVlanActions& actions, Time now, Outbox& out) {
  for (const auto& action : actions) {
    if (const auto* ask = std::get_if<VoiceVlanAsk>(&action)) {
      host_.announce({.protocol = ask->protocol}, out.self, out);
    } else if (std::holds_alternative<VoiceVlanRelease>(action)) {
      leave(true, now, out);  // the address stays for as long as it takes to say so
    } else {
      move(std::get<VoiceVlanUse>(action).vlan, now, out);
    }
  }
}

bool Station::hear_port(FrameId id, Time now, Outbox& out) {
  const Announcement* found = out.frames[id].announcement();
  if (found != nullptr && voice() != nullptr) {
    const Announcement said = *found;
    out.end(id, said.from_switch ? Fate::delivered : Fate::not_for_me);
    VoiceVlanActions actions;
    voice()->receive(said, now, actions);
    carry_out(actions, now, out);
    return true;
  }
  const EapolFrame* eapol = out.frames[id].eapol();
  if (eapol == nullptr || supplicant() == nullptr) return false;
  const EapolFrame said = *eapol;
  out.end(id, Fate::delivered);
  SupplicantActions actions;
  supplicant()->receive(said, now, actions);
  carry_out(actions, now, out);
  return true;
}

void Station::carry_out(const SupplicantActions& actions, Time now, Outbox& out) {
  for (const auto& action : actions) {
    if (const auto* send = std::get_if<SupplicantSend>(&action)) {
      host_.announce(send->frame, out.self, out);
    } else if (std::exchange(waits_, false)) {
      enter(now, out);
    }
  }
}

const Ipv4Packet* Station::receive(FrameId id, Time now, Outbox& out) {
  if (attached_ != nullptr && hear_port(id, now, out)) return nullptr;
  if (dhcp_ != nullptr) {
    const auto* arp = std::get_if<ArpPacket>(&out.frames[id].payload);
    if (arp != nullptr && dhcp_->shows_conflict(*arp)) {
      DhcpActions actions;
      dhcp_->conflict(now, actions);
      carry_out(actions, now, out);
    } else if (arp != nullptr && dhcp_->shows_router(*arp)) {
      DhcpActions actions;
      dhcp_->router_answered(now, actions);
      carry_out(actions, now, out);
    }
  }
  const Ipv4Packet* packet = host_.receive(id, now, out);
  if (packet == nullptr || dhcp_ == nullptr) return packet;
  const auto* datagram = std::get_if<UdpDatagram>(&packet->payload);
  if (datagram == nullptr || datagram->destination_port != dhcp_client_port) return packet;
  const auto* found = std::get_if<DhcpMessage>(&datagram->message);
  if (found == nullptr) return packet;
  if (found->type == DhcpType::ack && found->yiaddr == Ipv4{}) return packet;  // of an INFORM
  const DhcpMessage message = *found;
  out.end(id, message.chaddr() == host_.mac() ? Fate::delivered : Fate::not_for_me);
  DhcpActions actions;
  dhcp_->receive(message, now, actions);
  carry_out(actions, now, out);
  if (voice() != nullptr && message.chaddr() == host_.mac()) voice()->answered();
  return nullptr;
}

void Station::wake(Time now, Outbox& out) {
  host_.wake(now, out);
  if (voice() != nullptr && now >= voice()->deadline()) {
    VoiceVlanActions actions;
    voice()->wake(now, actions);
    carry_out(actions, now, out);
  }
  if (supplicant() != nullptr && now >= supplicant()->deadline()) {
    SupplicantActions actions;
    supplicant()->wake(now, actions);
    carry_out(actions, now, out);
  }
  if (now >= restart_at_) {
    restart_at_ = never;
    begun_ = false;
    start(now, out);
  }
  if (dhcp_ == nullptr || now < dhcp_->deadline()) return;
  DhcpActions actions;
  dhcp_->wake(now, actions);
  carry_out(actions, now, out);
}

Time Station::deadline() const {
  const Time dhcp = dhcp_ != nullptr ? dhcp_->deadline() : never;
  const Time others = std::min({host_.deadline(), dhcp, restart_at_});
  if (attached_ == nullptr) return others;
  const Time vlan = voice() != nullptr ? voice()->deadline() : never;
  return std::min({others, vlan, supplicant() != nullptr ? supplicant()->deadline() : never});
}

void Station::carry_out(const DhcpActions& actions, Time now, Outbox& out) {
  bool leased = false;
  for (const auto& action : actions) {
    if (const auto* send = std::get_if<DhcpSend>(&action)) {
      host_.send(UdpDatagram{.message = send->message,
                             .source_port = dhcp_client_port,
                             .destination_port = dhcp_server_port,
                             .length = length_of(send->message)},
                 send->to, now, out);
    } else if (const auto* probe = std::get_if<DhcpProbe>(&action)) {
      host_.probe(probe->address, now, out);
    } else if (const auto* ask = std::get_if<DhcpAskRouter>(&action)) {
      out.floods.listeners.add(Listeners::Known{ask->router}, out.self);
      host_.ask(ask->address, ask->router, out);
    } else if (std::holds_alternative<DhcpAnnounce>(action)) {
      host_.announce(now, out);
    } else if (const auto* bound = std::get_if<DhcpBound>(&action)) {
      const DhcpClientLease& lease = bound->lease;
      out.floods.listeners.add(Listeners::Own{lease.address}, out.self);
      const bool moved = host_.address() != lease.address;
      const std::uint8_t length = lease.prefix_length == 0 ? 24 : lease.prefix_length;  // assumed
      host_.configure({lease.address, length},
                      lease.router == Ipv4{} ? config_->host.gateway : lease.router);
      if (moved) change_ = Change::up;
      leased = true;
    } else if (std::holds_alternative<DhcpReleased>(action)) {
      host_.configure({}, {});
      change_ = Change::down;
    } else {  // nobody gave an address: it boots again
      restart_at_ = now + config_->boot;
    }
  }
  if (!leased || voice() == nullptr) return;
  VoiceVlanActions told;
  voice()->leased(dhcp_->lease().voice_vlan, now, told);
  carry_out(told, now, out);
}

}  // namespace models
