#include "models/protocol/dhcp/dhcp_client.hpp"

#include <algorithm>

namespace models {

using enum DhcpClient::State;

namespace {
constexpr unsigned on(DhcpClient::State s, DhcpType t) {
  return static_cast<unsigned>(s) << 8U | static_cast<unsigned>(t);
}
}  // namespace

void DhcpClient::start(Time now, DhcpActions& out) {
  stop();
  begin(now);
  reuse_at_ = after(now, config_->reuse_after);
  naks_ = conflicts_ = 0;
  if (asks_again(now)) return reboot(now, out);  // 4.4.2: at once
  discover_after(random_.between(config_->start_wait_min, config_->start_wait_max), now, out);
}

void DhcpClient::stop() {
  state_ = off;
  in_use_ = reuses_ = false;
  next_ = announce_at_ = give_up_at_ = reuse_at_ = never;
  if (!config_->remembers) lease_ = {};
}

Time DhcpClient::deadline() const {
  return std::min({next_, announce_at_, give_up_at_, reuse_at_});
}

// Figure 5. What is of another transaction, for another client or of no server is not looked at.
void DhcpClient::receive(const DhcpMessage& m, Time now, DhcpActions& out) {
  if (m.xid != xid_ || m.chaddr() != mac_ || m.server_id == Ipv4{}) return;
  switch (on(state_, m.type)) {
    case on(selecting, DhcpType::offer): return offered(m, now, out);  // 4.4.1: the first one
    case on(requesting, DhcpType::ack):                                // 4.4.1
    case on(rebooting, DhcpType::ack): return granted(m, now, out);    // 4.4.2
    case on(renewing, DhcpType::ack):                                  // 4.4.5
    case on(rebinding, DhcpType::ack):
    case on(outlived, DhcpType::ack): return extended(m, now, out);
    case on(requesting, DhcpType::nak):  // 3.1 (5)
      return discover_after(config_->nak_wait, now, out);
    case on(rebooting, DhcpType::nak): return refused(now, out);  // 3.2 (3)
    case on(renewing, DhcpType::nak):                             // 4.4.5
    case on(rebinding, DhcpType::nak):
    case on(outlived, DhcpType::nak): return taken_away(now, out);
    default: return;  // the figure has no such edge: discard
  }
}

void DhcpClient::wake(Time now, DhcpActions& out) {
  if (now >= announce_at_) announce(now, out);
  if (now >= give_up_at_) return give_up(out);
  if (now >= reuse_at_) return reuse(now, out);
  if (now < next_) return;
  switch (state_) {
    case off:
    case failed: return;
    case init: return discover(now, out);
    case init_reboot: return reboot(now, out);
    case selecting: return send_discover(now, out);  // 4.1
    case requesting:                                 // 3.1 (5)
      return tries_ < config_->request_tries ? send_request(now, out) : discover(now, out);
    case rebooting:  // 3.2 (4)
      return tries_ < config_->request_tries ? send_request(now, out) : unanswered(now, out);
    case probing: return probe(now, out);
    case declined: return restart(now, out);  // 3.1 (5)
    case router: return discover(now, out);
    case bound:
    case renewing:
    case rebinding:
    case outlived: return extend(now, out);
  }
}

void DhcpClient::begin(Time now) {
  began_ = now;
  give_up_at_ = after(now, config_->give_up_after);
}

// 3.2: begin with the address one knows, instead of DISCOVER.
bool DhcpClient::asks_again(Time now) const {
  if (lease_.address == Ipv4{}) return false;
  const bool refused_too_often = config_->on_nak == DhcpOnNak::retry_same &&
                                 config_->same_again_boots > 0 &&
                                 refused_boots_ >= config_->same_again_boots;
  if (refused_too_often) return false;
  return config_->sticky_address || (config_->init_reboot && now < lease_.expiry());
}

// A boot that began with DISCOVER (same_again_boots) was that phone's one attempt: it clings again.
void DhcpClient::restart(Time now, DhcpActions& out) {
  if (config_->sticky_address && lease_.address != Ipv4{}) return reboot(now, out);
  discover(now, out);
}

void DhcpClient::discover_after(Duration wait, Time now, DhcpActions& out) {
  if (wait == 0s) return discover(now, out);
  state_ = init;
  next_ = now + wait;
}

void DhcpClient::discover(Time now, DhcpActions& out) {
  state_ = selecting;
  xid_ = new_xid();
  tries_ = 0;
  send_discover(now, out);
}

void DhcpClient::send_discover(Time now, DhcpActions& out) {
  secs_ = secs(now);
  DhcpMessage m = message(DhcpType::discover);
  if (config_->suggests_address) m.requested = lease_.address;
  out.push_back(DhcpSend{m, limited_broadcast, {}});
  next_ = now + wait_after(config_->retransmission, ++tries_, random_);
}

void DhcpClient::reboot(Time now, DhcpActions& out) {
  state_ = rebooting;
  xid_ = new_xid();
  tries_ = 0;
  secs_ = secs(now);
  asked_at_ = now;
  send_request(now, out);
}

// The three kinds of REQUEST: 4.3.2 and table 4.
void DhcpClient::send_request(Time now, DhcpActions& out) {
  DhcpSend send{message(DhcpType::request), limited_broadcast, {}};
  if (state_ == requesting) {  // secs as in the DISCOVER: 4.4.1
    send.message.requested = offered_.address;
    send.message.server_id = offered_.server_id;
  } else if (state_ == rebooting) {
    send.message.requested = lease_.address;
  } else {
    send.message.ciaddr = send.from = lease_.address;
    if (state_ == renewing && lease_.server_id != Ipv4{}) send.to = lease_.server_id;
  }
  out.push_back(send);
  next_ = now + wait_after(config_->retransmission, ++tries_, random_);
}

void DhcpClient::offered(const DhcpMessage& offer, Time now, DhcpActions& out) {
  if (offer.yiaddr == Ipv4{}) return;
  offered_ = lease_of(offer);
  state_ = requesting;
  tries_ = 0;
  asked_at_ = now;
  send_request(now, out);
}

void DhcpClient::granted(const DhcpMessage& ack, Time now, DhcpActions& out) {
  const DhcpClientLease lease = lease_of(ack);
  const Ipv4 asked = state_ == rebooting ? lease_.address : offered_.address;
  if (lease.address != asked || now >= lease.expiry()) return;
  offered_ = lease;
  reuses_ = false;
  reuse_at_ = never;
  check(now, out);
}

void DhcpClient::refused(Time now, DhcpActions& out) {
  if (naks_++ == 0) ++refused_boots_;
  const bool tries_left = config_->same_again_tries == 0 || naks_ <= config_->same_again_tries;
  if (config_->on_nak == DhcpOnNak::retry_same && tries_left) {
    state_ = init_reboot;
    next_ = now + config_->same_again;
    return;
  }
  forget();
  discover_after(config_->nak_wait, now, out);
}

void DhcpClient::unanswered(Time now, DhcpActions& out) {
  const bool keep = config_->on_silence != DhcpOnSilence::discover;
  if (!keep || now >= lease_.expiry()) return discover(now, out);
  if (config_->on_silence == DhcpOnSilence::keep_if_router_answers) {
    if (lease_.router == Ipv4{}) return discover(now, out);
    state_ = router;
    next_ = now + config_->router_wait;
    out.push_back(DhcpProbe{lease_.router});
    return;
  }
  offered_ = lease_;
  check(now, out);
}

void DhcpClient::router_answered(Time now, DhcpActions& out) {
  if (state_ == probing) return configure(now, out);
  offered_ = lease_;
  check(now, out);
}

void DhcpClient::forget() {
  if (!config_->sticky_address) lease_.address = {};
}

void DhcpClient::give_up(DhcpActions& out) {
  state_ = failed;
  next_ = give_up_at_ = never;
  out.push_back(DhcpFailed{});
}

}  // namespace models
