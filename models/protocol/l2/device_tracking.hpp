// IP device tracking: a switch asks the hosts at its ports by ARP whether they are still there
// ([cisco-116529], [dell-ipdt]). From 0.0.0.0, as a probe of RFC 5227: who is just checking that
// address takes it for another host's. Left out: the states of IOS-XE's SISF.
#pragma once

#include <vector>

#include "models/protocol/l2/host_bindings.hpp"
#include "sim/base/static_vector.hpp"

namespace models {

struct DeviceTrackingConfig {
  bool enabled = false;
  PortSet ports{};
  Duration interval{30s};    // between probes, and after each ARP of the host: [cisco-116529]
  int count = 3;             // unanswered ones: then it is inactive
  Duration delay{};          // no probe so long after the port's link came up: probe delay
  Duration first_probe{1s};  // from the ACK that made a host known; assumed: [dell-ipdt] spreads
                             // them from 1 s to the interval
  Ipv4 source{};             // of the probes; 0.0.0.0: none. use-svi: the switch's own address
  int capacity = 4096;       // hosts; assumed
};

struct TrackingProbe {
  MacKey host;
  Ipv4 address;
  std::uint16_t port = 0;
};
using TrackingActions = sim::StaticVector<TrackingProbe, 8>;

class DeviceTracking {
 public:
  DeviceTracking(const DeviceTrackingConfig& config, std::uint16_t ports);

  void granted(MacKey host, Ipv4 address, std::uint16_t port, Time now);  // an ACK passes
  void heard(MacKey host, Ipv4 address, std::uint16_t port, Time now);    // ARP from it
  void released(MacKey host);
  void link_came_up(std::uint16_t port, Time now);
  void link_lost(std::uint16_t port);
  void power_off();
  // At most as many probes as there is room for: the others' time has come, and wakes us again.
  void wake(Time now, TrackingActions& out);
  Time deadline() const { return next_; }

 private:
  struct Entry {
    MacKey host;
    Ipv4 address;
    Time probe_at = never;  // never: it is inactive, or its link is down
    std::uint16_t port = 0;
    int unanswered = 0;
  };
  Entry* entry(MacKey host);
  Entry* add(MacKey host);
  Time earliest(std::uint16_t port, Time wanted) const;
  void set(Entry& entry, Time probe_at);

  sim::Beside<const DeviceTrackingConfig> config_;
  std::vector<Entry> entries_;  // in order of the hosts
  std::vector<Time> up_since_;  // by port
  Time next_ = never;           // not later than the first of them
};

}  // namespace models
