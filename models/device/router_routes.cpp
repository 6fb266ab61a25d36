// Which of a router's routes are in force: links that go down, addresses that no longer answer.
#include "models/device/router.hpp"

namespace models {
namespace {

// Pings of its own: from the highest identifier down, by route.
constexpr std::uint16_t probe_identifier = 0xffff;

}  // namespace

void Router::link_changed(std::uint16_t port, bool up, Time now, Outbox& out) {
  for (std::size_t i = 0; i < interfaces_.size(); ++i) {
    if (interfaces_[i].port() != port) continue;
    is_down_[i] = !up;
    follow_link(i, now, out);
    if (!first_hops_.empty()) follow_link_with_first_hops(i, now, out);
  }
}

// What waits for ARP there is lost, and what has been learned.
void Router::follow_link(std::size_t i, Time now, Outbox& out) {
  const bool is_gone = is_down_[i] && config_->routes_follow_link;
  const auto number = static_cast<int>(i);
  if (is_gone == !routes_.address(number)) return;
  routes_.interface_changed(number,
                            is_gone ? std::nullopt : std::optional(config_->interfaces[i].address));
  if (!is_gone) return;
  interfaces_[i].link_down(now, out);
  if (config_->interfaces[i].outside) nat_.address_gone(interfaces_[i].address());
}

void Router::carry_out(const RouteProbeActions& actions, Time now, Outbox& out) {
  for (const auto& action : actions) {
    if (const auto* changed = std::get_if<RouteProbeChanged>(&action)) {
      routes_.set_alive(changed->route, changed->alive);
      follow_tracks();
      continue;
    }
    const auto& probe = std::get<RouteProbeSend>(action);
    const auto way = routes_.way_of(probe.route);
    if (!way) continue;  // its link is down: it stays unanswered
    const Route& route = config_->routing.routes[static_cast<std::size_t>(probe.route)];
    const auto to = static_cast<std::size_t>(*way);
    const IcmpMessage ping{.type = IcmpType::echo,
                           .identifier = static_cast<std::uint16_t>(probe_identifier - probe.route),
                           .sequence = probe.sequence};
    const FrameId id = interfaces_[to].make(ping, probe.to, out);
    if (out.out_of_frames) return;
    interfaces_[to].transmit(id, route.gateway.value_or(probe.to), now, out);
    touched(to);
  }
}

void Router::ping_answered(const IcmpMessage& reply, Time now, Outbox& out) {
  RouteProbeActions actions;
  probes_.answered(probe_identifier - reply.identifier, reply.sequence, actions);
  carry_out(actions, now, out);
}

}  // namespace models
