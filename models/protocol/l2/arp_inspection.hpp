// Dynamic ARP inspection: ARP from a port that is not trusted must name a host that is bound there
// ([catalyst-4500-dai], [cisco-dai-deny]). Left out: the checks of `validate` other than the zero
// address, ARP access lists that deny.
#pragma once

#include "models/protocol/l2/host_bindings.hpp"
#include "models/protocol/l2/packet_rate.hpp"
#include "models/wire/arp.hpp"

namespace models {

inline constexpr RateLimitConfig arp_inspection_rate{.rate = 15};  // [catalyst-4500-dai]

struct ArpInspectionConfig : RateLimitConfig {
  ArpInspectionConfig() : RateLimitConfig(arp_inspection_rate) {}
  bool enabled = false;
  VlanSet vlans{};
  PortSet trusted{};
  bool allows_zeros = false;  // the probes of RFC 5227, from 0.0.0.0, go on (unconfirmed: they are
                              // not bound, so that they are denied)

  bool covers(VlanId vlan) const { return enabled && has_vlan(vlans, vlan); }
};

// IP source guard: an IP packet must come from a host that is bound at this port
// ([catalyst-4500-ipsg]); DHCP goes on. Left out: the filter by address alone.
struct SourceGuardConfig {
  bool enabled = false;
  PortSet ports{};
};

}  // namespace models
