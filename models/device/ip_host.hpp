// The part that every end device shares: one Ethernet port, one IPv4 address, ARP, ICMP echo.
#pragma once

#include <optional>

#include "models/device/outbox.hpp"
#include "models/protocol/arp_cache.hpp"

namespace models {

struct HostConfig {
  std::optional<Ipv4> gateway;  // for destinations outside the prefix
  VlanId vlan = 0;              // tags what it sends, as a phone in a voice VLAN does; 0 = untagged
  ArpConfig arp;
};

class IpHost {
 public:
  IpHost(const HostConfig& config, NodeId id, Mac mac, Ipv4Interface address)
      : config_(&config),
        id_(id),
        mac_(mac),
        address_(address),
        arp_(config.arp, mac, address.address) {}

  // Takes the frame in. The packet, if it is one for this host's transport layer; the frame itself
  // stays the caller's to end. Null: everything about it has been done, the frame has met its fate.
  const Ipv4Packet* receive(FrameId id, Time now, Outbox& out);
  // The device is off. Only what was meant for it is lost; a flooded copy concerns nobody here.
  void receive_while_off(FrameId id, Time now, Outbox& out) const;
  // Sends a packet whose `source` is filled in here; routes, resolves, tags it.
  void send(Ipv4Packet packet, Time now, Outbox& out);
  // Nobody here wants the packet: RST (RFC 9293 3.10.7.1) or port unreachable (RFC 1122 3.2.2.1).
  void refuse(const Ipv4Packet& packet, FrameId frame, Time now, Outbox& out);
  void wake(Time now, Outbox& out);
  void stop(Time now, Outbox& out);

  Time deadline() const { return arp_.deadline(); }
  Ipv4 address() const { return address_.address; }
  Mac mac() const { return mac_; }

 private:
  bool is_wanted(const Frame& frame) const;  // meant for this host, whatever its VLAN
  void carry_out(const ArpActions& actions, Time now, Outbox& out);
  void answer_icmp(const Ipv4Packet& packet, Time now, Outbox& out);

  const HostConfig* config_;
  NodeId id_;
  Mac mac_;
  Ipv4Interface address_;
  ArpCache arp_;
};

}  // namespace models
