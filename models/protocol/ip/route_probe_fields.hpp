// RouteProbeConfig in a file: keys, meaning, bounds.
#pragma once

#include "models/protocol/ip/route_probe.hpp"
#include "sim/schema/field.hpp"

namespace models {

inline sim::Fields<RouteProbeConfig> fields(RouteProbeConfig*) {
  using C = RouteProbeConfig;
  using sim::field;
  return {field("every", &C::every, "between pings over a route that has track", 100ms, 1h),
          field("failures", &C::failures, "so many without an answer: it is not in force", 1, 100)};
}

}  // namespace models
