// The part that every end device shares: one interface, a gateway, ICMP, path MTU discovery (RFC
// 1191).
#pragma once

#include <memory>
#include <optional>

#include "models/device/ip_interface.hpp"
#include "models/protocol/ip/path_mtus.hpp"
#include "models/protocol/ip/routing_table.hpp"
#include "sim/base/copy.hpp"

namespace models {

struct HostConfig {
  InterfaceConfig interface;
  std::optional<Ipv4> gateway;  // for destinations outside the prefix that no route knows
  RoutingConfig routing{.accept_redirects = false};             // assumed: phones ignore them
  PathMtuDiscovery path_mtu_discovery = PathMtuDiscovery::tcp;  // assumed
  Duration mtu_expires = 10min;  // what it was told: RFC 1191 6.3, Linux mtu_expires
};

class IpHost {
 public:
  IpHost(const HostConfig& config, NodeId id, Mac mac, Ipv4Interface address);

  // Takes the frame in. The packet, if it is one for this host's transport layer; the frame itself
  // stays the caller's to end. Null: everything about it has been done, the frame has met its fate.
  const Ipv4Packet* receive(FrameId id, Time now, Outbox& out);
  // What else it takes in: UDP broadcasts to that port (and, without an address, anything to it),
  // and ICMP answers and errors.
  void hear(std::uint16_t broadcast_port, bool icmp = false) {
    broadcast_port_ = broadcast_port;
    hears_icmp_ = icmp;
  }
  void receive_while_off(FrameId id, Time now, Outbox& out) const {
    interface_.receive_while_off(id, now, out);
  }
  void fetch_gateway() const { interface_.fetch(gateway()); }  // soon something goes there
  // Sends what a packet is to carry: routes, resolves, tags it.
  template <class Payload>
  void send(const Payload& payload, Ipv4 destination, Time now, Outbox& out) {
    const FrameId id = interface_.make(payload, destination, out);
    if (out.out_of_frames) return;
    fit(std::get<Ipv4Packet>(out.frames[id].payload), now);
    transmit(id, destination, now, out);
  }
  // The same for one that runs on it; a copy is made of what it carries.
  void send_for(NodeId origin, const Ipv4Packet& packet, Time now, Outbox& out) {
    const FrameId id = interface_.make(packet.payload, packet.destination, out);
    if (out.out_of_frames) return;
    out.frames[id].origin = origin;
    transmit(id, packet.destination, now, out);
  }
  // The same in a frame to that MAC, without ARP: an answer to who has no address yet.
  template <class Payload>
  void send_to(Mac to, const Payload& payload, Ipv4 destination, Outbox& out) {
    const FrameId id = interface_.make(payload, destination, out);
    if (!out.out_of_frames) interface_.transmit_to(id, to, out);
  }
  // By DHCP: another address, or none (0.0.0.0), and the gateway that came with it.
  void configure(Ipv4Interface address, std::optional<Ipv4> gateway);
  void tag(VlanId vlan) { interface_.tag(vlan); }
  VlanId vlan() const { return interface_.vlan(); }
  // A frame that is no IP packet, untagged, to a group of devices at this cable.
  void announce(const Announcement& what, NodeId self, Outbox& out) const {
    out.send(out.make({.payload = what,
                       .source = mac(),
                       .destination = group_of(what.protocol),
                       .vlan = 0,
                       .origin = self}),
             interface_.port());
  }
  // The same, of EAP.
  void announce(const EapolFrame& what, NodeId self, Outbox& out) const {
    out.send(
        out.make(
            {.payload = what, .source = mac(), .destination = pae_mac, .vlan = 0, .origin = self}),
        interface_.port());
  }
  void probe(Ipv4 address, Time now, Outbox& out) { interface_.probe(address, now, out); }
  // For a host's MAC, in the name of an address that is not used yet.
  void ask(Ipv4 own, Ipv4 other, Outbox& out) const {
    interface_.send_arp({{.sha = mac(), .tha = {}, .spa = own, .tpa = other}, sim::broadcast_mac},
                        out);
  }
  void announce(Time now, Outbox& out) { interface_.announce(now, out); }
  void came_up(Time now, Outbox& out) { interface_.came_up(now, out); }
  // Nobody here wants the packet: RST (RFC 9293 3.10.7.1) or port unreachable (RFC 1122 3.2.2.1).
  void refuse(const Ipv4Packet& packet, FrameId frame, Time now, Outbox& out,
              const Cause& cause = {});
  // It comes from who is banned; `says_so`: by ICMP, whatever it was.
  void reject(const Ipv4Packet& packet, FrameId frame, bool says_so, const Cause& cause, Time now,
              Outbox& out);
  void wake(Time now, Outbox& out) { interface_.wake(now, out); }
  void stop(Time now, Outbox& out) { interface_.stop(now, out); }
  void clear_arp() { interface_.clear_arp(); }

  const IpInterface& interface() const { return interface_; }
  Time deadline() const { return interface_.deadline(); }
  bool learns_strangers() const { return interface_.learns_strangers(); }  // by gratuitous ARP
  Ipv4 address() const { return interface_.address(); }
  Mac mac() const { return interface_.mac(); }
  std::uint16_t mss() const {  // of its TCP: RFC 9293 3.7.1
    return static_cast<std::uint16_t>(interface_.mtu() - tcp_ip_header_bytes);
  }

 private:
  // Of a host that has more than a gateway, or was told of an MTU.
  struct Ways {
    std::optional<RoutingTable> routes{};
    PathMtus mtus{};
  };

  RoutingTable* routes() const {
    return ways_ != nullptr && ways_->routes ? &*ways_->routes : nullptr;
  }
  void fit(Ipv4Packet& packet, Time now);
  void transmit(FrameId frame, Ipv4 destination, Time now, Outbox& out);
  bool is_for_us(const Ipv4Packet& packet) const;
  void receive_icmp(const Ipv4Packet& packet, Time now, Outbox& out);
  Ipv4 next_hop(Ipv4 destination, Time now) const;  // 0.0.0.0: there is none
  Ipv4 gateway() const {                            // the same
    return leased_gateway_ != Ipv4{} ? leased_gateway_ : config_->gateway.value_or(Ipv4{});
  }

  sim::Beside<const HostConfig> config_;
  IpInterface interface_;
  sim::Box<Ways> ways_;
  Ipv4 leased_gateway_{};  // 0.0.0.0: the configured one
  std::uint16_t broadcast_port_ = 0;
  bool hears_icmp_ = false;
};

// What answers a packet that nobody wants; none for what must not be answered (RFC 1122 3.2.2).
std::optional<Ipv4Packet> refusal_of(const Ipv4Packet& packet);

}  // namespace models
