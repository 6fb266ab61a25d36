// What a switch knows of the hosts at its ports, if it watches them: DHCP snooping's bindings, IP
// device tracking, and how fast each port sends DHCP and ARP.
#pragma once

#include "models/device/outbox.hpp"
#include "models/protocol/l2/arp_inspection.hpp"
#include "models/protocol/l2/device_tracking.hpp"
#include "models/protocol/l2/dhcp_snooping.hpp"

namespace models {

struct HostWatchConfig {
  DhcpSnoopingConfig dhcp_snooping{};
  ArpInspectionConfig arp_inspection{};
  SourceGuardConfig source_guard{};
  DeviceTrackingConfig device_tracking{};
  std::vector<StaticBinding> bindings{};

  bool is_on() const {
    return dhcp_snooping.enabled || arp_inspection.enabled || source_guard.enabled ||
           device_tracking.enabled;
  }
};

struct HostWatch {
  HostWatch(const HostWatchConfig& config, std::uint16_t ports)
      : bindings(config.dhcp_snooping),
        tracking(config.device_tracking, ports),
        dhcp(ports),
        arp(ports) {}

  HostBindings bindings;
  DeviceTracking tracking;
  Alarm next_probe{};
  std::vector<PacketRate> dhcp;  // by port
  std::vector<PacketRate> arp;
};

}  // namespace models
