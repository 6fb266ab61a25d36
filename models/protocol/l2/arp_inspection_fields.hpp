// ArpInspectionConfig and SourceGuardConfig in a file: keys, meaning, bounds. VLANs and ports are
// the switch's.
#pragma once

#include "models/protocol/l2/arp_inspection.hpp"
#include "models/protocol/l2/packet_rate_fields.hpp"

namespace models {

inline sim::Fields<ArpInspectionConfig> fields(ArpInspectionConfig*) {
  using C = ArpInspectionConfig;
  using sim::field;
  return {{field("enabled", &C::enabled, "ip arp inspection"),
           field("allows_zeros", &C::allows_zeros, "probes from 0.0.0.0 (RFC 5227) go on")},
          sim::fields_of<RateLimitConfig>()};
}

inline sim::Fields<SourceGuardConfig> fields(SourceGuardConfig*) {
  return {sim::field("enabled", &SourceGuardConfig::enabled, "ip verify source")};
}

}  // namespace models
