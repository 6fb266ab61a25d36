// Power over Ethernet in a file: keys, meaning, bounds. Its ports are the switch's.
#pragma once

#include "models/protocol/l2/power_sourcing.hpp"
#include "sim/schema/field.hpp"

namespace models {

constexpr auto names(PowerSupply*) {
  return std::array{sim::Name{PowerSupply::external, "external", "its own, or a midspan"},
                    sim::Name{PowerSupply::poe, "poe", "the port of the switch: see its poe"}};
}
constexpr auto names(PowerRequest*) {
  return std::array{sim::Name{PowerRequest::none, "none", "it does not ask"},
                    sim::Name{PowerRequest::cdp, "cdp", "in CDP"},
                    sim::Name{PowerRequest::lldp, "lldp", "in LLDP: power via MDI, LLDP-MED"}};
}
constexpr auto names(PoeStandard*) {
  return std::array{sim::Name{PoeStandard::af, "af", "IEEE 802.3af: 15.4 W"},
                    sim::Name{PoeStandard::at, "at", "IEEE 802.3at: 30 W"},
                    sim::Name{PoeStandard::bt, "bt", "IEEE 802.3bt: 90 W"}};
}
constexpr auto names(PowerAllocation*) {
  return std::array{
      sim::Name{PowerAllocation::by_class, "class", "what the class is entitled to, or was asked"},
      sim::Name{PowerAllocation::by_use, "use", "what is drawn"}};
}
constexpr auto names(PowerPrecedence*) {
  using enum PowerPrecedence;
  return std::array{
      sim::Name{first_come, "first_come", "who has power keeps it"},
      sim::Name{priority, "priority", "a port of a higher priority takes it from lower ones"},
      sim::Name{port_number, "port_number", "so does, of two equals, the lower number"}};
}
constexpr auto names(PowerMode*) {
  return std::array{sim::Name{PowerMode::automatic, "auto", "who shows that it needs power"},
                    sim::Name{PowerMode::reserved, "static", "its limit is set aside for it"},
                    sim::Name{PowerMode::off, "never", "no power"}};
}
constexpr auto names(PowerPriority*) {
  using enum PowerPriority;
  return std::array{sim::Name{critical, "critical"}, sim::Name{high, "high"},
                    sim::Name{low, "low"}};
}
constexpr auto names(RefusedRequest*) {
  return std::array{
      sim::Name{RefusedRequest::kept, "kept", "the device goes on with what it has"},
      sim::Name{RefusedRequest::cut, "cut", "the port is turned off, and looked at again"}};
}

inline sim::Fields<PoweredDeviceConfig> fields(PoweredDeviceConfig*) {
  using C = PoweredDeviceConfig;
  using sim::field;
  return {field("source", &C::source, "where its power comes from"),
          field("class", &C::power_class, "of IEEE 802.3: what its port sets aside for it", 0, 8),
          field("draw", &C::draw, "what it really takes, at the port; 0W = what its class may",
                sim::Power{0}, sim::watts(100)),
          field("asks_by", &C::asks_by, "how it says, once it runs, what it needs"),
          field("request", &C::request, "what it asks for; 0W = what it draws", sim::Power{0},
                sim::watts(100)),
          field("boot", &C::boot, "from power to its first frame, and its request", 0s, 1h),
          field("ups", &C::ups, "of a switch: it lasts so long after power_off; not at reboot", 0s,
                24h)};
}

inline sim::Fields<PowerPortConfig> fields(PowerPortConfig*) {
  using C = PowerPortConfig;
  using sim::field;
  return {field("mode", &C::mode, "who gets power there"),
          field("priority", &C::priority, "who loses it last"),
          field("limit", &C::limit, "of the port; 0W = its standard's", sim::Power{0},
                sim::watts(100))};
}

inline sim::Fields<PowerSourcingConfig> fields(PowerSourcingConfig*) {
  using C = PowerSourcingConfig;
  using sim::field;
  return {
      field("enabled", &C::enabled, "its ports give power"),
      field("budget", &C::budget, "of all ports together", sim::Power{0}, sim::watts(100'000)),
      field("standard", &C::standard, "what a port can give"),
      field("allocation", &C::allocation, "what of the budget a device takes"),
      field("guard_band", &C::guard_band,
            "allocation: use: so much must be left for one device more", sim::Power{0},
            sim::watts(100)),
      field("precedence", &C::precedence, "when the budget does not suffice"),
      field("refused", &C::refused, "a request for more than is left"),
      field("cut_by_err_disable", &C::cut_by_err_disable, "an err-disabled port gives no power"),
      field("boot", &C::boot, "from the switch's own power to its ports'", 0s, 1h),
      field("detection", &C::detection, "of what is plugged in, until it has power", 0s, 1min),
      field("stagger", &C::stagger, "from port to port after the switch's start", 0s, 1min),
      field("retry", &C::retry, "once power is free, until who was denied gets it", 1ms, 10min),
      field("overload", &C::overload, "who draws more than it may loses power after so long", 1ms,
            10min),
      field("fault_retry", &C::fault_retry, "after an overload, until it is tried again", 1ms,
            24h)};
}

}  // namespace models
