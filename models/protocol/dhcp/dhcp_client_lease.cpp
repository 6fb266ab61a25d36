// A DHCP client's lease: what it holds, its moments, and how it is extended or lost (RFC 2131
// 4.4.5); and the interval between retransmissions (4.1).
#include <algorithm>

#include "models/protocol/dhcp/dhcp_client.hpp"

namespace models {

using enum DhcpClient::State;

Duration wait_after(const DhcpRetransmission& r, int sent, sim::Random& random) {
  Duration wait = r.initial;
  for (int i = 1; i < sent && wait < r.max; ++i) wait *= 2;
  wait = std::min(wait, r.max);
  const Duration jitter = std::min(r.jitter, wait / 2);
  return random.between(wait - jitter, wait + jitter);
}

Time DhcpClientLease::part(int permille) const {
  if (seconds == infinite_lease) return never;
  return begins + Duration{1ms} * permille * seconds;
}

bool DhcpClientLease::configures_like(const DhcpClientLease& other) const {
  return address == other.address && router == other.router && dns == other.dns &&
         web_service == other.web_service && registrar == other.registrar &&
         prefix_length == other.prefix_length;
}

DhcpClientLease DhcpClient::lease_of(const DhcpMessage& m) const {
  DhcpClientLease lease{.begins = asked_at_,
                        .address = m.yiaddr,
                        .router = m.router,
                        .dns = m.dns,
                        .server_id = m.server_id,
                        .seconds = m.lease,
                        .web_service = m.web_service,
                        .registrar = m.registrar_name(),
                        .prefix_length = static_cast<std::uint8_t>(m.prefix_length),
                        .voice_vlan = m.voice_vlan,
                        .boot = m.boot()};
  if (!config_->stale_options) return lease;
  if (lease_.router != Ipv4{}) lease.router = lease_.router;
  if (lease_.dns[0] != Ipv4{}) lease.dns = lease_.dns;
  if (lease_.web_service) lease.web_service = lease_.web_service;
  if (lease_.registrar) lease.registrar = lease_.registrar;
  if (lease_.boot != DhcpBoot{}) lease.boot = lease_.boot;
  return lease;
}

// 4.4.5: T1, T2, expiry, and the retransmissions between them.
void DhcpClient::extend(Time now, DhcpActions& out) {
  if (now >= lease_.expiry() && keeps_address()) return outlive(now, out);
  if (now >= lease_.expiry()) {
    release(DhcpLoss::expired, out);
    begin(now);
    return restart(now, out);
  }
  if (state_ == bound) {
    state_ = renewing;
    xid_ = new_xid();
    began_ = now;
  }
  const Time t2 = lease_.part(config_->t2_permille);
  if (now >= t2) state_ = rebinding;
  secs_ = secs(now);
  asked_at_ = now;
  send_request(now, out);
  const Time until = state_ == renewing ? t2 : lease_.expiry();
  next_ = std::min(until, now + std::max(config_->renew_retry_min, (until - now) / 2));
}

// Every server is asked, as before; and by ARP every host, since a server may have given the
// address to another one.
void DhcpClient::outlive(Time now, DhcpActions& out) {
  if (state_ != outlived) {
    state_ = outlived;
    xid_ = new_xid();
    if (config_->expired_arp > 0s) announce(now, out);
  }
  secs_ = secs(now);
  asked_at_ = now;
  send_request(now, out);
  next_ = now + config_->expired_retry;
}

bool DhcpClient::may_reuse() const {
  const bool asks = state_ == init || state_ == selecting || state_ == requesting ||
                    state_ == rebooting || state_ == init_reboot || state_ == router;
  return asks && lease_.address != Ipv4{} && lease_.seconds > 0;
}

void DhcpClient::reuse(Time now, DhcpActions& out) {
  reuse_at_ = never;
  if (!may_reuse()) return;
  reuses_ = true;
  offered_ = lease_;
  check(now, out);
}

void DhcpClient::extended(const DhcpMessage& ack, Time now, DhcpActions& out) {
  const DhcpClientLease lease = lease_of(ack);
  if (lease.address != lease_.address || now >= lease.expiry()) return;
  const bool changed = !lease.configures_like(lease_);
  lease_ = lease;
  if (state_ == outlived) announce_at_ = never;
  reuses_ = false;
  state_ = bound;
  next_ = std::max(now, lease_.part(config_->t1_permille));
  if (changed) out.push_back(DhcpBound{lease_});
}

void DhcpClient::taken_away(Time now, DhcpActions& out) {
  if (config_->on_nak == DhcpOnNak::retry_same) return;
  release(DhcpLoss::nak, out);
  forget();
  begin(now);
  discover_after(config_->nak_wait, now, out);
}

void DhcpClient::leave(bool gives_back, DhcpActions& out) {
  if (in_use_ && gives_back) {
    xid_ = new_xid();
    DhcpMessage m = message(DhcpType::release);
    m.ciaddr = lease_.address;
    m.server_id = lease_.server_id;
    out.push_back(DhcpSend{m, lease_.server_id, lease_.address});
  }
  stop();
  lease_ = {};
}

void DhcpClient::release(DhcpLoss why, DhcpActions& out) {
  in_use_ = reuses_ = false;
  announce_at_ = never;
  out.push_back(DhcpReleased{why});
}

DhcpMessage DhcpClient::message(DhcpType type) const {
  DhcpMessage m;
  m.set_chaddr(mac_);
  m.xid = xid_;
  m.vendor_class = vendor_class_;
  m.secs = secs_ & longest_secs;
  m.type = type;
  m.broadcast = config_->broadcast_flag && !in_use_;
  return m;
}

std::uint16_t DhcpClient::secs(Time now) const {
  return static_cast<std::uint16_t>(std::min<std::int64_t>((now - began_) / 1s, longest_secs));
}

}  // namespace models
