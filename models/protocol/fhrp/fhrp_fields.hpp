// HsrpConfig and VrrpConfig in a file: keys, meaning, bounds.
#pragma once

#include "models/protocol/fhrp/fhrp_group.hpp"
#include "sim/schema/field.hpp"

namespace models {

inline sim::Fields<FhrpConfig> fields(FhrpConfig*) {
  using C = FhrpConfig;
  using sim::field;
  return {
      field("group", &C::group,
            "its number: HSRP version 1 up to 255, version 2 up to 4095, VRRP "
            "1 to 255",
            0, 4095),
      sim::required("address", &C::address, "the virtual one: the hosts' gateway"),
      field("enabled", &C::enabled, "takes part; switched off it says so: Resign, priority 0"),
      field("priority", &C::priority, "the highest is active; VRRP 255: owns the address", 1, 255),
      field("preempt_delay", &C::preempt_delay,
            "not before its interface has been up for so long (IOS: delay minimum)", 0s, 3600s),
      field("preempt_delay_reload", &C::preempt_delay_reload,
            "the same after it was switched on; the longer one counts (IOS: delay reload)", 0s,
            3600s),
      field("track", &C::track, "its interfaces, by number, whose links count", 1, 64),
      field("track_routes", &C::track_routes, "routes with track, by number, that count", 1, 4096),
      field("decrement", &C::decrement, "each tracked one that is down takes so much away", 0, 255),
      field("use_bia", &C::use_bia, "no virtual MAC, the interface's own"),
      field("virtual_source", &C::virtual_source,
            "the active one's hellos come from the virtual MAC, and teach switches"),
      field("announces", &C::announces, "gratuitous ARPs of who becomes active", 0, 60),
      field("announce_interval", &C::announce_interval, "between them", 100ms, 60s)};
}

inline sim::Fields<HsrpConfig> fields(HsrpConfig*) {
  using C = HsrpConfig;
  using sim::field;
  return {
      {field("version", &C::version, "1 or 2; they do not understand each other", 1, 2),
       field("hello", &C::hello, "between hellos; who is active tells the others his", 15ms, 254s),
       field("hold", &C::hold, "silence after which the next one takes over", 50ms, 255s),
       field("preempt", &C::preempt, "a higher priority takes over from who is active"),
       field("password", &C::password, "another one's hellos are refused; 8 characters")},
      sim::fields_of<FhrpConfig>()};
}

inline sim::Fields<VrrpConfig> fields(VrrpConfig*) {
  using C = VrrpConfig;
  using sim::field;
  return {{field("version", &C::version, "2 (RFC 3768) or 3 (RFC 5798)", 2, 3),
           field("interval", &C::interval, "between advertisements; three are awaited", 10ms, 255s),
           field("preempt", &C::preempt, "a higher priority takes over from the master"),
           field("learns_interval", &C::learns_interval,
                 "version 2: another interval is followed, not refused (IOS: timers learn)"),
           field("password", &C::password, "version 2: another one's are refused")},
          sim::fields_of<FhrpConfig>()};
}

}  // namespace models
