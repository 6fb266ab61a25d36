// Address and port translation with one outside address: RFC 4787, 5382, 5508, and as Linux does it
// ([linux-conntrack]). Left out: errors about pings, early drop, port hold (6888). TCP connections
// that one filter rule admits share one timer: a FIN or RST closes them all.
#pragma once

#include <optional>

#include "models/protocol/nat/nat_flow.hpp"
#include "sim/base/ageing_table.hpp"
#include "sim/base/copy.hpp"
#include "sim/base/random.hpp"

namespace models {

enum class NatRefusal : std::uint8_t {
  none,
  table_full,    // capacity
  no_port_free,  // first_port to last_port, or port_allocation
  not_open,      // TCP without a mapping and without a SYN: tcp_loose
};
struct NatOutbound {
  Endpoint outside{};
  NatRefusal why = NatRefusal::none;
  bool is_new = false;      // the mapping was made for this packet
  Time aged_since = never;  // when the former mapping (or the filter rule) had aged out ...
  NatTimer timer = NatTimer::udp_timeout;  // ... by which setting; else the one that runs now
};

enum class NatMiss : std::uint8_t {
  none,
  never_seen,  // nobody sent from this port; or it was long ago
  aged,        // the remote was let in until `since`: `timer` decided
  filtered,    // the port is in use, but its owner never sent to this remote: `filtering`
  own,         // of a flow that the router has taken for its own: take_in(); since, if it was aged
};
struct NatInbound {
  Endpoint inside{};  // if aged: who it was
  NatMiss why = NatMiss::none;
  Time since = never;
  NatTimer timer = NatTimer::udp_timeout;  // that is running, or ran out
};

// `config` is shared and read at every packet, so that a changed timer is in force for the next
// one; mapping and filtering are read again by clear(), capacity never.
class NatTable {
 public:
  NatTable(const NatConfig& config, Ipv4 outside, sim::Random random);

  NatOutbound outbound(const NatPacket& packet, Time now) {
    return outbound(packet, outside_, now);
  }
  // The same by one of several outside interfaces, with its address.
  NatOutbound outbound(const NatPacket& packet, Ipv4 outside, Time now);
  void fetch(const NatPacket& packet) const;  // soon it will go out
  NatInbound inbound(const NatPacket& packet, Time now);
  // UDP that belongs to nobody inside, as inbound() has said, begins a flow of the router itself,
  // as far as there is room.
  void take_in(const NatPacket& packet, const NatInbound& missed, Time now);
  // An ICMP error is about what had gone out so: who inside had sent it. It refreshes nothing.
  std::optional<Endpoint> inside_of(const NatPacket& packet, Time now);
  // The same of what had come in, and as its sender knows it.
  std::optional<Endpoint> outside_of(const NatPacket& packet, Time now);
  // Was made with an address that is gone: resets_on_address_change. Ask for no other.
  bool is_of_former_address(const NatPacket& packet, Time now) {
    return had_another_address_ && inside_of(packet, now).has_value();
  }
  void clear();                        // a reboot: what was is never_seen
  void address_gone(Ipv4 from);        // changed, or its link is down: resets_on_address_change
  void address_changed(Ipv4 outside);  // of the only one

  Ipv4 address() const { return outside_; }
  std::size_t in_use(Time now) const { return flows_.live(now); }
  // visit(entry), in order of the outside ports: its key is what comes in. Aged ones, too.
  template <class Visit>
  void for_each_flow(Visit visit) const {
    flows_.for_each_sorted(visit);
  }

 private:
  struct Mapping {
    Endpoint outside{};                      // with the address of its time
    NatTimer timer = NatTimer::udp_timeout;  // that set its life
  };
  struct Port {
    bool several = false;  // flows have used it at a time
  };
  static std::uint64_t port_key(const NatPacket& p) {
    return std::uint64_t{p.local.address.value} << 32U |
           static_cast<std::uint64_t>(p.protocol) << 16U | p.local.port;
  }

  // The packet as it leaves, seen from outside: what its answer will look for.
  static NatPacket leaving(const NatPacket& packet, Endpoint outside) {
    return {.protocol = packet.protocol, .local = outside, .remote = packet.remote};
  }
  std::optional<Endpoint> choose(const NatPacket& packet, Ipv4 outside, Time now);
  bool is_free(const NatPacket& outside, Time now);
  bool begin(const NatFlow& flow, const NatPacket& outside, bool new_mapping, Time now);
  void keep(const NatFlow& flow, const NatPacket& outside, Time now);
  Time keep_port(const NatPacket& outside, Time until, Time now);
  Time end_of(const NatFlow& flow, Time now) const;
  // One mapping serves many filter rules: its port must be its own (RFC 4787 REQ-3). Otherwise each
  // flow is a mapping, and the remote tells apart those that share a port, as in Linux.
  bool has_many_flows() const { return filtering_ > mapping_; }

  sim::Beside<const NatConfig> config_;
  Ipv4 outside_;
  sim::Random random_;
  NatBehavior mapping_;
  NatBehavior filtering_;
  std::uint32_t sequential_ = 0;
  bool had_another_address_ = false;
  // A flow lives as long as its timer says; a mapping and its port as long as their only flow, or
  // as the longest promise made to any of several.
  sim::AgeingTable<NatKey, Mapping> mappings_;   // inside endpoint (+ remote): its outside port
  sim::AgeingTable<NatKey, NatFlow> flows_;      // outside port (+ remote): who may come in
  sim::AgeingTable<std::uint64_t, Port> ports_;  // outside port: in use at all
};

}  // namespace models
