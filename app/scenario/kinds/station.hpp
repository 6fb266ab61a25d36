// What a device says that may get its address by DHCP.
#pragma once

#include "app/scenario/kinds/host.hpp"
#include "models/device/station.hpp"

namespace app {

struct DhcpSpec : models::DhcpClientConfig {
  bool enabled = false;
  std::string vendor_class;
  Duration lease_left{};
  Duration boot = std::chrono::seconds{60};  // assumed
};

struct SupplicantSpec : models::SupplicantConfig {
  std::string user;
  std::string secret;
};

struct StationSpec : HostSpec {
  DhcpSpec dhcp;
  SupplicantSpec dot1x;
  models::PoweredDeviceConfig power;
  int broadcast_limit = models::StationConfig{}.broadcast_limit;
};

template <class Spec>
concept IsStation = std::derived_from<Spec, StationSpec>;

}  // namespace app
