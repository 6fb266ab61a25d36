// ArpCache with `revalidate`: RFC 4861 7.3 as Linux does it for IPv4 ([linux-arp]). Its states
// have no names here: REACHABLE is a fresh entry, STALE one that has aged, DELAY and PROBE are a
// stale entry for which a Pending is `known`.
#include "models/protocol/arp/arp_cache.hpp"

namespace models {

// For an entry that says what the packet says.
Time ArpCache::fresh_until(const ArpPacket& packet, const Found& known, Time now) const {
  if (!config_->revalidate) return after(now, config_->lifetime);
  // Linux arp_process: only a reply to us shows that both ways are open; all else makes it stale.
  if (packet.op == ArpOp::reply && packet.tpa == address_) return after(now, reachable_time(now));
  const bool repeats = known.entry != nullptr && known.entry->value.mac == packet.sha;
  return repeats ? known.entry->fresh_until : now;
}

Duration ArpCache::reachable_time(Time now) const {
  const Duration base = config_->reachable_time;
  if (!config_->reachable_jitter || base == forever || base < 2ns) return base;
  const auto span = static_cast<std::uint64_t>(base.count());
  const Duration redraw = config_->reachable_redraw;
  const auto epoch = redraw > 0ns ? now.time_since_epoch() / redraw : 0;
  const auto draw = sim::mix64(std::uint64_t{dice_} << 32U ^ static_cast<std::uint64_t>(epoch));
  return base / 2 + Duration{static_cast<std::int64_t>(draw % span)};
}

Mac ArpCache::use_stale(Ipv4 next_hop, sim::AgeingTable<Ipv4, Entry>::Entry& entry, Time now) {
  entry.value.used = now;
  if (pending(next_hop) == nullptr) {
    Pending& p = pending_.emplace_back();
    p.address = next_hop;
    p.known = true;
    p.retry_at = after(now, config_->delay_first_probe);
  }
  return entry.value.mac;
}

void ArpCache::solicit(Pending& p, Time now, ArpActions& out) {
  const Found found = entries_.find(p.address, now);
  const bool is_stale = found.value == nullptr && found.entry != nullptr;
  if (is_stale && p.tries < config_->ucast_solicit) {
    return request(p, found.entry->value.mac, now, out);
  }
  if (is_stale && p.tries < config_->ucast_solicit + config_->mcast_resolicit) {
    return request(p, sim::broadcast_mac, now, out);
  }
  if (is_stale) entries_.erase(p.address);
  drop_pending(p);
}

void ArpCache::confirmed(Ipv4 next_hop, Time now) {
  if (!config_->revalidate) return;
  const Found found = entries_.find(next_hop, now);
  if (found.entry == nullptr) return;
  if (found.value == nullptr) found.entry->value.updated = now;
  found.entry->value.used = now;
  entries_.refresh(*found.entry, after(now, reachable_time(now)));
  if (Pending* p = pending(next_hop); p != nullptr && p->known) drop_pending(*p);
}

}  // namespace models
