// What a device learns about itself when it is put into a network.
#pragma once

#include <cstdint>
#include <string_view>

#include "models/wire/names.hpp"
#include "sim/base/id.hpp"

namespace models {

struct Installation {
  sim::NodeId id;
  Mac mac;                    // of its first interface
  Ipv4Interface address;      // of an end device; 0.0.0.0: none
  std::uint64_t seed = 1;     // of the run
  std::string_view name;      // keys its randomness
  std::uint32_t place = 0;    // in its group of equal devices
  std::uint32_t number = 0;   // of a phone: its own in this run, and its SIP user
  std::uint32_t phones = 0;   // of the run
  std::uint32_t clients = 0;  // that may connect by TCP: how much room to prepare
};

}  // namespace models
