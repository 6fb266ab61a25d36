#include "models/protocol/l2/host_bindings.hpp"

#include <algorithm>

#include "sim/base/table_growth.hpp"

namespace models {

bool has_vlan(const VlanSet& set, VlanId vlan) {
  return set.empty() || std::ranges::binary_search(set, vlan);
}

bool is_bound(const std::vector<StaticBinding>& bindings, MacKey host, Ipv4 address,
              std::uint16_t port) {
  return std::ranges::any_of(bindings, [&](const StaticBinding& one) {
    return MacKey(host.vlan(), one.mac) == host && one.address == address &&
           (one.vlan == 0 || one.vlan == host.vlan()) && (one.port == 0 || one.port == port + 1);
  });
}

HostBindings::HostBindings(const HostBindingsConfig& config)
    : config_(&config),
      table_(std::min(sim::first_room, static_cast<std::size_t>(config.capacity))) {}

void HostBindings::bind(MacKey host, Ipv4 address, std::uint16_t port, Time until, Time now) {
  sim::make_room(table_, static_cast<std::size_t>(config_->capacity));
  follow_agent(now);
  const auto found = table_.find(host, now);
  if (found.value != nullptr && found.value->address == address && found.value->port == port) {
    return table_.refresh(*found.entry, until);  // renewed: it is in force already
  }
  const Entry entry{
      .address = address, .port = port, .in_force = now + config_->binding_delay, .made = now};
  if (table_.insert(host, entry, until, now) == nullptr) return lose(host, Bound::no_room);
  std::erase_if(lost_, [&](const auto& one) { return one.first == host; });
  if (unwritten_since_ == never) unwritten_since_ = now;
}

void HostBindings::release(MacKey host) { table_.erase(host); }

BoundVerdict HostBindings::check(MacKey host, Ipv4 address, std::uint16_t port, Time now) {
  const auto found = table_.find(host, now);
  if (found.miss == sim::Miss::aged) return {.is = Bound::ended, .since = found.since};
  if (found.value == nullptr) {
    const auto why = std::ranges::lower_bound(lost_, host, {}, &std::pair<MacKey, Bound>::first);
    const bool was_lost = why != lost_.end() && why->first == host;
    return {.is = was_lost ? why->second : Bound::unknown};
  }
  if (found.value->address != address) return {.is = Bound::other_address};
  if (found.value->port != port) return {.is = Bound::elsewhere};
  return {.is = now < found.value->in_force ? Bound::pending : Bound::yes};
}

std::optional<std::uint16_t> HostBindings::port_of(MacKey host, Time now) {
  const Entry* entry = table_.fresh(host, now);
  return entry == nullptr ? std::nullopt : std::optional(entry->port);
}

// What the database agent has written comes back.
void HostBindings::power_off(Time now) {
  follow_agent(now);
  table_.erase_if([&](const MacKey& host, const Entry& entry) {
    if (config_->database && entry.made <= written_until_) return false;
    lose(host, Bound::rebooted);
    return true;
  });
  unwritten_since_ = never;
}

void HostBindings::clear() {
  table_.erase_if([&](const MacKey& host, const Entry&) {
    lose(host, Bound::cleared);
    return true;
  });
}

// Has it written since the last look?
void HostBindings::follow_agent(Time now) {
  if (unwritten_since_ == never || now < unwritten_since_ + config_->write_delay) return;
  written_until_ = unwritten_since_ + config_->write_delay;
  unwritten_since_ = never;
}

void HostBindings::lose(MacKey host, Bound why) {
  const auto at = std::ranges::lower_bound(lost_, host, {}, &std::pair<MacKey, Bound>::first);
  if (at != lost_.end() && at->first == host) {
    at->second = why;
  } else {
    lost_.insert(at, {host, why});
  }
}

}  // namespace models
