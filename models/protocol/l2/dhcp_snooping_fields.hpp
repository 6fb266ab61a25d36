// DhcpSnoopingConfig in a file: keys, meaning, bounds. VLANs and ports are the switch's.
#pragma once

#include "models/protocol/l2/dhcp_snooping.hpp"
#include "models/protocol/l2/host_bindings_fields.hpp"
#include "models/protocol/l2/packet_rate_fields.hpp"

namespace models {

inline sim::Fields<DhcpSnoopingConfig> fields(DhcpSnoopingConfig*) {
  using C = DhcpSnoopingConfig;
  using sim::field;
  const sim::Fields<C> own{
      field("enabled", &C::enabled, "ip dhcp snooping"),
      field("inserts_relay_info", &C::inserts_relay_info, "option 82 into what clients send"),
      field("accepts_relay_info", &C::accepts_relay_info,
            "option 82 from an untrusted port: allow-untrusted"),
      field("verifies_relay", &C::verifies_relay,
            "nothing that a relay has passed on comes from an untrusted port"),
      field("verifies_mac", &C::verifies_mac, "chaddr is the MAC of who sends it")};
  const sim::Fields<C> limits(sim::fields_of<HostBindingsConfig>(),
                              sim::fields_of<RateLimitConfig>());
  return {own, limits};
}

}  // namespace models
