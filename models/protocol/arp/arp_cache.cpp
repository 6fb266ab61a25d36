#include "models/protocol/arp/arp_cache.hpp"

#include <algorithm>

#include "sim/base/table_growth.hpp"

namespace models {

ArpCache::ArpCache(const ArpConfig& config, Mac mac, Ipv4 address, sim::Random random)
    : config_(&config),
      mac_(mac),
      address_(address),
      dice_(static_cast<std::uint32_t>(random.next())),
      entries_(std::min(std::size_t{1}, static_cast<std::size_t>(config.capacity))) {  // a gateway
  pending_.reserve(1);  // asked for sooner or later: a warm network allocates nothing
}

std::optional<Mac> ArpCache::resolve(Ipv4 next_hop, FrameId packet, Time now, ArpActions& out) {
  if (const Mac* mac = find(next_hop, now)) return *mac;
  const Found found = entries_.find(next_hop, now);
  if (config_->revalidate && found.entry != nullptr) {
    if (!is_collected(found.entry->value, now)) return use_stale(next_hop, *found.entry, now);
    entries_.erase(next_hop);
  }
  Pending* p = pending(next_hop);
  if (p == nullptr || p->known) {  // known: its entry had to make room
    if (p == nullptr) p = &pending_.emplace_back();
    p->address = next_hop;
    p->tries = 0;
    p->known = false;
    request(*p, sim::broadcast_mac, now, out);
  } else if (p->waiting.size() >= static_cast<std::size_t>(config_->queue)) {
    out.push_back(ArpDrop{p->waiting.front(), ArpFailure::queue_full});
    p->waiting.pop_front();
  }
  p->waiting.push_back(packet);
  return std::nullopt;
}

// RFC 826, "Packet Reception".
void ArpCache::receive(const ArpPacket& packet, Time now, ArpActions& out) {
  notice_conflict(packet, now, out);
  const bool in_our_name = packet.spa == address_;
  const bool is_target = packet.tpa == address_ && address_ != Ipv4{};
  // A probe (RFC 5227 1.1) has no sender address.
  const bool has_sender = packet.spa != Ipv4{} && !in_our_name;
  const bool learned = has_sender && learn(packet, now);
  const bool asks = is_target && packet.op == ArpOp::request;
  if (asks && has_sender && !learned && config_->reclaim == ArpReclaim::idle &&
      !knows(packet.spa)) {
    out.push_back(ArpOverflow{});
  } else if (asks && (!in_our_name || config_->answers_duplicate)) {
    out.push_back(ArpSend{
        {.sha = mac_, .tha = packet.sha, .spa = address_, .tpa = packet.spa, .op = ArpOp::reply},
        packet.sha});
  }
  if (!has_sender || (!learned && !is_target)) return;
  Pending* p = pending(packet.spa);
  if (p == nullptr || p->known) return;
  const Found found = entries_.find(packet.spa, now);
  const bool kept = found.value != nullptr || (config_->revalidate && found.entry != nullptr);
  for (const FrameId waiting : p->waiting) {
    if (kept) {
      out.push_back(ArpTransmit{waiting, packet.sha});
    } else {
      out.push_back(ArpDrop{waiting, ArpFailure::table_full});
    }
  }
  drop_pending(*p);
}

void ArpCache::wake(Time now, ArpActions& out) {
  const auto p =
      std::ranges::find_if(pending_, [&](const Pending& x) { return x.retry_at <= now; });
  if (p == pending_.end()) return;  // else one at a time: the others wake us again
  if (p->known) return solicit(*p, now, out);
  if (p->tries < config_->retries) return request(*p, sim::broadcast_mac, now, out);
  for (const FrameId waiting : p->waiting) {
    out.push_back(ArpDrop{waiting, ArpFailure::unanswered});
  }
  drop_pending(*p);
}

std::optional<FrameId> ArpCache::abandon() {
  entries_.clear();
  probed_ = {};
  while (!pending_.empty()) {
    if (auto& waiting = pending_.back().waiting; !waiting.empty()) {
      const FrameId packet = waiting.front();
      waiting.pop_front();
      return packet;
    }
    pending_.pop_back();
  }
  return std::nullopt;
}

Time ArpCache::deadline() const {
  Time earliest = never;
  for (const Pending& p : pending_) earliest = std::min(earliest, p.retry_at);
  return earliest;
}

ArpCache::Pending* ArpCache::pending(Ipv4 address) {
  const auto p = std::ranges::find(pending_, address, &Pending::address);
  return p == pending_.end() ? nullptr : &*p;
}

void ArpCache::drop_pending(const Pending& p) {
  pending_.erase(pending_.begin() + (&p - pending_.data()));
}

void ArpCache::request(Pending& p, Mac to, Time now, ArpActions& out) {
  ++p.tries;
  p.retry_at = now + config_->retry;
  out.push_back(ArpSend{
      {.sha = mac_, .tha = {}, .spa = address_, .tpa = p.address, .op = ArpOp::request}, to});
}

// True if the sender's entry says now what the packet says.
bool ArpCache::learn(const ArpPacket& packet, Time now) {
  const bool is_target = packet.tpa == address_ && address_ != Ipv4{};
  const bool is_gratuitous = packet.spa == packet.tpa;
  if (is_gratuitous && config_->gratuitous == ArpGratuitous::ignore) return false;
  const Found known = entries_.find(packet.spa, now);
  const Time until = fresh_until(packet, known, now);
  if (known.value != nullptr || (config_->revalidate && known.entry != nullptr)) {
    if (!overrides(known, packet, now)) return false;
    Entry& entry = known.entry->value;
    const bool is_other = entry.mac != packet.sha;
    const bool renews = is_other || (known.value == nullptr && until > now);
    entry = {packet.sha, renews ? now : entry.updated, is_target ? now : entry.used};
    entries_.refresh(*known.entry, until);
    // Confirmed, or another host's: no longer asked for. It may be used again at once.
    Pending* p = pending(packet.spa);
    if (p != nullptr && p->known && renews) drop_pending(*p);
    return true;
  }
  if (is_target) {
    const bool asked = config_->learns_unsolicited || packet.op == ArpOp::request;
    const Pending* p = pending(packet.spa);
    if (!asked && (p == nullptr || p->known)) return false;
  } else if (!is_gratuitous || config_->gratuitous != ArpGratuitous::create) {
    return false;
  }
  if (known.entry == nullptr) {
    make_room(entries_, static_cast<std::size_t>(config_->capacity));
    if (!has_room(now)) return false;
  }
  return entries_.insert(packet.spa, Entry{packet.sha, now, now}, until, now) != nullptr;
}

bool ArpCache::overrides(const Found& known, const ArpPacket& packet, Time now) const {
  const Entry& entry = known.entry->value;
  const bool is_same = entry.mac == packet.sha;
  const bool is_request = packet.op == ArpOp::request;
  switch (config_->accept) {
    case ArpAccept::last: return true;
    case ArpAccept::first: return is_same || known.value == nullptr;
    case ArpAccept::locktime: {
      // Linux arp_is_garp: of a reply only if it names the sender's MAC twice (measured).
      const bool is_gratuitous =
          packet.spa == packet.tpa && (is_request || packet.tha == packet.sha);
      return is_same || is_gratuitous || (is_request && packet.tpa == address_) ||
             now > after(entry.updated, config_->locktime);
    }
  }
  return false;
}

std::vector<ArpCache::Neighbour> ArpCache::neighbours() const {
  std::vector<Neighbour> all;
  entries_.for_each_sorted([&](const auto& entry) {
    all.push_back({.address = entry.key,
                   .mac = entry.value.mac,
                   .updated = entry.value.updated,
                   .used = entry.value.used,
                   .fresh_until = entry.fresh_until});
  });
  for (const Pending& p : pending_) {
    const auto known = std::ranges::find(all, p.address, &Neighbour::address);
    if (known != all.end()) {
      known->asked_for = true;
    } else {
      all.push_back({.address = p.address, .asked_for = true});
    }
  }
  std::ranges::sort(all, {}, &Neighbour::address);
  return all;
}

}  // namespace models
