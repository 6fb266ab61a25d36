// kind: switch - a learning switch with VLANs, port security, spanning tree and 802.1X.
#pragma once

#include "app/scenario/kinds/host.hpp"
#include "models/device/switch.hpp"

namespace app {

// Port security with the ports that have it.
struct PortSecuritySpec : models::PortSecurityConfig {
  std::optional<sim::Located<sim::PortRanges>> ports;
};

using Ranges = std::optional<sim::Located<sim::PortRanges>>;
struct DhcpSnoopingSpec : models::DhcpSnoopingConfig {
  Ranges vlan_ranges;
  Ranges trusted_ports;
};
struct ArpInspectionSpec : models::ArpInspectionConfig {
  Ranges vlan_ranges;
  Ranges trusted_ports;
};
struct SourceGuardSpec : models::SourceGuardConfig {
  Ranges guarded_ports;
};
struct DeviceTrackingSpec : models::DeviceTrackingConfig {
  Ranges tracked_ports;
};

struct PortSettingSpec {
  sim::Located<sim::PortRanges> ports;
  int vlan = 1;
  int voice_vlan = 0;
  bool trunk = false;
  std::optional<sim::PortRanges> allowed;
  int stp_cost = 0;
  bool bpdu_filter = false;
};

// What a range of ports demands of who is plugged in.
struct PortAccessSpec : models::AccessConfig {
  sim::Located<sim::PortRanges> ports;
};

// What a range of ports gives of power.
struct PortPowerSpec : models::PowerPortConfig {
  sim::Located<sim::PortRanges> ports;
};

// A bundle of cables.
struct ChannelSpec : models::ChannelConfig {
  sim::Located<sim::PortRanges> ports;
};
struct StormControlSpec : models::StormControlConfig {
  Ranges controlled_ports;
};
struct LoopProtectSpec : models::LoopProtectConfig {
  Ranges protected_ports;
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
  DhcpSnoopingSpec dhcp_snooping;
  ArpInspectionSpec arp_inspection;
  SourceGuardSpec source_guard;
  DeviceTrackingSpec device_tracking;
  std::vector<models::StaticBinding> bindings;
  std::vector<PortSettingSpec> port_settings;
  bool passes_eapol = models::SwitchConfig{}.passes_eapol;
  sim::Located<sim::Ipv4Interface> address;
  std::optional<sim::Located<sim::Ipv4>> gateway;
  models::ArpConfig arp;
  int management_vlan = models::SwitchConfig{}.management_vlan;
  models::RadiusClientConfig radius;
  std::vector<PortAccessSpec> port_access;
  models::PowerSourcingConfig poe;
  std::vector<PortPowerSpec> port_power;
  models::PoweredDeviceConfig power;
  std::vector<ChannelSpec> channels;
  StormControlSpec storm_control;
  LoopProtectSpec loop_protect;
};

template <>
struct SpecOf<models::Switch> {
  using type = SwitchSpec;
};

}  // namespace app
