// Qualify as [chan-sip] has it; names in brackets are its functions.
#include "models/protocol/sip/sip_contact.hpp"

#include <algorithm>

namespace models {
namespace {

bool asks(const SipPeerConfig& config, bool behind_nat) {
  return config.qualify > 0s && (behind_nat || !config.qualify_natted_only);
}

SipTimers poke_timers(const SipPeerConfig& config, Endpoint to) {
  return {.t1 = config.t1, .t2 = config.t2, .timer_f = 2 * config.qualify, .reliable = to.stream};
}

}  // namespace

// [parse_register_contact]
void SipContact::bind(const SipMessage& request, Endpoint at, bool behind_nat, Time expires_at,
                      const SipPeerConfig& config, SipAsker& asker, Time now, SipPeerActions& out) {
  if (!registered_ || at != endpoint_) {
    since_ = now;
    out.push_back(PeerRegistered{at});
  }
  registered_ = true;
  endpoint_ = at;
  written_ = request.contact;
  written_port_ = request.contact_port;
  call_id_ = request.call_id;
  behind_nat_ = behind_nat;
  expires_at_ = expires_at;
  poke(config, asker, now, out);
}

void SipContact::unbind() {  // qualify stops at the next poke
  registered_ = false;
  expires_at_ = never;
}

void SipContact::restarted(Time now) {
  options_.abandon();
  last_ms_ = 0;
  if (endpoint_.stream || now >= expires_at_) unbind();  // connections are gone
  poke_at_ = registered_ ? now : never;
}

void SipContact::wake(const SipPeerConfig& config, SipAsker& asker, Time now, SipPeerActions& out) {
  if (now >= expires_at_) {  // [expire_register]
    unbind();
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
  if (now >= poke_at_) poke(config, asker, now, out);
}

Time SipContact::deadline() const { return std::min({expires_at_, poke_at_, options_.deadline()}); }

SipContact::State SipContact::state(const SipPeerConfig& config) const {
  if (!asks(config, behind_nat_)) return State::unmonitored;
  if (last_ms_ < 0) return State::unreachable;
  if (last_ms_ == 0) return State::unknown;
  return last_ms_ <= config.qualify / 1ms ? State::reachable : State::lagged;
}

bool SipContact::is_callable(const SipPeerConfig& config) const {
  const State now = state(config);
  return registered_ && now != State::unreachable && now != State::lagged;
}

// RFC 3261 10.3 (7) compares URIs; RFC 5626 6 instances; [kamailio-registrar]: matching_mode.
bool SipContact::is_renewed_by(const SipMessage& request, Endpoint at, ContactKey key) const {
  switch (key) {
    case ContactKey::uri: return at == endpoint_;
    case ContactKey::instance: return true;  // each phone of this model has an account of its own
    case ContactKey::call_id: return request.call_id == call_id_;
  }
  return false;
}

SipMessage SipContact::request(SipMethod method, std::uint32_t user, std::uint32_t cseq) const {
  return {.user = user,
          .cseq = cseq,
          .contact = written_,
          .contact_port = written_port_,
          .method = method};
}

// [sip_poke_peer]: OPTIONS under way are forgotten, not judged.
void SipContact::poke(const SipPeerConfig& config, SipAsker& asker, Time now, SipPeerActions& out) {
  poke_at_ = never;
  options_.abandon();
  if (!asks(config, behind_nat_) || !registered_) {
    if (registered_ && last_ms_ < 0) out.push_back(PeerRegistered{endpoint_});  // nobody denies it
    last_ms_ = 0;
    return;
  }
  const SipMessage options = request(SipMethod::options, asker.user, ++asker.cseq);
  options_.start(options, poke_timers(config, endpoint_), now);
  poked_at_ = now;
  out.push_back(PeerSend{options, endpoint_});
}

// [handle_response_peerpoke]: whatever the status says and whoever it comes from.
void SipContact::answered(const SipMessage& answer, Endpoint from, const SipPeerConfig& config,
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
void SipContact::poke_unanswered(const SipPeerConfig& config, Time now, SipPeerActions& out) {
  if (last_ms_ >= 0) out.push_back(PeerUnreachable{last_ms_});
  last_ms_ = -1;
  poke_at_ = now + config.qualify_not_ok;
}

}  // namespace models
