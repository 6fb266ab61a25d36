// Qualify and grants as [chan-sip] has them; names in brackets are its functions.
#include "models/protocol/sip/sip_peer.hpp"

#include <algorithm>

namespace models {

namespace {

std::uint32_t whole_seconds(Duration d) { return static_cast<std::uint32_t>(d / 1s); }

SipMessage answer(const SipMessage& request, std::uint16_t status, std::uint32_t expires) {
  SipMessage message = request;
  message.status = status;
  message.expires = expires;
  message.nonce = message.response = 0;
  return message;
}

bool asks(const SipPeerConfig& config, bool behind_nat) {
  return config.qualify > 0s && (behind_nat || !config.qualify_natted_only);
}

SipTimers poke_timers(const SipPeerConfig& config, Endpoint to) {
  return {.t1 = config.t1, .t2 = config.t2, .timer_f = 2 * config.qualify, .reliable = to.stream};
}

}  // namespace

void SipPeer::receive(const SipMessage& message, Endpoint from, const SipPeerConfig& config,
                      Time now, SipPeerActions& out) {
  switch (message.method) {
    case SipMethod::register_:
      if (message.is_request()) register_(message, from, config, now, out);
      return;
    case SipMethod::options:
      if (!message.is_request()) return poke_answered(message, from, config, now, out);
      out.push_back(PeerSend{answer(message, 200, 0), from});  // the phone's keepalive
      return;
    case SipMethod::refer:
    case SipMethod::invite:  // a call's: SipCall
    case SipMethod::cancel:
    case SipMethod::ack:
    case SipMethod::crlf: return;
  }
}

void SipPeer::wake(const SipPeerConfig& config, Time now, SipPeerActions& out) {
  if (now >= expires_at_) {  // [expire_register]; qualify stops at the next poke
    expires_at_ = never;
    registered_ = false;
    out.push_back(PeerExpired{});
  }
  SipTransactionActions results;
  options_.wake(poke_timers(config, endpoint_), now, results);
  for (const auto& result : results) {
    if (const auto* again = std::get_if<SipSendAgain>(&result)) {
      out.push_back(PeerSend{again->request, endpoint_});
    }
    if (std::holds_alternative<SipTimedOut>(result)) poke_unanswered(config, now, out);
  }
  if (now >= poke_at_) poke(config, now, out);
}

void SipPeer::connection_ended(Endpoint remote, const SipPeerConfig& config, SipPeerActions& out) {
  if (!registered_ || endpoint_ != remote || !config.drops_with_connection) return;
  registered_ = false;
  expires_at_ = never;
  out.push_back(PeerDisconnected{});
}

Time SipPeer::deadline() const { return std::min({expires_at_, poke_at_, options_.deadline()}); }

SipPeer::State SipPeer::state(const SipPeerConfig& config) const {
  if (!asks(config, behind_nat_)) return State::unmonitored;
  if (last_ms_ < 0) return State::unreachable;
  if (last_ms_ == 0) return State::unknown;
  return last_ms_ <= config.qualify / 1ms ? State::reachable : State::lagged;
}

// [parse_register_contact]: the poke leaves before the answer, at each REGISTER.
void SipPeer::register_(const SipMessage& request, Endpoint from, const SipPeerConfig& config,
                        Time now, SipPeerActions& out) {
  if (const auto refusal = challenge_.refuse(request, config.auth, now)) {
    out.push_back(PeerSend{*refusal, from});
    return;
  }
  if (request.expires == 0) {  // RFC 3261 10.2.2
    if (registered_) out.push_back(PeerUnregistered{});
    registered_ = false;
    expires_at_ = never;
    out.push_back(PeerSend{answer(request, 200, 0), from});
    return;
  }
  const bool chosen = request.expires != no_expires;
  const std::uint32_t least = whole_seconds(config.min_expiry);
  if (request.expires < least && config.too_brief == TooBrief::reject) {
    SipMessage refusal = answer(request, 423, 0);
    refusal.min_expires = static_cast<std::uint16_t>(least);
    out.push_back(PeerSend{refusal, from});
    return;
  }
  std::uint32_t expires = chosen ? request.expires : whole_seconds(config.default_expiry);
  expires = std::max(std::min(expires, whole_seconds(config.max_expiry)), least);
  if (!registered_ || from != endpoint_) out.push_back(PeerRegistered{from});
  registered_ = true;
  endpoint_ = from;
  behind_nat_ = request.behind_nat;
  expires_at_ = now + expires * Duration{1s} + config.expiry_slack;
  poke(config, now, out);
  out.push_back(PeerSend{answer(request, 200, expires), from});
}

// [sip_poke_peer]: OPTIONS under way are forgotten, not judged.
void SipPeer::poke(const SipPeerConfig& config, Time now, SipPeerActions& out) {
  poke_at_ = never;
  options_.abandon();
  if (!asks(config, behind_nat_) || !registered_) {
    if (registered_ && last_ms_ < 0) out.push_back(PeerRegistered{endpoint_});  // nobody denies it
    last_ms_ = 0;
    return;
  }
  const SipMessage request{
      .user = user_, .cseq = ++cseq_, .method = SipMethod::options, .behind_nat = behind_nat_};
  options_.start(request, poke_timers(config, endpoint_), now);
  poked_at_ = now;
  out.push_back(PeerSend{request, endpoint_});
}

// [handle_response_peerpoke]: whatever the status says and whoever it comes from.
void SipPeer::poke_answered(const SipMessage& answer, Endpoint from, const SipPeerConfig& config,
                            Time now, SipPeerActions& out) {
  SipTransactionActions results;
  options_.receive(answer, poke_timers(config, endpoint_), now, results);
  if (results.empty()) return;
  const auto most = static_cast<std::int32_t>(config.qualify / 1ms);
  const auto ms = std::max(std::int32_t{1}, static_cast<std::int32_t>((now - poked_at_) / 1ms));
  const bool is_reachable = ms <= most;
  const bool was_reachable = last_ms_ <= most;
  const bool is_news = last_ms_ <= 0 || is_reachable != was_reachable;
  last_ms_ = ms;
  poke_at_ = now + (is_reachable ? config.qualify_every : config.qualify_not_ok);
  if (answer.misdirected) out.push_back(PeerMisdirected{from, answer.status});
  if (is_news && is_reachable) out.push_back(PeerReachable{ms});
  if (is_news && !is_reachable) out.push_back(PeerLagged{ms});
}

// [sip_poke_noanswer]: the registration stays; only calls find no way.
void SipPeer::poke_unanswered(const SipPeerConfig& config, Time now, SipPeerActions& out) {
  if (last_ms_ >= 0) out.push_back(PeerUnreachable{last_ms_});
  last_ms_ = -1;
  poke_at_ = now + config.qualify_not_ok;
}

}  // namespace models
