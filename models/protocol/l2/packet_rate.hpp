// How many packets of a kind a port may send in an interval: `ip arp inspection limit rate`, `ip
// dhcp snooping limit rate` ([catalyst-4500-dai]). Assumed: an interval begins with its first
// packet; IOS looks at its counters once in an interval.
#pragma once

#include "models/wire/names.hpp"

namespace models {

class PacketRate {
 public:
  // One more; true: it is one too many. 0: any number.
  bool exceeds(int rate, Duration interval, Time now) {
    if (rate == 0) return false;
    if (now >= end_) {
      end_ = now + interval;
      count_ = 0;
    }
    return ++count_ > rate;
  }
  void clear() { end_ = Time::min(); }

 private:
  Time end_ = Time::min();
  int count_ = 0;
};

// What happens to the port then.
struct RateLimitConfig {
  int rate = 0;                      // packets in the interval; 0: any
  Duration burst_interval{1s};       // [catalyst-4500-dai]
  bool errdisable_recovery = false;  // [catalyst-4500-dai]: off by default
  Duration errdisable_interval{300s};
};

}  // namespace models
