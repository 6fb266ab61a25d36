// What a switch has whose cables are bundled: its channels, and which port belongs to which. A
// channel is the port of its lowest number to everything else. switch_channels.cpp.
#pragma once

#include <vector>

#include "models/device/outbox.hpp"
#include "models/protocol/l2/link_aggregation.hpp"

namespace models {

struct SwitchConfig;

struct SwitchChannels {
  struct Channel {
    LinkAggregation bundle;
    std::vector<std::uint16_t> ports;
    Time guard_at = never;    // several ports of a bridge answer: then it goes down
    Time recover_at = never;  // and comes up again
    bool up = false;
    bool guarded = false;  // it is down for that
    std::uint16_t leader() const { return ports.front(); }
  };
  struct Place {
    std::uint16_t channel = 0;  // from 1; 0: in none
    std::uint16_t member = 0;
  };

  SwitchChannels(const SwitchConfig& config, Mac system);
  Time deadline() const;

  std::vector<Channel> all;
  std::vector<Place> places;  // by port
  std::vector<bool> lit;      // by port: its link is up
  Alarm alarm{};
};

}  // namespace models
