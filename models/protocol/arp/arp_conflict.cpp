// ArpCache and duplicate addresses: RFC 5227; numbers are its sections.
#include "models/protocol/arp/arp_cache.hpp"

namespace models {

void ArpCache::probe(Ipv4 address, ArpActions& out) {
  probed_ = address;
  out.push_back(ArpSend{{.sha = mac_, .tha = {}, .spa = {}, .tpa = address, .op = ArpOp::request},
                        sim::broadcast_mac});
}

void ArpCache::announce(ArpActions& out) const {
  ENSURE(address_ != Ipv4{});
  out.push_back(
      ArpSend{{.sha = mac_, .tha = {}, .spa = address_, .tpa = address_, .op = ArpOp::request},
              sim::broadcast_mac});
}

void ArpCache::address_changed(Ipv4 address) {
  address_ = address;
  probed_ = {};
  defended_ = Time::min();
}

void ArpCache::notice_conflict(const ArpPacket& packet, Time now, ArpActions& out) {
  if (packet.sha == mac_) return;
  if (probed_ != Ipv4{}) {  // 2.1.1: it is used, or another host probes for it too
    const bool also_probes = packet.spa == Ipv4{} && packet.tpa == probed_;
    if (packet.spa == probed_ || also_probes) {
      out.push_back(ArpConflict{probed_, packet.sha, true});
      probed_ = {};
    }
  }
  if (address_ == Ipv4{} || packet.spa != address_ || config_->defend == ArpDefend::none) return;
  const bool is_recent = now < defended_ + config_->defend_interval;
  bool must_cede = false;
  bool defends = false;
  switch (config_->defend) {  // 2.4
    case ArpDefend::none:
    case ArpDefend::notice: break;
    case ArpDefend::cede: must_cede = true; break;
    case ArpDefend::once:
      must_cede = is_recent;
      defends = !is_recent;
      break;
    case ArpDefend::always: defends = !is_recent; break;
  }
  if (defends) {
    defended_ = now;
    announce(out);
  }
  out.push_back(ArpConflict{address_, packet.sha, must_cede});
}

}  // namespace models
