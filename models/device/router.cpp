#include "models/device/router.hpp"

#include <algorithm>

namespace models {
namespace {

// Of several the first one's.
Ipv4 outside_address(const RouterConfig& config) {
  for (const auto& one : config.interfaces) {
    if (one.outside) return one.address.address;
  }
  return {};
}

std::vector<std::optional<Ipv4Interface>> networks(const RouterConfig& config) {
  std::vector<std::optional<Ipv4Interface>> networks;
  for (const auto& one : config.interfaces) networks.emplace_back(one.address);
  return networks;
}

// What it has come here for in vain. Hosts send by it while it is active: also where it knows that
// its way is gone, and that has not taken enough from its priority.
template <class FirstHops>
Setting no_way(const RouterConfig& config, const FirstHops& first_hops, std::size_t from) {
  for (const auto& [interface, group] : first_hops) {
    if (interface != from || !group.is_active() || !group.has_failures()) continue;
    return &group.config().decrement;
  }
  return &config.routing.routes;
}

// Switches still bring it what hosts send to an address that it had while it was on.
template <class FirstHops>
bool was_for_us(const FirstHops& first_hops, const IpInterface& in, std::size_t at,
                const Frame& frame) {
  return frame.ipv4() != nullptr && frame.vlan == in.vlan() &&
         std::ranges::any_of(first_hops, [&](const auto& hop) {
           return hop.interface == at && hop.group.was_active() &&
                  hop.group.virtual_mac() == frame.destination;
         });
}

}  // namespace

std::uint16_t Router::port_count(const Config& config) {
  std::uint16_t last = 0;
  for (const auto& interface : config.interfaces) last = std::max(last, interface.port);
  return static_cast<std::uint16_t>(last + 1);
}

Router::Router(const Config& config, const Installation& self)
    : config_(&config),
      id_(self.id),
      mac_(self.mac),
      seed_(sim::Random(self.seed, self.name, "proxy_arp").next()),
      routes_(config.routing, networks(config)),
      probes_(config.route_tracking, config.routing),
      is_down_(config.interfaces.size()),
      nat_(config.nat, outside_address(config), sim::Random(self.seed, self.name, "nat")),
      firewall_(config.firewall) {
  build_interfaces();
}

void Router::build_interfaces() {
  interfaces_.clear();
  proxies_.clear();
  for (std::size_t i = 0; i < config_->interfaces.size(); ++i) {
    const RouterInterfaceConfig& one = config_->interfaces[i];
    interfaces_.emplace_back(one.interface, id_, interface_mac(mac_, i), one.address, one.port);
    proxies_.emplace_back(config_->proxy_arp, interfaces_.back().mac(), one.address,
                          sim::Random(seed_ + i, "interface", ""));
  }
  build_first_hops();
  index_interfaces();
}

void Router::index_interfaces() {
  by_place_ = decltype(by_place_)(interfaces_.size());
  by_address_ = decltype(by_address_)(interfaces_.size());
  for (std::size_t i = 0; i < interfaces_.size(); ++i) {
    const std::uint32_t at = place(interfaces_[i].port(), interfaces_[i].vlan());
    if (by_place_.find(at) == nullptr) by_place_.insert(at, i);  // of several the first
    by_address_.insert(interfaces_[i].address(), i);
  }
}

void Router::start(Time now, Outbox& out) {
  if (std::exchange(on_, true)) return;
  out.link_came_up = true;
  for (IpInterface& interface : interfaces_) interface.came_up(now, out);
  probes_.begin(now);
  start_first_hops(FhrpStart::reload, now, out);
  soonest_ = std::min(soonest_, probes_.deadline());
  arm(out);
}

void Router::stop(Time now, Outbox& out) {
  if (!on_) return;
  on_ = false;
  for (IpInterface& interface : interfaces_) interface.stop(now, out);
  for (ProxyArp& proxy : proxies_) proxy.clear();
  nat_.clear();
  firewall_.clear();
  routes_.clear();
  probes_.stop();
  for (FirstHop& hop : first_hops_) hop.group.stop();
  alarm_.clear();
}

void Router::clear_arp() {
  for (IpInterface& interface : interfaces_) interface.clear_arp();
}

void Router::clear_nat() {
  nat_.clear();
  firewall_.clear();
}

// A provider's new address. Who waited for ARP under the old one is lost.
void Router::reconfigured(Time now, Outbox& out) {
  ENSURE(interfaces_.size() == config_->interfaces.size());  // and so their configs are in place
  bool same = true;
  for (std::size_t i = 0; i < interfaces_.size(); ++i) {
    same = same && interfaces_[i].prefix() == config_->interfaces[i].address;
  }
  if (on_) probes_.reconfigured(now);
  std::vector<Ipv4> gone;
  for (std::size_t i = 0; i < interfaces_.size(); ++i) {
    const Ipv4 former = interfaces_[i].address();
    if (former != config_->interfaces[i].address.address) gone.push_back(former);
  }
  if (same) {
    index_interfaces();  // by other tags
  } else {
    for (IpInterface& interface : interfaces_) interface.stop(now, out);
    build_interfaces();
    for (IpInterface& interface : interfaces_) {
      if (on_) interface.came_up(now, out);
    }
    if (on_) start_first_hops(FhrpStart::link, now, out);
    routes_ = RoutingTable(config_->routing, networks(*config_));
  }
  for (const Ipv4 former : gone) nat_.address_gone(former);
  if (nat_.address() != outside_address(*config_)) nat_.address_changed(outside_address(*config_));
  for (std::size_t i = 0; i < interfaces_.size(); ++i) follow_link(i, now, out);
  for (int i = 0; i < static_cast<int>(config_->routing.routes.size()); ++i) {
    routes_.set_alive(i, probes_.is_alive(i));
  }
  if (on_) reconfigure_first_hops(now, out);
  soonest_ = std::min(soonest_, probes_.deadline());
  arm(out);
}

IpInterface& Router::interface_for(std::uint16_t port, const Frame& frame) {
  if (const std::size_t* i = by_place_.find(place(port, frame.vlan))) return interfaces_[*i];
  const auto first = std::ranges::find(interfaces_, port, &IpInterface::port);
  ENSURE(first != interfaces_.end());  // nothing can be plugged in where no interface is
  return *first;
}

bool Router::is_own(Ipv4 address) const {
  if (by_address_.find(address) != nullptr) return true;
  return !first_hops_.empty() && has_first_hop(address);
}

bool Router::is_outside(Ipv4 own) const {
  const std::size_t* const i = by_address_.find(own);
  return i != nullptr && config_->interfaces[*i].outside;
}

bool Router::is_inside(Ipv4 address) const {
  for (std::size_t i = 0; i < interfaces_.size(); ++i) {
    if (!config_->interfaces[i].outside && interfaces_[i].prefix().contains(address)) return true;
  }
  return false;
}

void Router::receive(std::uint16_t port, FrameId id, Time now, Outbox& out) {
  IpInterface& interface = interface_for(port, out.frames[id]);
  const auto from = static_cast<std::size_t>(&interface - interfaces_.data());
  if (!on_) {
    if (!was_for_us(first_hops_, interface, from, out.frames[id])) {
      return interface.receive_while_off(id, now, out);
    }
    return drop(id, Fate::device_down, {.act = Act::power}, now, out);
  }
  if (!first_hops_.empty() && meets_first_hop(id, from, now, out)) return arm(out);
  offer_to_proxy(from, id, now, out);
  if (const Ipv4Packet* packet = interface.receive(id, now, out)) {
    const bool from_outside = config_->interfaces[from].outside;
    if (packet->fragment != 0 && !takes_fragments(id, now, out)) {
      // it has met its fate
    } else if (const DhcpMessage* dhcp = relayable(*packet)) {
      relay(id, *dhcp, from, now, out);
    } else if (out.frames[id].destination == sim::broadcast_mac) {
      out.end(id, Fate::not_for_me);  // RFC 1812 5.3.4: not forwarded
    } else if (from_outside && is_outside(packet->destination)) {
      if (translate_in(id, now, out)) forward(id, from, now, out);
    } else if (is_own(packet->destination)) {
      deliver(id, now, out);
    } else if (from_outside && is_for_former_address(*packet, now)) {
      drop(id, Fate::nat_former_address, {.setting = &config_->nat.resets_on_address_change}, now,
           out);
    } else if (from_outside && is_inside(packet->destination)) {
      drop(id, Fate::not_forwarded, {.setting = &config_->routing.routes}, now, out);
    } else {
      forward(id, from, now, out);
    }
  }
  touched(from);
  arm(out);
}

// RFC 1812 5.2.1; `from`: the interface that it came in by.
void Router::forward(FrameId id, std::size_t from, Time now, Outbox& out) {
  Ipv4Packet& packet = std::get<Ipv4Packet>(out.frames[id].payload);
  interfaces_[from].fetch(packet.source);  // who asks is answered
  if (packet.ttl <= 1) {
    const Ipv4Packet expired = packet;
    drop(id, Fate::ttl_expired, {.setting = &config_->routing.routes}, now, out);
    return complain(IcmpType::time_exceeded, 0, expired, now, out);
  }
  const RouteLookup hop = routes_.lookup(packet.destination, now);
  if (!hop.found) {
    const Ipv4Packet lost = packet;
    drop(id, Fate::no_route, {.setting = no_way(*config_, first_hops_, from)}, now, out);
    return complain(IcmpType::unreachable, 0, lost, now, out);
  }
  if (config_->is_firewall && !permits(id, from, static_cast<std::size_t>(hop.interface), now, out))
    return;
  const auto to = static_cast<std::size_t>(hop.interface);
  IpInterface& egress = interfaces_[to];
  const bool detour = from == to && egress.prefix().contains(packet.source);
  // Before the packet itself, as Linux does ([linux-ip]); not for what the firewall has denied.
  // RFC 2281 3: not where hosts must not learn of single routers.
  if (detour && config_->sends_redirects && !shares_first_hop(to))
    redirect(packet, hop.next_hop, now, out);
  if ((config_->interfaces[from].mss_clamp | config_->interfaces[to].mss_clamp) != 0) {
    clamp_mss(packet, from, to);
  }
  if (largest_of(packet) > egress.mtu() && !fits(id, to, now, out)) return;
  --packet.ttl;
  const bool leaves = config_->interfaces[to].outside && !config_->interfaces[from].outside;
  if (leaves && !translate_out(id, to, now, out)) return;
  egress.transmit(id, hop.next_hop, now, out);
  touched(to);
}

// A packet of the router's own, or made of that origin's; `source` is filled in here unless it is
// given.
void Router::send(Ipv4Packet packet, Time now, Outbox& out, NodeId origin) {
  const RouteLookup hop = routes_.lookup(packet.destination, now);
  IpInterface& egress = interfaces_[static_cast<std::size_t>(hop.interface)];
  if (packet.source == Ipv4{}) packet.source = egress.address();
  const FrameId id = egress.make(packet, out);
  if (out.out_of_frames) return;
  if (origin != sim::no_node) out.frames[id].origin = origin;
  if (!hop.found) return drop(id, Fate::no_route, {.setting = &config_->routing.routes}, now, out);
  egress.transmit(id, hop.next_hop, now, out);
  touched(static_cast<std::size_t>(hop.interface));
}

void Router::drop(FrameId id, Fate fate, const Cause& cause, Time now, Outbox& out) {
  out.drop(id, fate, 0, cause, now);
}

void Router::wake(std::uint32_t index, Time at, Outbox& out) {
  if (!on_ || (index != power_on && !alarm_.rings(at))) return;
  if (index == power_on) start_first_hops(FhrpStart::settled, at, out);
  for (IpInterface& interface : interfaces_) interface.wake(at, out);
  report_unreached(at, out);
  for (std::size_t i = 0; i < proxies_.size(); ++i) {
    while (at >= proxies_[i].deadline()) {
      ProxyArpActions actions;
      proxies_[i].wake(at, actions);
      carry_out(actions, i, out);
    }
    touched(i);
  }
  while (at >= probes_.deadline()) {
    RouteProbeActions actions;
    probes_.wake(at, actions);
    carry_out(actions, at, out);
  }
  soonest_ = std::min(soonest_, probes_.deadline());
  if (!first_hops_.empty()) wake_first_hops(at, out);
  arm(out);
}

void Router::touched(std::size_t interface) {
  soonest_ =
      std::min({soonest_, interfaces_[interface].deadline(), proxies_[interface].deadline()});
}

// The other interfaces' deadlines are as they were, and the alarm knows them.
void Router::arm(Outbox& out) { alarm_.set(std::exchange(soonest_, never), 0, out); }

}  // namespace models
