// The DHCP client's side of RFC 5227: is a granted address free, and what if it is not.
#include <algorithm>

#include "models/protocol/dhcp/dhcp_client.hpp"

namespace models {

using enum DhcpClient::State;
using enum DhcpConflictDetection;

// 2.1.1: somebody else speaks from the probed address, or probes for it; 2.4: from ours.
bool DhcpClient::shows_conflict(const ArpPacket& packet) const {
  if (packet.sha == mac_) return false;
  if (state_ != probing) return in_use_ && packet.spa == lease_.address;
  const bool also_probes = packet.op == ArpOp::request && packet.spa == Ipv4{} &&
                           packet.tpa == offered_.address && config_->conflict_detection == rfc5227;
  return packet.spa == offered_.address || also_probes;
}

void DhcpClient::conflict(Time now, DhcpActions& out) {
  if (state_ == probing) return decline(offered_, now, out);  // 2.1.1
  if (state_ == outlived) {  // nobody has granted it any more: it is the other's
    release(DhcpLoss::conflict, out);
    forget();
    begin(now);
    return discover(now, out);
  }
  if (!in_use_ || config_->conflict_detection != rfc5227) return;
  if (now >= defend_until_) {  // 2.4 (b)
    defend_until_ = now + config_->acd.defend_interval;
    out.push_back(DhcpAnnounce{lease_.address});
    return;
  }
  release(DhcpLoss::conflict, out);
  begin(now);
  decline(lease_, now, out);
}

void DhcpClient::check(Time now, DhcpActions& out) {
  state_ = probing;
  tries_ = 0;
  const bool waits = config_->conflict_detection == rfc5227;
  const Duration wait = waits ? random_.between(0s, config_->acd.probe_wait) : 0s;
  if (wait == 0s) return probe(now, out);
  next_ = now + wait;
}

void DhcpClient::probe(Time now, DhcpActions& out) {
  const DhcpAcd& acd = config_->acd;
  if (config_->conflict_detection == asks_router) return ask_router(now, out);
  const bool once = config_->conflict_detection == arp_once;
  const int wanted = config_->conflict_detection == none ? 0 : once ? 1 : acd.probe_num;
  if (tries_ >= wanted) return configure(now, out);
  ++tries_;
  out.push_back(DhcpProbe{offered_.address});
  if (once) {
    next_ = now + acd.arp_wait;
  } else if (tries_ == wanted) {
    next_ = now + acd.announce_wait;
  } else {
    next_ = now + random_.between(acd.probe_min, acd.probe_max);
  }
}

void DhcpClient::ask_router(Time now, DhcpActions& out) {
  if (offered_.router == Ipv4{}) return configure(now, out);
  if (tries_ > 0) return decline(offered_, now, out);
  ++tries_;
  out.push_back(DhcpAskRouter{offered_.address, offered_.router});
  next_ = now + config_->acd.arp_wait;
}

void DhcpClient::configure(Time now, DhcpActions& out) {
  if (now >= offered_.expiry() && !keeps_address()) return discover(now, out);  // so short it was
  lease_ = offered_;
  state_ = bound;
  in_use_ = true;
  naks_ = refused_boots_ = conflicts_ = 0;
  give_up_at_ = reuse_at_ = never;
  defend_until_ = {};
  next_ = reuses_ ? now : lease_.part(config_->t1_permille);
  out.push_back(DhcpBound{lease_});
  const bool once = config_->conflict_detection == arp_once;
  announcements_ = once ? 1 : config_->acd.announce_num;
  if (config_->conflict_detection != none) announce(now, out);  // 2.3
  if (now >= next_) extend(now, out);                           // T1 has passed meanwhile
}

void DhcpClient::announce(Time now, DhcpActions& out) {
  if (state_ == outlived) {
    out.push_back(DhcpAnnounce{lease_.address});
    announce_at_ = now + config_->expired_arp;
    return;
  }
  if (announcements_-- > 0) out.push_back(DhcpAnnounce{lease_.address});
  announce_at_ = announcements_ > 0 ? now + config_->acd.announce_interval : never;
}

// RFC 2131 3.1 (5), 4.4.4 and table 5; RFC 5227 2.1.1 limits how often one tries.
void DhcpClient::decline(const DhcpClientLease& lease, Time now, DhcpActions& out) {
  const DhcpAcd& acd = config_->acd;
  const bool too_many = ++conflicts_ >= acd.max_conflicts;
  state_ = declined;
  xid_ = new_xid();
  secs_ = 0;
  DhcpMessage m = message(DhcpType::decline);
  m.requested = lease.address;
  m.server_id = lease.server_id;
  m.broadcast = false;
  if (lease.address == lease_.address) forget();
  out.push_back(DhcpSend{m, limited_broadcast, {}});
  const Duration wait = config_->decline_wait;
  next_ = now + (too_many ? std::max(wait, acd.rate_limit_interval) : wait);
}

}  // namespace models
