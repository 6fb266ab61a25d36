// What a device says that may get its address by DHCP.
#pragma once

#include "app/scenario/kinds/host.hpp"
#include "models/device/station.hpp"
#include "models/protocol/dhcp_client_fields.hpp"

namespace app {

struct DhcpSpec : models::DhcpClientConfig {
  bool enabled = false;
  std::string vendor_class;
  Duration lease_left{};
  Duration boot = std::chrono::seconds{60};  // assumed
};
constexpr auto fields(DhcpSpec*) {
  using S = DhcpSpec;
  return std::tuple_cat(
      std::tuple{field("enabled", &S::enabled, "the address comes by DHCP"),
                 field("vendor_class", &S::vendor_class, "option 60, to the letter", 0, 200),
                 field("lease_left", &S::lease_left,
                       "`address` is remembered from before the run, for so long", 0s, 87600h),
                 field("boot", &S::boot, "after give_up_after: until it asks again", 0s, 1h)},
      fields(static_cast<models::DhcpClientConfig*>(nullptr)));
}

struct StationSpec : HostSpec {
  DhcpSpec dhcp;
};
constexpr auto fields(StationSpec*) {
  return std::tuple_cat(
      host_fields(field("address", &HostSpec::address,
                        "address and prefix length of the first one; with dhcp: remembered")),
      std::tuple{field("dhcp", &StationSpec::dhcp, "address by DHCP")});
}

template <class Spec>
concept IsStation = std::derived_from<Spec, StationSpec>;

}  // namespace app
