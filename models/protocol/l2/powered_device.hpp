// A powered device (PD) of IEEE 802.3, clauses 33 and 145: what its class entitles it to, and what
// it asks for when it runs. Its power is counted where the switch gives it, cable included.
#pragma once

#include <array>
#include <cstdint>

#include "models/wire/names.hpp"
#include "sim/base/power.hpp"

namespace models {

using sim::Power;

enum class PowerSupply : std::uint8_t { external, poe };
enum class PowerRequest : std::uint8_t { none, cdp, lldp };

struct PoweredDeviceConfig {
  PowerSupply source = PowerSupply::external;
  int power_class = 3;                        // [ieee-802-3] 33.2.6: what it shows the port
  Power draw{};                               // really; 0: as much as its class allows
  PowerRequest asks_by = PowerRequest::none;  // [ieee-802-3] 33.6, [catalyst-poe]
  Power request{};                            // 0: what it draws
  Duration boot = 0s;                         // from power to its first frame, and to its request
  Duration ups = 0s;                          // of a switch: it lasts so long without its mains
};

// What a port sets aside for each class: [ieee-802-3] tables 33-7 and 145-11.
constexpr Power power_of_class(int power_class) {
  constexpr std::array<std::int64_t, 9> milliwatts{15'400, 4'000,  7'000,  15'400, 30'000,
                                                   45'000, 60'000, 75'000, 90'000};
  return {milliwatts.at(static_cast<std::size_t>(power_class))};
}

}  // namespace models
