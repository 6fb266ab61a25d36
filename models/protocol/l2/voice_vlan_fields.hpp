// VoiceVlanConfig in a file: keys, meaning, bounds.
#pragma once

#include "models/protocol/l2/voice_vlan.hpp"
#include "sim/schema/field.hpp"

namespace models {

inline sim::Fields<VoiceVlanConfig> fields(VoiceVlanConfig*) {
  using C = VoiceVlanConfig;
  using sim::field;
  return {
      field("cdp", &C::cdp, "it asks its switch by CDP, untagged, before anything else"),
      field("lldp_med", &C::lldp_med, "it asks by LLDP-MED, untagged, before anything else"),
      field("dhcp", &C::dhcp,
            "it takes the VLAN that a lease names (option 132, 43 or 242): untagged first, then "
            "tagged"),
      field("fast_start", &C::fast_start, "so many questions, a second apart", 1, 10),
      field("patience", &C::patience, "without an answer it goes on with `vlan`, or untagged", 1s,
            10min),
      field("hears_later", &C::hears_later, "it goes on asking, and changes over when it is told"),
      field("cdp_interval", &C::cdp_interval, "how often it goes on asking by CDP", 5s, 254s),
      field("lldp_interval", &C::lldp_interval, "and by LLDP", 1s, 1h),
      field("announces", &C::announces,
            "it goes on announcing itself, untagged, when it knows: its MAC stays in the VLAN for "
            "data"),
      field("releases", &C::releases, "with dhcp: it gives the first lease back"),
      field("vlan_test", &C::vlan_test,
            "without an OFFER in a tagged VLAN: untagged until it restarts (VLANTEST); 0s = never",
            0s, 24h)};
}

}  // namespace models
