// Static routes that are in force only while an address answers pings over them: RouterOS'
// check-gateway ([mikrotik-manual]), IOS' track with IP SLA. Left out: probes by ARP or TCP,
// thresholds of loss and delay.
#pragma once

#include <variant>
#include <vector>

#include "models/protocol/ip/routing_table.hpp"
#include "sim/base/static_vector.hpp"

namespace models {

struct RouteProbeConfig {
  Duration every = 10s;  // RouterOS: a ping every 10 s,
  int failures = 2;      // dead after two without an answer, alive with the first one
};

struct RouteProbeSend {
  int route;
  Ipv4 to;
  std::uint16_t sequence;
};
struct RouteProbeChanged {
  int route;
  bool alive;
};
using RouteProbeActions = sim::StaticVector<std::variant<RouteProbeSend, RouteProbeChanged>, 2>;

class RouteProbes {
 public:
  // Of the routes that have a `track`; each is taken for alive at first.
  RouteProbes(const RouteProbeConfig& config, const RoutingConfig& routing)
      : config_(&config), routing_(&routing) {
    begin(Time{});
  }

  void begin(Time now);                         // switched on
  void reconfigured(Time now);                  // begins anew if other addresses are tracked
  void wake(Time now, RouteProbeActions& out);  // one probe; the others wake us again
  void answered(int route, std::uint16_t sequence, RouteProbeActions& out);
  void stop() { probes_.clear(); }

  bool is_alive(int route) const;
  Time deadline() const;

 private:
  struct Probe {
    int route = 0;
    Ipv4 to{};
    int unanswered = 0;
    Time next{};
    std::uint16_t sequence = 0;
    bool is_awaited = false;
    bool is_alive = true;
  };

  sim::Beside<const RouteProbeConfig> config_;
  sim::Beside<const RoutingConfig> routing_;
  std::vector<Probe> probes_;
};

}  // namespace models
