// Who may use which address at which port of a switch: the table that DHCP snooping fills from ACKs
// ([catalyst-3750-dhcp], [procurve-snooping]), and what was bound by hand. ARP inspection and IP
// source guard ask it; a miss says why. Left out: that a change which was not written in time, such
// as a release or a renewal, is undone by a restart.
#pragma once

#include <utility>
#include <vector>

#include "models/protocol/l2/port_security.hpp"

namespace models {

// Ports by their number, from 0: 1 = one of them.
using PortSet = std::vector<std::uint8_t>;
inline bool has_port(const PortSet& set, std::uint16_t port) {
  return port < set.size() && set[port] != 0;
}

// VLANs in order; none: all of them.
using VlanSet = std::vector<VlanId>;
bool has_vlan(const VlanSet& set, VlanId vlan);

// By hand: `ip source binding`, an entry of an ARP access list.
struct StaticBinding {
  Mac mac{};
  Ipv4 address{};
  int vlan = 0;  // 0: any
  int port = 0;  // from 1; 0: any
};
bool is_bound(const std::vector<StaticBinding>& bindings, MacKey host, Ipv4 address,
              std::uint16_t port);

struct HostBindingsConfig {
  int capacity = 8192;         // [catalyst-3750-dhcp]
  Duration binding_delay{};    // from the ACK until its entry is in force: [catalyst-1300-dai]
  bool database = false;       // entries outlive a restart; [catalyst-3750-dhcp]: the agent is off
  Duration write_delay{300s};  // the agent writes so long after a change, and all changes until
                               // then: [catalyst-3750-dhcp]
};

enum class Bound : std::uint8_t {
  yes,
  unknown,        // never bound, or given back
  pending,        // the ACK has passed, but its entry is not in force yet
  ended,          // its lease is over
  elsewhere,      // at another port
  other_address,  // this host has another address
  no_room,        // the table is full
  rebooted,       // forgotten when the switch was switched off
  cleared,        // by an operator
};
struct BoundVerdict {
  Bound is = Bound::yes;
  Time since = never;  // of `ended`
};

class HostBindings {
 public:
  explicit HostBindings(const HostBindingsConfig& config);

  void bind(MacKey host, Ipv4 address, std::uint16_t port, Time until, Time now);  // an ACK passes
  void release(MacKey host);  // it gives its address back, or declines it
  // Does the host have this address, at this port?
  BoundVerdict check(MacKey host, Ipv4 address, std::uint16_t port, Time now);
  // Where it is bound; none: nowhere.
  std::optional<std::uint16_t> port_of(MacKey host, Time now);
  void power_off(Time now);
  void clear();
  std::size_t size() const { return table_.size(); }
  // visit(host, address, port, until), in order of the hosts: what is in force.
  template <class Visit>
  void for_each(Time now, Visit visit) const {
    table_.for_each_sorted([&](const auto& entry) {
      if (now < entry.value.in_force || now >= entry.fresh_until) return;
      visit(entry.key, entry.value.address, entry.value.port, entry.fresh_until);
    });
  }

 private:
  struct Entry {
    Ipv4 address;
    std::uint16_t port = 0;
    Time in_force{};
    Time made{};
  };
  void follow_agent(Time now);
  void lose(MacKey host, Bound why);

  sim::Beside<const HostBindingsConfig> config_;
  sim::AgeingTable<MacKey, Entry> table_;
  std::vector<std::pair<MacKey, Bound>> lost_;  // why it is not there, in order of the hosts
  Time unwritten_since_ = never;                // the first change that the agent has not written
  Time written_until_ = Time::min();
};

}  // namespace models
