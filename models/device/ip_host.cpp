#include "models/device/ip_host.hpp"

#include "models/protocol/tcp_connection.hpp"

namespace models {
namespace {

struct ArpVerdict {
  Fate fate;
  Setting setting;
};
constexpr ArpVerdict verdict(ArpFailure failure) {
  switch (failure) {
    case ArpFailure::unanswered: return {Fate::arp_unanswered, Setting::arp_retries};
    case ArpFailure::queue_full: return {Fate::arp_queue_full, Setting::arp_queue};
    case ArpFailure::table_full: return {Fate::arp_table_full, Setting::arp_capacity};
  }
  return {};
}

}  // namespace

const Ipv4Packet* IpHost::receive(FrameId id, Time now, Outbox& out) {
  const Frame& frame = out.frames[id];
  const bool mine = frame.destination == mac_ || frame.destination == sim::broadcast_mac;
  if (!mine || frame.vlan != config_->vlan) {
    if (is_wanted(frame)) {
      out.drop(id, Fate::vlan_not_allowed, 0, {.setting = Setting::host_vlan}, now);
    } else {
      out.end(id, Fate::not_for_me);
    }
    return nullptr;
  }
  if (const auto* arp = std::get_if<ArpPacket>(&frame.payload)) {
    ArpActions actions;
    arp_.receive(*arp, now, actions);
    out.end(id, arp->tpa == address_.address ? Fate::delivered : Fate::not_for_me);
    carry_out(actions, now, out);
    return nullptr;
  }
  const Ipv4Packet& packet = *frame.ipv4();
  if (packet.destination != address_.address) {
    out.end(id, Fate::not_for_me);
    return nullptr;
  }
  if (!std::holds_alternative<IcmpMessage>(packet.payload)) return &packet;
  answer_icmp(packet, now, out);
  out.end(id, Fate::delivered);
  return nullptr;
}

bool IpHost::is_wanted(const Frame& frame) const {
  const auto* arp = std::get_if<ArpPacket>(&frame.payload);
  const Ipv4 wanted = arp != nullptr ? arp->tpa : frame.ipv4()->destination;
  return wanted == address_.address &&
         (frame.destination == mac_ || frame.destination == sim::broadcast_mac);
}

void IpHost::receive_while_off(FrameId id, Time now, Outbox& out) const {
  if (!is_wanted(out.frames[id])) return out.end(id, Fate::not_for_me);
  out.drop(id, Fate::device_down, 0, {.setting = Setting::device_power}, now);
}

void IpHost::answer_icmp(const Ipv4Packet& packet, Time now, Outbox& out) {
  IcmpMessage message = std::get<IcmpMessage>(packet.payload);
  if (message.type != IcmpType::echo) return;  // answers concern whoever asked; nobody does yet
  message.type = IcmpType::echo_reply;         // RFC 1122 3.2.2.6
  send({.payload = message, .source = {}, .destination = packet.source}, now, out);
}

void IpHost::send(Ipv4Packet packet, Time now, Outbox& out) {
  packet.source = address_.address;
  const bool on_link = address_.contains(packet.destination);
  const std::optional<Ipv4> next_hop = on_link ? packet.destination : config_->gateway;
  const FrameId id = out.make(
      {.payload = packet, .source = mac_, .destination = {}, .vlan = config_->vlan, .origin = id_});
  if (out.out_of_frames) return;
  if (!next_hop) return out.drop(id, Fate::no_route, 0, {.setting = Setting::gateway}, now);
  ArpActions actions;
  if (const auto mac = arp_.resolve(*next_hop, id, now, actions)) {
    out.frames[id].destination = *mac;
    out.send(id, 0);
  }
  carry_out(actions, now, out);
}

void IpHost::refuse(const Ipv4Packet& packet, FrameId frame, Time now, Outbox& out) {
  const auto* segment = std::get_if<TcpSegment>(&packet.payload);
  Ipv4Packet answer{.payload = IcmpMessage{.type = IcmpType::unreachable, .code = 3},
                    .source = {},
                    .destination = packet.source};
  if (segment != nullptr) answer.payload = reset_for(*segment);
  const bool silent = segment != nullptr && segment->rst;
  out.drop(frame, segment != nullptr ? Fate::tcp_no_connection : Fate::port_unreachable, 0, {},
           now);
  if (!silent) send(answer, now, out);
}

void IpHost::wake(Time now, Outbox& out) {
  if (now < arp_.deadline()) return;
  ArpActions actions;
  arp_.wake(now, actions);
  carry_out(actions, now, out);
}

void IpHost::stop(Time now, Outbox& out) {
  while (const auto waiting = arp_.abandon()) {
    out.drop(*waiting, Fate::device_down, 0, {.setting = Setting::device_power}, now);
  }
}

void IpHost::carry_out(const ArpActions& actions, Time now, Outbox& out) {
  for (const ArpAction& action : actions) {
    if (const auto* transmit = std::get_if<ArpTransmit>(&action)) {
      out.frames[transmit->packet].destination = transmit->to;
      out.send(transmit->packet, 0);
    } else if (const auto* drop = std::get_if<ArpDrop>(&action)) {
      const auto [fate, setting] = verdict(drop->why);
      out.drop(drop->packet, fate, 0, {.setting = setting}, now);
    } else {
      const auto& send = std::get<ArpSend>(action);
      out.send(out.make({.payload = send.packet,
                         .source = mac_,
                         .destination = send.to,
                         .vlan = config_->vlan,
                         .origin = id_}),
               0);
    }
  }
}

}  // namespace models
