// One address of a device on one of its ports: the Ethernet side of IP, with ARP (RFC 826). Several
// may share a port, each with its own VLAN tag.
#pragma once

#include "models/device/outbox.hpp"
#include "models/protocol/arp/arp_cache.hpp"
#include "sim/base/copy.hpp"

namespace models {

struct InterfaceConfig {
  VlanId vlan = 0;  // tags what it sends, as a phone in a voice VLAN does; 0 = untagged
  ArpConfig arp;
  int mtu = 1500;  // of IP: RFC 894
};

class IpInterface {
 public:
  IpInterface(const InterfaceConfig& config, NodeId id, Mac mac, Ipv4Interface address,
              std::uint16_t port = 0)
      : config_(&config),
        id_(id),
        port_(port),
        address_(address),
        arp_(config.arp, mac, address.address, dice(id, port)) {}

  // Takes the frame in. The packet, if it came to this MAC, wherever it goes; the frame stays the
  // caller's to end. Null: everything about it has been done, the frame has met its fate.
  const Ipv4Packet* receive(FrameId frame, Time now, Outbox& out);
  // The device is off. Only what was meant for it is lost; a flooded copy concerns nobody here.
  void receive_while_off(FrameId frame, Time now, Outbox& out) const;
  // A new frame around a packet of this device.
  FrameId make(const Ipv4Packet& packet, Outbox& out) const;
  // The same, from this address. It is written where it stays: a copy would wait for the original.
  template <class Payload>
  FrameId make(const Payload& payload, Ipv4 destination, Outbox& out) const {
    const FrameId id = make(out);
    if (out.out_of_frames) return id;
    // The room still holds an earlier frame: every member is overwritten.
    auto* room = std::get_if<Ipv4Packet>(&out.frames[id].payload);
    if (room == nullptr) room = &out.frames[id].payload.template emplace<Ipv4Packet>();
    auto& [carried, from, to, ttl, dont_fragment, fragment] = *room;
    carried = payload;
    from = address();
    to = destination;
    ttl = initial_ttl;
    dont_fragment = false;
    fragment = 0;
    return id;
  }
  void fetch(Ipv4 next_hop) const { arp_.fetch(next_hop); }  // soon something goes there
  // Sends a frame with an IPv4 packet to its next hop: at once, when ARP has an answer, or never.
  void transmit(FrameId frame, Ipv4 next_hop, Time now, Outbox& out);
  // The same to that MAC, without asking.
  void transmit_to(FrameId frame, Mac to, Outbox& out) const;
  void send_arp(const ArpSend& send, Outbox& out) const;
  // Another tag than the configured one, as a phone learns it; 0 = untagged.
  void tag(VlanId vlan) { learned_vlan_ = vlan; }
  // Another address, or none (0.0.0.0): by DHCP.
  void configure(Ipv4Interface address);
  void probe(Ipv4 address, Time now, Outbox& out);  // RFC 5227 2.1.1
  void announce(Time now, Outbox& out);             // RFC 5227 2.3
  // It was switched on, or has another address: hosts that announce themselves do so.
  void came_up(Time now, Outbox& out) {
    if (config_->arp.announces && address() != Ipv4{}) announce(now, out);
  }
  void wake(Time now, Outbox& out);
  void stop(Time now, Outbox& out) { forget({.act = Act::power}, Fate::device_down, now, out); }
  void link_down(Time now, Outbox& out) { forget({.act = Act::cable}, Fate::link_down, now, out); }
  void clear_arp() { arp_.clear(); }

  Time deadline() const { return arp_.deadline(); }
  bool learns_strangers() const { return config_->arp.gratuitous == ArpGratuitous::create; }
  Ipv4 address() const { return address_.address; }
  const Ipv4Interface& prefix() const { return address_; }
  Mac mac() const { return arp_.mac(); }
  const ArpCache& arp() const { return arp_; }
  const InterfaceConfig& config() const { return *config_; }
  std::uint32_t mtu() const { return static_cast<std::uint32_t>(config_->mtu); }
  std::uint16_t port() const { return port_; }
  VlanId vlan() const { return learned_vlan_ == none_learned ? config_->vlan : learned_vlan_; }

 private:
  FrameId make(Outbox& out) const;  // without a payload
  void forget(const Cause& cause, Fate fate, Time now, Outbox& out);
  // Of the entries' lives, where they are jittered: the same in every run, different for each
  // device.
  static sim::Random dice(NodeId id, std::uint16_t port) {
    return {sim::mix64(std::uint64_t{id.value} << 16U | port), "arp", ""};
  }
  bool is_wanted(const Frame& frame) const;  // meant for this device, whatever its VLAN
  static void note_unreached(const Frame& frame, Outbox& out);
  void carry_out(const ArpActions& actions, Time now, Outbox& out);

  sim::Beside<const InterfaceConfig> config_;
  static constexpr VlanId none_learned = 0xffff;

  NodeId id_;
  std::uint16_t port_;
  VlanId learned_vlan_ = none_learned;
  Ipv4Interface address_;
  ArpCache arp_;
};

}  // namespace models
