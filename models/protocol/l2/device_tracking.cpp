#include "models/protocol/l2/device_tracking.hpp"

#include <algorithm>

namespace models {

DeviceTracking::DeviceTracking(const DeviceTrackingConfig& config, std::uint16_t ports)
    : config_(&config), up_since_(ports, Time::min()) {}

void DeviceTracking::granted(MacKey host, Ipv4 address, std::uint16_t port, Time now) {
  Entry* known = entry(host);
  if (known != nullptr && known->address == address && known->port == port) return;  // renewed
  if (known == nullptr) known = add(host);
  if (known == nullptr) return;
  known->address = address;
  known->port = port;
  known->unanswered = 0;
  set(*known, earliest(port, now + config_->first_probe));
}

void DeviceTracking::heard(MacKey host, Ipv4 address, std::uint16_t port, Time now) {
  Entry* known = entry(host);
  if (known == nullptr) known = add(host);
  if (known == nullptr) return;
  known->address = address;
  known->port = port;
  known->unanswered = 0;
  set(*known, earliest(port, now + config_->interval));
}

void DeviceTracking::released(MacKey host) {
  if (Entry* known = entry(host)) entries_.erase(entries_.begin() + (known - entries_.data()));
}

void DeviceTracking::link_came_up(std::uint16_t port, Time now) {
  up_since_[port] = now;
  for (Entry& one : entries_) {
    if (one.port != port) continue;
    one.unanswered = 0;
    set(one, now + config_->delay);
  }
}

void DeviceTracking::link_lost(std::uint16_t port) {
  for (Entry& one : entries_) {
    if (one.port == port) one.probe_at = never;
  }
}

void DeviceTracking::power_off() {
  entries_.clear();
  next_ = never;
}

void DeviceTracking::wake(Time now, TrackingActions& out) {
  if (now < next_) return;
  next_ = never;
  for (Entry& one : entries_) {
    if (one.probe_at <= now && !out.full()) {
      const bool is_over = ++one.unanswered > config_->count;
      one.probe_at = is_over ? never : now + config_->interval;
      if (!is_over) out.push_back({one.host, one.address, one.port});
    }
    next_ = std::min(next_, one.probe_at);
  }
}

DeviceTracking::Entry* DeviceTracking::entry(MacKey host) {
  const auto at = std::ranges::lower_bound(entries_, host, {}, &Entry::host);
  return at != entries_.end() && at->host == host ? &*at : nullptr;
}

DeviceTracking::Entry* DeviceTracking::add(MacKey host) {
  if (entries_.size() >= static_cast<std::size_t>(config_->capacity)) return nullptr;
  Entry fresh;
  fresh.host = host;
  return &*entries_.insert(std::ranges::lower_bound(entries_, host, {}, &Entry::host), fresh);
}

Time DeviceTracking::earliest(std::uint16_t port, Time wanted) const {
  const Time up = up_since_[port];
  return up == Time::min() ? wanted : std::max(wanted, up + config_->delay);
}

void DeviceTracking::set(Entry& entry, Time probe_at) {
  entry.probe_at = probe_at;
  next_ = std::min(next_, probe_at);
}

}  // namespace models
