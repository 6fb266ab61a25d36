// DeviceTrackingConfig in a file: keys, meaning, bounds. Its ports are the switch's.
#pragma once

#include "models/protocol/l2/device_tracking.hpp"
#include "sim/schema/field.hpp"

namespace models {

inline sim::Fields<DeviceTrackingConfig> fields(DeviceTrackingConfig*) {
  using C = DeviceTrackingConfig;
  using sim::field;
  return {field("enabled", &C::enabled, "ip device tracking"),
          field("interval", &C::interval, "between probes of a host", 1s, 24h),
          field("count", &C::count, "unanswered ones until it is inactive", 1, 255),
          field("delay", &C::delay, "no probe so long after a port's link came up", 0s, 255s),
          field("first_probe", &C::first_probe, "from the ACK that makes a host known", 0s, 300s),
          field("source", &C::source, "of the probes; 0.0.0.0, or the switch's own (use-svi)"),
          field("capacity", &C::capacity, "hosts; beyond it none is tracked", 1, 1'000'000)};
}

}  // namespace models
