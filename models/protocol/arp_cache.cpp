#include "models/protocol/arp_cache.hpp"

#include <algorithm>

#include "models/protocol/table_growth.hpp"

namespace models {

ArpCache::ArpCache(const ArpConfig& config, Mac mac, Ipv4 address)
    : config_(&config),
      mac_(mac),
      address_(address),
      entries_(std::min(first_room, static_cast<std::size_t>(config.capacity))) {
  pending_.reserve(2);
}

std::optional<Mac> ArpCache::resolve(Ipv4 next_hop, FrameId packet, Time now, ArpActions& out) {
  if (const auto found = entries_.find(next_hop, now); found.value != nullptr) {
    return found.value->mac;
  }
  Pending* p = pending(next_hop);
  if (p == nullptr) {
    p = &pending_.emplace_back();
    p->address = next_hop;
    request(*p, now, out);
  } else if (p->waiting.size() >= static_cast<std::size_t>(config_->queue)) {
    out.push_back(ArpDrop{p->waiting.front(), ArpFailure::queue_full});
    p->waiting.pop_front();
  }
  p->waiting.push_back(packet);
  return std::nullopt;
}

// RFC 826, "Packet Reception".
void ArpCache::receive(const ArpPacket& packet, Time now, ArpActions& out) {
  const auto known = entries_.find(packet.spa, now);
  const bool merge = known.value != nullptr;
  const bool is_target = packet.tpa == address_;
  if (merge && overrides(*known.value, packet, now)) learn(packet.spa, packet.sha, now);
  if (!merge && is_target) learn(packet.spa, packet.sha, now);
  if (!is_target) return;
  if (packet.op == ArpOp::request) {
    out.push_back(ArpSend{
        {.sha = mac_, .tha = packet.sha, .spa = address_, .tpa = packet.spa, .op = ArpOp::reply},
        packet.sha});
  }
  Pending* p = pending(packet.spa);
  if (p == nullptr) return;
  const bool kept = entries_.find(packet.spa, now).value != nullptr;
  for (const FrameId waiting : p->waiting) {
    if (kept) {
      out.push_back(ArpTransmit{waiting, packet.sha});
    } else {
      out.push_back(ArpDrop{waiting, ArpFailure::table_full});
    }
  }
  pending_.erase(pending_.begin() + (p - pending_.data()));
}

void ArpCache::wake(Time now, ArpActions& out) {
  for (std::size_t i = 0; i < pending_.size(); ++i) {
    Pending& p = pending_[i];
    if (now < p.retry_at) continue;
    if (p.tries < config_->retries) {
      request(p, now, out);
    } else {
      for (const FrameId waiting : p.waiting) {
        out.push_back(ArpDrop{waiting, ArpFailure::unanswered});
      }
      pending_.erase(pending_.begin() + static_cast<std::ptrdiff_t>(i));
    }
    return;  // one at a time: the others' deadline has passed too, and wakes us again
  }
}

std::optional<FrameId> ArpCache::abandon() {
  entries_.clear();
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

void ArpCache::request(Pending& p, Time now, ArpActions& out) {
  ++p.tries;
  p.retry_at = now + config_->retry;
  out.push_back(
      ArpSend{{.sha = mac_, .tha = {}, .spa = address_, .tpa = p.address, .op = ArpOp::request},
              sim::broadcast_mac});
}

bool ArpCache::overrides(const Entry& known, const ArpPacket& packet, Time now) const {
  switch (config_->accept) {
    case ArpAccept::last: return true;
    case ArpAccept::first: return known.mac == packet.sha;
    case ArpAccept::locktime:
      return known.mac == packet.sha || packet.op == ArpOp::request ||
             now > known.updated + config_->locktime;
  }
  return false;
}

void ArpCache::learn(Ipv4 address, Mac mac, Time now) {
  make_room(entries_, static_cast<std::size_t>(config_->capacity));
  entries_.insert(address, Entry{mac, now}, after(now, config_->lifetime), now);
}

}  // namespace models
