// What a switch does with CDP and LLDP ([cdp-format], [ieee-802-1ab] 7.1, [ansi-tia-1057] 11.2.1):
// it answers a phone that asks. What it says by itself, every 60 or 30 s, changes nothing that a
// phone's own questions do not: left out.
#pragma once

#include "models/wire/names.hpp"

namespace models {

struct AnnouncementConfig {
  bool enabled = false;  // it tells a port's voice VLAN
  bool passes = true;    // not enabled: it floods them, as unmanaged switches do (assumed)
  Duration delay = 0s;   // after a port's link came up, until it answers there

  constexpr bool answers(Duration up) const { return enabled && up >= delay; }
};

}  // namespace models
