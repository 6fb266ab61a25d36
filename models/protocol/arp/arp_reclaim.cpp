// ArpCache when it is full: Linux, neighbour.c ([linux-arp]). An idle entry is one that nothing was
// sent to for idle_time.
#include <algorithm>

#include "models/protocol/arp/arp_cache.hpp"

namespace models {

bool ArpCache::is_idle(const Entry& entry, Time now) const {
  return now - entry.used > config_->idle_time;
}

// neigh_forced_gc: all that are idle go at once. Who asks in vain is not asked again before an
// entry can have become idle.
bool ArpCache::has_room(Time now) {
  if (config_->reclaim == ArpReclaim::aged || entries_.size() < entries_.capacity()) return true;
  const auto second = static_cast<std::uint32_t>(now.time_since_epoch() / 1s);
  if (second < crowded_until_) return false;
  Time first = never;
  const std::size_t gone = entries_.erase_if([&](Ipv4, const Entry& entry) {
    first = std::min(first, entry.used);
    return is_idle(entry, now);
  });
  if (gone > 0) return true;
  const Time idle = after(first, config_->idle_time);
  constexpr std::uint32_t end = 0xffff'ffff;
  crowded_until_ = idle == never ? end : static_cast<std::uint32_t>(idle.time_since_epoch() / 1s);
  return false;
}

// neigh_periodic_work
bool ArpCache::is_collected(const Entry& entry, Time now) const {
  return entries_.size() > static_cast<std::size_t>(config_->gc_threshold) && is_idle(entry, now);
}

}  // namespace models
