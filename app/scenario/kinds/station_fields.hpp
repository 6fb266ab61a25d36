// The keys of station.hpp: meaning, bounds, defaults.
#pragma once

#include "app/scenario/kinds/host_fields.hpp"
#include "app/scenario/kinds/station.hpp"
#include "models/protocol/access/supplicant_fields.hpp"
#include "models/protocol/dhcp/dhcp_client_fields.hpp"
#include "models/protocol/l2/power_sourcing_fields.hpp"

namespace app {

inline sim::Fields<DhcpSpec> fields(DhcpSpec*) {
  using S = DhcpSpec;
  return {{field("enabled", &S::enabled, "the address comes by DHCP"),
           field("vendor_class", &S::vendor_class, "option 60, to the letter", 0, 200),
           field("lease_left", &S::lease_left,
                 "`address` is remembered from before the run, for so long", 0s, 87600h),
           field("boot", &S::boot, "after give_up_after: until it asks again", 0s, 1h)},
          sim::fields_of<models::DhcpClientConfig>()};
}

inline sim::Fields<SupplicantSpec> fields(SupplicantSpec*) {
  using S = SupplicantSpec;
  return {{field("identity", &S::user, "that it gives", 0, 253),
           field("password", &S::secret, "or what its certificate proves", 0, 253)},
          sim::fields_of<models::SupplicantConfig>()};
}

inline sim::Fields<StationSpec> fields(StationSpec*) {
  return {
      host_fields(field("address", &HostSpec::address,
                        "address and prefix length of the first one; with dhcp: remembered")),
      {field("dhcp", &StationSpec::dhcp, "address by DHCP"),
       field("dot1x", &StationSpec::dot1x, "its supplicant"),
       field("power", &StationSpec::power, "where it gets it, and how much it needs"),
       field("broadcast_limit", &StationSpec::broadcast_limit,
             "broadcasts that it can take in a second: a storm's; 0 = any number", 0, 10'000'000)}};
}

}  // namespace app
