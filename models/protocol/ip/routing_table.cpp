#include "models/protocol/ip/routing_table.hpp"

#include <algorithm>
#include <bit>

namespace models {

RoutingTable::RoutingTable(const RoutingConfig& config,
                           std::vector<std::optional<Ipv4Interface>> interfaces)
    : config_(&config), interfaces_(std::move(interfaces)) {
  connect();
}

// Of equal networks the first interface's counts.
void RoutingTable::connect() {
  networks_ = Networks(interfaces_.size());
  lengths_ = 0;
  for (int i = 0; i < static_cast<int>(interfaces_.size()); ++i) {
    const auto& one = interfaces_[static_cast<std::size_t>(i)];
    if (!one) continue;
    if (networks_.find(key(*one)) == nullptr) networks_.insert(key(*one), i);
    lengths_ |= std::uint64_t{1} << one->prefix_length;
  }
}

const int* RoutingTable::connected(Ipv4 destination) const {
  for (std::uint64_t left = lengths_; left != 0;) {
    const auto length = static_cast<std::uint8_t>(std::bit_width(left) - 1);
    if (const int* interface = networks_.find(key({destination, length}))) return interface;
    left ^= std::uint64_t{1} << length;
  }
  return nullptr;
}

RouteLookup RoutingTable::lookup(Ipv4 destination, Time now) const {
  RouteLookup result = by_prefix(destination);
  for (const Redirected& r : redirects_) {
    // Only as long as the destination would still go to the gateway that sent the redirect.
    if (r.destination != destination || r.from != result.next_hop) continue;
    if (r.interface != result.interface || now >= r.until) continue;
    result.kind = RouteKind::redirect;
    result.next_hop = r.gateway;
    break;
  }
  return result;
}

// RFC 1812 5.2.4.3 (2): the longest prefix; then the lower distance, then the first.
RouteLookup RoutingTable::by_prefix(Ipv4 destination) const {
  RouteLookup best;
  const int* const on_link = connected(destination);
  const int connected_length =
      on_link != nullptr ? interfaces_[static_cast<std::size_t>(*on_link)]->prefix_length : -1;
  const int index = best_route(destination, connected_length);
  if (index >= 0) {
    const Route& route = config_->routes[static_cast<std::size_t>(index)];
    best.kind = RouteKind::static_route;
    best.interface = *interface_of(route);
    best.next_hop = route.gateway.value_or(destination);
  } else if (on_link != nullptr) {
    best.interface = *on_link;
    best.next_hop = destination;
  }
  best.found = index >= 0 || on_link != nullptr;
  best.index = index;
  return best;
}

// The static route that beats a connected network of that prefix length; -1: none does.
int RoutingTable::best_route(Ipv4 destination, int connected_length) const {
  int best = -1;
  int longest = connected_length;
  int nearest = 0;
  for (int i = 0; i < static_cast<int>(config_->routes.size()); ++i) {
    const Route& route = config_->routes[static_cast<std::size_t>(i)];
    const int length = route.destination.prefix_length;
    if (length < longest || (length == longest && route.distance >= nearest)) continue;
    if (!route.destination.contains(destination) || !interface_of(route)) continue;
    if (!dead_.empty() && std::ranges::find(dead_, i) != dead_.end()) continue;
    best = i;
    longest = length;
    nearest = route.distance;
  }
  return best;
}

// None: the route is not in force.
std::optional<int> RoutingTable::interface_of(const Route& route) const {
  if (route.interface) return address(*route.interface) ? route.interface : std::nullopt;
  const int* interface = route.gateway ? connected(*route.gateway) : nullptr;
  return interface != nullptr ? std::optional(*interface) : std::nullopt;
}

RedirectRefusal RoutingTable::receive(const Redirect& redirect, Time now) {
  if (!config_->accept_redirects) return RedirectRefusal::not_accepted;
  // RFC 1122 3.2.2.2: from the first hop that is in use, to a gateway on the same network.
  const RouteLookup used = lookup(redirect.destination, now);
  if (!used.found || used.next_hop != redirect.from || used.interface != redirect.interface) {
    return RedirectRefusal::not_from_first_hop;
  }
  const auto own = address(redirect.interface);
  if (!own || !own->contains(redirect.gateway) || own->address == redirect.gateway ||
      redirect.gateway == redirect.from) {
    return RedirectRefusal::gateway_unusable;
  }
  Redirected taken{redirect, after(now, config_->redirect_lifetime)};
  taken.from = by_prefix(redirect.destination).next_hop;  // a redirect by a redirect's gateway, too
  const auto same = std::ranges::find(redirects_, redirect.destination, &Redirected::destination);
  if (same != redirects_.end()) {
    *same = taken;
  } else if (redirects_.size() < static_cast<std::size_t>(config_->redirect_capacity)) {
    redirects_.push_back(taken);
  } else if (!redirects_.empty()) {
    *std::ranges::min_element(redirects_, {}, &Redirected::until) = taken;
  }
  return RedirectRefusal::none;
}

void RoutingTable::gateway_failed(Ipv4 gateway) {
  std::erase_if(redirects_, [&](const Redirected& r) { return r.gateway == gateway; });
}

void RoutingTable::set_alive(int route, bool alive) {
  std::erase(dead_, route);
  if (!alive) dead_.push_back(route);
}

void RoutingTable::interface_changed(int interface, std::optional<Ipv4Interface> address) {
  interfaces_.at(static_cast<std::size_t>(interface)) = address;
  connect();
  std::erase_if(redirects_, [&](const Redirected& r) { return r.interface == interface; });
}

std::optional<Ipv4Interface> RoutingTable::address(int interface) const {
  if (interface < 0 || interface >= static_cast<int>(interfaces_.size())) return std::nullopt;
  return interfaces_[static_cast<std::size_t>(interface)];
}

}  // namespace models
