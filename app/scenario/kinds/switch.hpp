// kind: switch - a learning switch with VLANs, port security and spanning tree.
#pragma once

#include "app/scenario/kinds/host.hpp"
#include "models/device/switch.hpp"

namespace app {

// Port security with the ports that have it.
struct PortSecuritySpec : models::PortSecurityConfig {
  std::optional<sim::Located<sim::PortRanges>> ports;
};

struct PortSettingSpec {
  sim::Located<sim::PortRanges> ports;
  int vlan = 1;
  int voice_vlan = 0;
  bool trunk = false;
  std::optional<sim::PortRanges> allowed;
  int stp_cost = 0;
};

struct SwitchSpec {
  std::string kind;
  ProfileNames profile;
  std::optional<int> count;
  std::optional<sim::Mac> mac;
  int ports = 24;
  Duration mac_aging = models::SwitchConfig{}.mac_aging;
  int mac_capacity = models::SwitchConfig{}.mac_capacity;
  PortSecuritySpec port_security;
  models::SpanningTreeConfig stp;
  models::AnnouncementConfig cdp;
  models::AnnouncementConfig lldp;
  std::vector<PortSettingSpec> port_settings;
};

template <>
struct SpecOf<models::Switch> {
  using type = SwitchSpec;
};

}  // namespace app
