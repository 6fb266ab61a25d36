// SipLocatorConfig in a file: keys, meaning, bounds.
#pragma once

#include "models/protocol/dns/dns_fields.hpp"
#include "models/protocol/sip/sip_locator.hpp"

namespace models {

inline sim::Fields<SipLocatorConfig> fields(SipLocatorConfig*) {
  using C = SipLocatorConfig;
  using sim::field;
  return {
      field("failed_for", &C::failed_for,
            "a server that failed is passed over so long; 0s: each REGISTER begins with the best "
            "one; forever: until the one in use fails",
            0s, 8760h)
          .or_forever(),
      field("fallback", &C::fallback, "when the address of the domain itself is asked for"),
      field("heeds_icmp", &C::heeds_icmp,
            "with a domain: ICMP port unreachable is a failure, too (RFC 3261 18.4)")};
}

}  // namespace models
