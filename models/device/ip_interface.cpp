#include "models/device/ip_interface.hpp"

namespace models {
namespace {

struct ArpVerdict {
  Fate fate;
  Setting setting;
};
ArpVerdict verdict(const ArpConfig& c, ArpFailure failure) {
  switch (failure) {
    case ArpFailure::unanswered: return {Fate::arp_unanswered, &c.retries};
    case ArpFailure::queue_full: return {Fate::arp_queue_full, &c.queue};
    case ArpFailure::table_full: return {Fate::arp_table_full, &c.capacity};
  }
  return {};
}

}  // namespace

const Ipv4Packet* IpInterface::receive(FrameId id, Time now, Outbox& out) {
  const Frame& frame = out.frames[id];
  const bool mine = frame.destination == mac() || frame.destination == sim::broadcast_mac;
  if (!mine || frame.vlan != vlan()) {
    if (is_wanted(frame)) {
      out.drop(id, Fate::vlan_not_allowed, port_, {.setting = &config_->vlan}, now);
    } else {
      out.end(id, Fate::not_for_me);
    }
    return nullptr;
  }
  if (const auto* arp = std::get_if<ArpPacket>(&frame.payload)) {
    ArpActions actions;
    arp_.receive(*arp, now, actions);
    if (arp->tpa == address_.address || arp->spa == arp->tpa) {
      out.floods.listeners.add(Listeners::Known{arp->spa}, id_);  // it may be known now
    }
    if (!actions.empty() && std::holds_alternative<ArpOverflow>(actions.back())) {
      out.drop(id, Fate::arp_table_full, port_, {.setting = &config_->arp.capacity}, now);
    } else {
      out.end(id, arp->tpa == address_.address ? Fate::delivered : Fate::not_for_me);
    }
    carry_out(actions, now, out);
    return nullptr;
  }
  return frame.ipv4();
}

bool IpInterface::is_wanted(const Frame& frame) const {
  const auto* arp = frame.arp();
  const auto* packet = frame.ipv4();
  if (arp == nullptr && packet == nullptr) return false;
  const Ipv4 wanted = arp != nullptr ? arp->tpa : packet->destination;
  return wanted == address_.address &&
         (frame.destination == mac() || frame.destination == sim::broadcast_mac);
}

void IpInterface::receive_while_off(FrameId id, Time now, Outbox& out) const {
  const Frame& frame = out.frames[id];
  const bool routed = frame.ipv4() != nullptr && frame.destination == mac();
  if (!routed && !is_wanted(frame)) return out.end(id, Fate::not_for_me);
  out.drop(id, Fate::device_down, port_, {.act = Act::power}, now);
}

FrameId IpInterface::make(const Ipv4Packet& packet, Outbox& out) const {
  const FrameId id = make(out);
  if (!out.out_of_frames) out.frames[id].payload = packet;
  return id;
}

FrameId IpInterface::make(Outbox& out) const {
  const FrameId id = out.make();
  if (out.out_of_frames) return id;
  auto& [payload, source, destination, vlan, origin] = out.frames[id];
  source = mac();
  destination = {};
  vlan = this->vlan();
  origin = id_;
  return id;
}

void IpInterface::transmit(FrameId id, Ipv4 next_hop, Time now, Outbox& out) {
  Frame& frame = out.frames[id];
  frame.source = mac();
  frame.vlan = vlan();
  if (const Mac* mac = arp_.find(next_hop, now)) {  // as nearly always
    frame.destination = *mac;
    return out.send(id, port_);
  }
  out.floods.listeners.add(Listeners::Known{next_hop}, id_);
  ArpActions actions;
  if (const auto mac = arp_.resolve(next_hop, id, now, actions)) {
    frame.destination = *mac;
    out.send(id, port_);
  }
  carry_out(actions, now, out);
}

void IpInterface::transmit_to(FrameId id, Mac to, Outbox& out) const {
  Frame& frame = out.frames[id];
  frame.source = mac();
  frame.vlan = vlan();
  frame.destination = to;
  out.send(id, port_);
}

void IpInterface::send_arp(const ArpSend& send, Outbox& out) const {
  out.send(out.make({.payload = send.packet,
                     .source = mac(),
                     .destination = send.to,
                     .vlan = vlan(),
                     .origin = id_}),
           port_);
}

void IpInterface::configure(Ipv4Interface address) {
  address_ = address;
  arp_.address_changed(address.address);
}

void IpInterface::probe(Ipv4 address, Time now, Outbox& out) {
  out.floods.listeners.add(Listeners::Own{address}, id_);
  ArpActions actions;
  arp_.probe(address, actions);
  carry_out(actions, now, out);
}

void IpInterface::announce(Time now, Outbox& out) {
  ArpActions actions;
  arp_.announce(actions);
  carry_out(actions, now, out);
}

void IpInterface::wake(Time now, Outbox& out) {
  if (now < arp_.deadline()) return;
  ArpActions actions;
  arp_.wake(now, actions);
  carry_out(actions, now, out);
}

void IpInterface::forget(const Cause& cause, Fate fate, Time now, Outbox& out) {
  while (const auto waiting = arp_.abandon()) out.drop(*waiting, fate, port_, cause, now);
}

// RFC 1122 3.2.2.1, 3.3.1.4: told to whoever sent it, here or elsewhere; not about an ICMP error.
void IpInterface::note_unreached(const Frame& frame, Outbox& out) {
  const Ipv4Packet* packet = frame.ipv4();
  const auto* icmp = packet != nullptr ? std::get_if<IcmpMessage>(&packet->payload) : nullptr;
  if (packet == nullptr || (icmp != nullptr && icmp->is_error())) return;
  out.unreached.push_back(icmp_error(IcmpType::unreachable, icmp_host_unreachable, *packet));
}

void IpInterface::carry_out(const ArpActions& actions, Time now, Outbox& out) {
  for (const ArpAction& action : actions) {
    if (const auto* transmit = std::get_if<ArpTransmit>(&action)) {
      out.frames[transmit->packet].destination = transmit->to;
      out.send(transmit->packet, port_);
    } else if (const auto* drop = std::get_if<ArpDrop>(&action)) {
      if (drop->why == ArpFailure::unanswered) note_unreached(out.frames[drop->packet], out);
      const auto [fate, setting] = verdict(config_->arp, drop->why);
      out.drop(drop->packet, fate, port_, {.setting = setting}, now);
    } else if (const auto* send = std::get_if<ArpSend>(&action)) {
      send_arp(*send, out);
    }  // ArpConflict: the DHCP client looks for conflicts by itself; ArpOverflow: see receive()
  }
}

}  // namespace models
