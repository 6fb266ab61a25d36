// What a switch does against loops that spanning tree does not see: storm control
// ([catalyst-storm-control]), and loop protection by frames that come back
// ([procurve-loop-protect], [cisco-errdisable]). Left out: multicast and unknown unicast counted
// apart, percent, falling level.
#pragma once

#include "models/protocol/l2/host_bindings.hpp"
#include "models/protocol/l2/packet_rate.hpp"

namespace models {

enum class StormAction : std::uint8_t { drop, shutdown, trap };

struct StormControlConfig {
  PortSet ports{};
  int level = 0;                           // broadcasts in a second; 0: any
  StormAction action = StormAction::drop;  // [catalyst-storm-control]: filter
  Duration window = 1s;                    // in which they are counted; assumed
  Duration recovery = 0s;                  // of a port that was shut down; 0: by hand
  bool covers(std::uint16_t port) const { return level > 0 && has_port(ports, port); }
};

struct LoopProtectConfig {
  PortSet ports{};
  Duration interval = 5s;      // [procurve-loop-protect]; a Catalyst's keepalive: 10 s
  bool own_port_only = false;  // [cisco-errdisable]: back at the port that sent it
  Duration recovery = 0s;      // [procurve-loop-protect]: disable-timer; 0: by hand
};

}  // namespace models
