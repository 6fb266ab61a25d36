#include "models/protocol/dhcp/dhcp_server.hpp"

#include <algorithm>

namespace models {

void DhcpServer::start(Time now) {
  running_ = true;
  if (imported_) return;
  imported_ = true;
  for (const DhcpImport& import : config_->imported) {
    const DhcpScope* scope = scope_of(import.address);
    if (scope == nullptr || !scope->deals(import.address)) continue;
    const Time end = after(now, lease_of(*scope));
    leases_.grant(import.address, import.mac, *scope, end, now);
    next_expiry_ = std::min(next_expiry_, after(end, config_->lease_grace));
  }
}

void DhcpServer::stop() {
  running_ = false;
  for (const Check& check : checks_) leases_.withdraw(check.address);
  checks_.clear();
  if (config_->keeps_leases) return;
  leases_ = DhcpLeases(*config_);
  next_expiry_ = never;
}

void DhcpServer::receive(const DhcpMessage& m, const DhcpArrival& arrival, Time now,
                         DhcpServerActions& out) {
  if (!running_) return;
  if (config_->answers_only_inform_of) {
    if (m.vendor_class == config_->answers_only_inform_of && m.type == DhcpType::inform) {
      informed(m, out);
    }
    return;
  }
  const DhcpScope* scope = scope_of(m, arrival);
  switch (m.type) {
    case DhcpType::discover:
      if (scope != nullptr) discovered(m, *scope, now, out);
      return;
    case DhcpType::request:
      if (scope != nullptr) {
        requested(m, *scope, arrival.broadcast || m.giaddr != Ipv4{}, now, out);
      }
      return;
    case DhcpType::decline: return declined(m, now, out);
    case DhcpType::release: return released(m, now, out);
    case DhcpType::inform: return informed(m, out);
    case DhcpType::offer:
    case DhcpType::ack:
    case DhcpType::nak: return;  // another server's
  }
}

void DhcpServer::ping_answered(Ipv4 address, Time now, DhcpServerActions& out) {
  const auto found = std::ranges::find(checks_, address, &Check::address);
  if (found == checks_.end()) return;
  const DhcpMessage m = found->discover;
  checks_.erase(found);
  const DhcpScope* scope = scope_of(address);
  leases_.withdraw(address);
  if (scope == nullptr) return;  // it is no longer ours
  leases_.keep_out(address, *scope, after(now, config_->bad_address_time));
  out.push_back(DhcpLog{DhcpLogKind::conflict, address, m.chaddr()});
  if (config_->on_conflict == DhcpOnConflict::no_offer) return;
  offer_one(m, *scope, candidate(m, *scope, now), now, out);
}

// One check at a time: the others' deadlines have passed too, and wake us again.
void DhcpServer::wake(Time now, DhcpServerActions& out) {
  for (std::size_t i = 0; i < checks_.size(); ++i) {
    Check& check = checks_[i];
    if (now < check.deadline) continue;
    if (check.attempts < config_->ping_attempts) {
      ++check.attempts;
      check.deadline = now + config_->ping_wait;
      out.push_back(DhcpPing{check.address});
      return;
    }
    const Check done = check;
    checks_.erase(checks_.begin() + static_cast<std::ptrdiff_t>(i));
    leases_.withdraw(done.address);
    const DhcpScope* scope = scope_of(done.address);
    if (scope != nullptr) send_offer(done.discover, *scope, done.address, now, out);
    return;
  }
  if (running_ && config_->observes_expiry && now >= next_expiry_) expire(now, out);
}

Time DhcpServer::deadline() const {
  Time earliest = config_->observes_expiry && running_ ? next_expiry_ : never;
  for (const Check& check : checks_) earliest = std::min(earliest, check.deadline);
  return earliest;
}

// 4.3.1. While its address is being checked, a client that asks again changes nothing (ISC).
void DhcpServer::discovered(const DhcpMessage& m, const DhcpScope& scope, Time now,
                            DhcpServerActions& out) {
  for (const Check& check : checks_) {
    if (check.discover.chaddr() == m.chaddr() && scope.network.contains(check.address)) return;
  }
  auto address = candidate(m, scope, now);
  if (!address && config_->reclaims_bad_addresses) address = leases_.reclaim(scope, now);
  offer_one(m, scope, address, now, out);
}

void DhcpServer::offer_one(const DhcpMessage& m, const DhcpScope& scope,
                           std::optional<Ipv4> address, Time now, DhcpServerActions& out) {
  if (!address) {
    out.push_back(DhcpLog{DhcpLogKind::pool_exhausted, {}, m.chaddr()});
  } else if (must_ping(*address, m.chaddr(), now)) {
    ping(m, scope, *address, now, out);
  } else {
    send_offer(m, scope, *address, now, out);
  }
}

// 4.3.1, in this order: current or previous address, the requested one, another.
std::optional<Ipv4> DhcpServer::candidate(const DhcpMessage& m, const DhcpScope& scope, Time now) {
  const Mac mac = m.chaddr();
  const auto is = [&](Ipv4 address, DhcpStanding standing) {
    return scope.deals(address) && !scope.keeps_from(mac, address) &&
           leases_.standing(address, mac, now) == standing;
  };
  if (const DhcpReservation* own = scope.reservation_of(mac)) {
    const DhcpStanding now_is = leases_.standing(own->address, mac, now);
    const bool may = now_is == DhcpStanding::own || now_is == DhcpStanding::free;
    return may ? std::optional(own->address) : std::nullopt;
  }
  if (const auto last = leases_.last_address(mac, scope)) {
    if (is(*last, DhcpStanding::own)) return last;
    if (config_->offers_previous && is(*last, DhcpStanding::free)) return last;
  }
  if (config_->heeds_requested && is(m.requested, DhcpStanding::free)) return m.requested;
  return leases_.choose(mac, scope, now);
}

bool DhcpServer::must_ping(Ipv4 address, Mac mac, Time now) const {
  if (config_->ping_attempts == 0) return false;
  const DhcpBinding* b = leases_.find(address);
  if (b == nullptr) return true;
  if (b->heard && now <= after(*b->heard, config_->ping_again_after)) return false;
  switch (config_->pinged) {
    case DhcpPinged::never_leased: return !b->was_leased;
    case DhcpPinged::not_own: return leases_.standing(address, mac, now) != DhcpStanding::own;
    case DhcpPinged::all: return true;
  }
  return true;
}

void DhcpServer::ping(const DhcpMessage& m, const DhcpScope& scope, Ipv4 address, Time now,
                      DhcpServerActions& out) {
  if (checks_.size() >= static_cast<std::size_t>(config_->pings_at_once)) {
    if (config_->at_ping_limit == DhcpAtPingLimit::no_offer) return;
    return send_offer(m, scope, address, now, out);
  }
  checks_.push_back(
      {.discover = m, .address = address, .deadline = now + config_->ping_wait, .attempts = 1});
  leases_.offer(address, m.chaddr(), scope, never);  // nobody else gets it meanwhile
  out.push_back(DhcpPing{address});
}

void DhcpServer::send_offer(const DhcpMessage& m, const DhcpScope& scope, Ipv4 address, Time now,
                            DhcpServerActions& out) {
  leases_.heard(address, now);
  if (config_->offer_hold > 0s) {
    leases_.offer(address, m.chaddr(), scope, after(now, config_->offer_hold));
  }
  DhcpMessage offer = reply(m, scope, DhcpType::offer);
  offer.yiaddr = address;
  offer.lease = lease_seconds(scope);
  out.push_back(DhcpReply{offer, delivery_of(offer)});
}

// One at a time, as the checks.
void DhcpServer::expire(Time now, DhcpServerActions& out) {
  auto first = leases_.first_to_end();
  if (first && leases_.end_of(*leases_.find(*first)) <= now) {
    out.push_back(DhcpLog{DhcpLogKind::expired, *first, leases_.find(*first)->mac});
    leases_.release(*first);
    first = leases_.first_to_end();
  }
  next_expiry_ = first ? leases_.end_of(*leases_.find(*first)) : never;
}

const DhcpScope* DhcpServer::scope_of(Ipv4 address) const {
  const auto s = std::ranges::find_if(
      config_->scopes, [&](const DhcpScope& scope) { return scope.network.contains(address); });
  return s == config_->scopes.end() ? nullptr : &*s;
}

// 4.3.1: the relay's network, else that of the interface; what was sent to us alone may have come
// through routers, and is of the network where the client says it is.
const DhcpScope* DhcpServer::scope_of(const DhcpMessage& m, const DhcpArrival& arrival) const {
  if (m.giaddr != Ipv4{}) return scope_of(m.giaddr);
  if (!arrival.broadcast && m.ciaddr != Ipv4{}) {
    if (const DhcpScope* scope = scope_of(m.ciaddr)) return scope;
  }
  return scope_of(arrival.local == Ipv4{} ? address_ : arrival.local);
}

}  // namespace models
