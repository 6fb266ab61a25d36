// AnnouncementConfig in a file: keys, meaning, bounds.
#pragma once

#include "models/protocol/l2/announcement.hpp"
#include "sim/schema/field.hpp"

namespace models {

inline sim::Fields<AnnouncementConfig> fields(AnnouncementConfig*) {
  using C = AnnouncementConfig;
  using sim::field;
  return {field("enabled", &C::enabled, "it tells a port's voice VLAN"),
          field("passes", &C::passes, "if not enabled: it floods what others say"),
          field("delay", &C::delay, "after a port's link came up, until it answers there", 0s, 1h)};
}

}  // namespace models
