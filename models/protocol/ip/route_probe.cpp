#include "models/protocol/ip/route_probe.hpp"

#include <algorithm>
#include <utility>

namespace models {

void RouteProbes::begin(Time now) {
  probes_.clear();
  for (int i = 0; i < static_cast<int>(routing_->routes.size()); ++i) {
    const auto& to = routing_->routes[static_cast<std::size_t>(i)].track;
    if (to) probes_.push_back({.route = i, .to = *to, .next = now});
  }
}

void RouteProbes::reconfigured(Time now) {
  std::size_t same = 0;
  for (int i = 0; i < static_cast<int>(routing_->routes.size()); ++i) {
    const auto& to = routing_->routes[static_cast<std::size_t>(i)].track;
    if (!to) continue;
    const bool is_known =
        same < probes_.size() && probes_[same].route == i && probes_[same].to == *to;
    if (!is_known) return begin(now);
    ++same;
  }
  if (same != probes_.size()) begin(now);
}

void RouteProbes::wake(Time now, RouteProbeActions& out) {
  const auto probe = std::ranges::find_if(probes_, [&](const Probe& p) { return p.next <= now; });
  if (probe == probes_.end()) return;
  probe->next = after(now, config_->every);
  if (probe->is_awaited && ++probe->unanswered >= config_->failures && probe->is_alive) {
    probe->is_alive = false;
    out.push_back(RouteProbeChanged{probe->route, false});
  }
  probe->is_awaited = true;
  out.push_back(RouteProbeSend{probe->route, probe->to, ++probe->sequence});
}

void RouteProbes::answered(int route, std::uint16_t sequence, RouteProbeActions& out) {
  const auto probe = std::ranges::find(probes_, route, &Probe::route);
  if (probe == probes_.end() || probe->sequence != sequence) return;
  probe->is_awaited = false;
  probe->unanswered = 0;
  if (std::exchange(probe->is_alive, true)) return;
  out.push_back(RouteProbeChanged{route, true});
}

bool RouteProbes::is_alive(int route) const {
  const auto probe = std::ranges::find(probes_, route, &Probe::route);
  return probe == probes_.end() || probe->is_alive;
}

Time RouteProbes::deadline() const {
  Time earliest = never;
  for (const Probe& probe : probes_) earliest = std::min(earliest, probe.next);
  return earliest;
}

}  // namespace models
