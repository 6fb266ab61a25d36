// What a switch has that authenticates who is plugged in: an address of its own, a RADIUS client,
// and a PortAccess for each port that demands it. switch_access.cpp carries out what they want.
#pragma once

#include <optional>
#include <vector>

#include "models/device/installation.hpp"
#include "models/device/ip_host.hpp"
#include "models/protocol/access/port_access.hpp"
#include "models/protocol/access/radius_client.hpp"

namespace models {

struct SwitchConfig;

struct SwitchAccess {
  struct Port {
    std::optional<PortAccess> access{};  // none: nothing is demanded there
    bool disabled = false;               // err-disabled by it
  };

  SwitchAccess(const SwitchConfig& config, const Installation& self);
  Time deadline() const;

  IpHost host;  // in the VLAN of management
  RadiusClient radius;
  Alarm alarm;
  std::vector<Port> ports;  // by port; empty: it only has an address
};

}  // namespace models
