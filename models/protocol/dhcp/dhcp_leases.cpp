#include "models/protocol/dhcp/dhcp_leases.hpp"

#include <algorithm>

namespace models {

using enum DhcpBinding::State;

namespace {

constexpr std::size_t unlimited = std::size_t{1} << 40U;  // the pools limit
// dnsmasq, dhcp.c: the SDBM hash of the six octets.
constexpr std::uint32_t sdbm(Mac mac) {
  std::uint32_t hash = 0;
  for (int shift = 40; shift >= 0; shift -= 8) {
    const auto octet = static_cast<std::uint32_t>(mac.value >> shift & 0xffU);
    hash = octet + (hash << 6U) + (hash << 16U) - hash;
  }
  return hash == 0 ? 1 : hash;
}

}  // namespace

DhcpLeases::DhcpLeases(const DhcpServerConfig& config)
    : config_(&config), bindings_(sim::first_room), clients_(sim::first_room) {
  dealers_.reserve(config.scopes.size());
}

DhcpStanding DhcpLeases::standing(Ipv4 address, Mac mac, Time now) const {
  const DhcpBinding* b = find(address);
  if (b == nullptr) return DhcpStanding::free;
  if (now < b->offered_until) {
    return b->offered_to == mac ? DhcpStanding::own : DhcpStanding::anothers;
  }
  switch (b->state) {
    case free: return DhcpStanding::free;
    case leased:
      if (now >= end_of(*b)) return DhcpStanding::free;
      return b->mac == mac ? DhcpStanding::own : DhcpStanding::anothers;
    case kept_out: return now < b->until ? DhcpStanding::kept_out : DhcpStanding::free;
  }
  return DhcpStanding::free;
}

std::optional<Ipv4> DhcpLeases::last_address(Mac mac, const DhcpScope& scope) const {
  const Ipv4* address = clients_.find({mac, scope.network.network()});
  return address == nullptr ? std::nullopt : std::optional(*address);
}

bool DhcpLeases::has_other(Ipv4 address, Mac mac, const DhcpScope& scope, Time now) const {
  const auto last = last_address(mac, scope);
  if (!last || *last == address) return false;
  const DhcpBinding* b = find(*last);
  return b != nullptr && b->state == leased && b->mac == mac && now < end_of(*b);
}

std::optional<Ipv4> DhcpLeases::choose(Mac mac, const DhcpScope& scope, Time now) {
  const std::uint32_t size = scope.pool.size();
  if (size == 0) return std::nullopt;
  if (config_->choice == DhcpChoice::least_recently_used)
    return least_recently_used(mac, scope, now);
  const std::uint32_t from = start(mac, scope);
  for (std::uint32_t i = 0; i < size; ++i) {
    const Ipv4 address{scope.pool.first.value + (from % size + i) % size};
    if (!is_free_for(address, mac, scope, now)) continue;
    dealer(scope).last = address;
    return address;
  }
  return std::nullopt;
}

// The offset in the pool where the search begins.
std::uint32_t DhcpLeases::start(Mac mac, const DhcpScope& scope) {
  const Dealer& d = dealer(scope);
  switch (config_->choice) {
    case DhcpChoice::lowest:
    case DhcpChoice::least_recently_used: return 0;
    case DhcpChoice::next:
      return scope.pool.contains(d.last) ? d.last.value - scope.pool.first.value + 1 : 0;
    case DhcpChoice::mac_hash: return (sdbm(mac) + d.epoch) % scope.pool.size();
  }
  return 0;
}

bool DhcpLeases::is_free_for(Ipv4 address, Mac mac, const DhcpScope& scope, Time now) const {
  if (!scope.deals(address) || scope.keeps_from(mac, address)) return false;
  const DhcpStanding s = standing(address, mac, now);
  return s == DhcpStanding::free || s == DhcpStanding::own;
}

// One that was never used, if there is any.
std::optional<Ipv4> DhcpLeases::least_recently_used(Mac mac, const DhcpScope& scope,
                                                    Time now) const {
  std::optional<Ipv4> oldest;
  Time since{};
  for (std::uint32_t i = 0; i < scope.pool.size(); ++i) {
    const Ipv4 address{scope.pool.first.value + i};
    if (!is_free_for(address, mac, scope, now)) continue;
    const DhcpBinding* b = find(address);
    if (b == nullptr || !b->heard) return address;
    if (!oldest || *b->heard < since) {
      oldest = address;
      since = *b->heard;
    }
  }
  return oldest;
}

std::optional<Ipv4> DhcpLeases::reclaim(const DhcpScope& scope, Time now) {
  std::optional<Ipv4> first;
  Time until{};
  for (std::uint32_t i = 0; i < scope.pool.size(); ++i) {
    const Ipv4 address{scope.pool.first.value + i};
    const DhcpBinding* b = find(address);
    if (b == nullptr || !scope.deals(address) || b->state != kept_out) continue;
    if (now < b->offered_until || (first && until <= b->until)) continue;
    first = address;
    until = b->until;
  }
  if (first) release(*first);
  return first;
}

void DhcpLeases::offer(Ipv4 address, Mac mac, const DhcpScope& scope, Time until) {
  DhcpBinding& b = binding(address);
  if (b.offered_to != mac && b.offered_to != b.mac) forget(b.offered_to, address, scope);
  b.offered_to = mac;
  b.offered_until = until;
  name(mac, address, scope);
}

void DhcpLeases::grant(Ipv4 address, Mac mac, const DhcpScope& scope, Time until, Time now) {
  if (const auto last = last_address(mac, scope); last && *last != address) {
    DhcpBinding& other = binding(*last);  // one address for a client, in each subnet
    if (other.offered_to == mac) other.offered_until = {};
    if (other.state == leased && other.mac == mac) other.state = free;
  }
  DhcpBinding& b = binding(address);
  if (b.mac != mac) forget(b.mac, address, scope);
  if (b.offered_to != mac) forget(b.offered_to, address, scope);
  b = {.mac = mac,
       .offered_to = mac,
       .until = until,
       .offered_until = {},
       .heard = now,
       .state = leased,
       .was_leased = true};
  name(mac, address, scope);
}

void DhcpLeases::keep_out(Ipv4 address, const DhcpScope& scope, Time until) {
  DhcpBinding& b = binding(address);
  b.state = kept_out;
  b.until = until;
  b.offered_until = {};
  ++dealer(scope).epoch;
}

Time DhcpLeases::end_of(const DhcpBinding& b) const { return after(b.until, config_->lease_grace); }

std::optional<Ipv4> DhcpLeases::first_to_end() const {
  std::optional<Ipv4> first;
  Time end = never;
  for (const DhcpScope& scope : config_->scopes) {
    for (std::uint32_t i = 0; i < scope.pool.size(); ++i) {
      const Ipv4 address{scope.pool.first.value + i};
      const DhcpBinding* b = find(address);
      if (b == nullptr || b->state != leased || end_of(*b) >= end) continue;
      first = address;
      end = end_of(*b);
    }
  }
  return first;
}

DhcpBinding& DhcpLeases::binding(Ipv4 address) {
  if (DhcpBinding* known = bindings_.find(address)) return *known;
  make_room(bindings_, unlimited);
  return *bindings_.insert(address, {});
}

DhcpLeases::Dealer& DhcpLeases::dealer(const DhcpScope& scope) {
  const Ipv4 network = scope.network.network();
  const auto d = std::ranges::find(dealers_, network, &Dealer::network);
  return d != dealers_.end() ? *d : dealers_.emplace_back(Dealer{.network = network});
}

void DhcpLeases::forget(Mac mac, Ipv4 address, const DhcpScope& scope) {
  const Client client{mac, scope.network.network()};
  const Ipv4* last = clients_.find(client);
  if (last != nullptr && *last == address) clients_.erase(client);
}

void DhcpLeases::name(Mac mac, Ipv4 address, const DhcpScope& scope) {
  make_room(clients_, unlimited);
  clients_.insert({mac, scope.network.network()}, address);
}

}  // namespace models
