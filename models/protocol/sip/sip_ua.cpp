#include "models/protocol/sip/sip_ua.hpp"

#include <algorithm>

namespace models {

using enum SipUa::State;

namespace {

// After which res_pjsip_outbound_registration tries again ([pjsip-registration]).
bool is_temporal(std::uint16_t status) {
  return status == 408 || status == 500 || (status >= 502 && status <= 504) || status >= 600;
}

}  // namespace

void SipUa::start(Time now, SipUaActions& out) {
  stop();
  ++call_id_;
  send_register(now, out);
}

void SipUa::stop() {
  register_.abandon();
  if (options_ != nullptr) options_->abandon();
  credentials_.forget();
  next_register_ = next_keepalive_ = never;
  failures_ = 0;
  min_expires_ = 0;
  state_ = off;
  registered_ = false;
}

Time SipUa::deadline() const {
  const Time options = options_ != nullptr ? options_->deadline() : never;
  return std::min({register_.deadline(), options, next_register_, next_keepalive_});
}

void SipUa::receive(const SipMessage& message, Time now, SipUaActions& out) {
  if (state_ == off) return;
  if (message.method == SipMethod::crlf) {
    if (options_ != nullptr && pings()) options_->abandon();
    return;
  }
  if (message.is_request()) return answer(message, out);
  SipTransactionActions results;
  if (options_ != nullptr) options_->receive(message, config_->timers, now, results);  // any answer
  results.clear();
  register_.receive(message, config_->timers, now, results);
  for (const auto& result : results) {
    if (const auto* answered = std::get_if<SipAnswered>(&result)) {
      register_answered(answered->answer, now, out);
    }
  }
}

void SipUa::wake(Time now, SipUaActions& out) {
  SipTransactionActions results;
  register_.wake(config_->timers, now, results);
  for (const auto& result : results) {
    if (const auto* again = std::get_if<SipSendAgain>(&result))
      out.push_back(UaSend{again->request});
    if (std::holds_alternative<SipTimedOut>(result)) no_answer(now, out);
  }
  results.clear();
  if (options_ != nullptr) options_->wake(config_->timers, now, results);
  for (const auto& result : results) {
    if (const auto* again = std::get_if<SipSendAgain>(&result))
      out.push_back(UaSend{again->request});
    if (!std::holds_alternative<SipTimedOut>(result)) continue;
    if (pings()) {
      out.push_back(UaFlowDead{});  // RFC 5626 4.4.1
    } else {
      keepalive_lost(now, out);
    }
  }
  if (now >= next_register_) send_register(now, out);
  if (now >= next_keepalive_) send_keepalive(now, out);
}

void SipUa::send_register(Time now, SipUaActions& out) {
  next_register_ = never;
  elsewhere_ = false;
  if (!config_->locates) return transmit(now, out);
  state_ = locating;
  last_failure_ = RegistrationFailure::unresolved;
  last_answer_ = {};
  out.push_back(UaLocate{});
}

void SipUa::located(bool elsewhere, Time now, SipUaActions& out) {
  if (state_ != locating) return;
  elsewhere_ = elsewhere;
  transmit(now, out);
}

void SipUa::unlocated(Time now, SipUaActions& out) {
  if (state_ == locating) fail(last_failure_, last_answer_, now, out);
}

// RFC 3261 8.1.3.1: as if 503 had been received.
void SipUa::transport_failed(Time now, SipUaActions& out) {
  if (state_ != registering) return;
  register_.abandon();
  no_answer(now, out);
}

// Without `reconnects` it notices at its next refresh only.
void SipUa::flow_failed(Time now, SipUaActions& out) {
  if (state_ != registered) return;
  if (options_ != nullptr) options_->abandon();
  if (!config_->reconnects) return;
  registered_ = false;
  next_keepalive_ = never;
  send_register(now, out);
}

// RFC 3263 4.3: a timeout or 503 is followed by a new transaction with the next server.
void SipUa::no_answer(Time now, SipUaActions& out) {
  if (config_->locates) return target_failed(RegistrationFailure::timed_out, {}, out);
  fail(RegistrationFailure::timed_out, {}, now, out);
}

void SipUa::target_failed(RegistrationFailure why, Refusal answer, SipUaActions& out) {
  state_ = locating;
  credentials_.forget();  // they are for one realm
  last_failure_ = why;
  last_answer_ = answer;
  out.push_back(UaTargetFailed{answer.retry_after * Duration{1s}});
}

void SipUa::transmit(Time now, SipUaActions& out) {
  SipMessage request{
      .user = user_, .cseq = ++cseq_, .expires = asked_expires(), .call_id = call_id_};
  credentials_.sign(request, config_->password);
  state_ = registering;
  register_.start(request, config_->timers, now);
  out.push_back(UaSend{request});
}

void SipUa::send_keepalive(Time now, SipUaActions& out) {
  next_keepalive_ = config_->keepalive > 0s ? now + config_->keepalive : never;
  if (config_->keepalive == 0s) return;  // switched off meanwhile
  SipMessage request{.user = user_, .method = SipMethod::crlf};
  if (!pings() || (config_->timers.reliable && config_->pong_timeout > 0s)) {
    if (options_ == nullptr) options_ = std::make_unique<SipTransaction>();
    if (options_->deadline() != never) return;  // the last one still awaits its answer
    SipTimers timers = config_->timers;
    if (pings()) {
      timers.timer_f = config_->pong_timeout;
    } else {
      request.cseq = ++cseq_;
      request.method = SipMethod::options;
    }
    options_->start(request, timers, now);
  }
  out.push_back(UaSend{request});
}

void SipUa::register_answered(const SipMessage& answer, Time now, SipUaActions& out) {
  if (credentials_.challenged(answer, config_->stale_retries)) return transmit(now, out);
  if (answer.status < 300 && answer.expires > 0) return granted(answer, now, out);
  const bool is_brief = answer.status == 423 && answer.min_expires > asked_expires();
  if (is_brief && config_->heeds_min_expires) {  // RFC 3261 10.2.8
    min_expires_ = answer.min_expires;
    return transmit(now, out);
  }
  if (answer.status == 503 && config_->locates) {
    return target_failed(RegistrationFailure::rejected, refusal_of(answer), out);
  }
  fail(RegistrationFailure::rejected, refusal_of(answer), now, out);
}

void SipUa::granted(const SipMessage& answer, Time now, SipUaActions& out) {
  state_ = registered;
  failures_ = 0;
  if (!config_->reuses_nonce) credentials_.forget();
  next_register_ = now + refresh_after(expires_to_keep(answer.expires));
  if (next_keepalive_ == never && config_->keepalive > 0s) {
    next_keepalive_ = now + config_->keepalive;
  }
  if (!registered_ || elsewhere_) out.push_back(UaRegistered{});
  registered_ = true;
  elsewhere_ = false;
}

void SipUa::fail(RegistrationFailure why, Refusal answer, Time now, SipUaActions& out) {
  if (failures_ < most_failures) ++failures_;
  const bool gave_up = gives_up(answer.status);
  out.push_back(UaRegistrationFailed{why, answer.status, registered_, answer.refusal, gave_up});
  state_ = failed;
  registered_ = false;
  next_register_ = gave_up ? never : now + wait_after(why, answer.retry_after);
  next_keepalive_ = never;
  if (options_ != nullptr) options_->abandon();
}

void SipUa::keepalive_lost(Time now, SipUaActions& out) {
  out.push_back(UaKeepaliveLost{});
  if (config_->keepalive_recovers && state_ == registered) send_register(now, out);
}

std::uint32_t SipUa::asked_expires() const {
  if (config_->register_expires == 0s && min_expires_ == 0) return no_expires;
  return std::max(static_cast<std::uint32_t>(config_->register_expires / 1s), min_expires_);
}

// Without an own Expires there is only the grant.
std::uint32_t SipUa::expires_to_keep(std::uint32_t granted) const {
  const std::uint32_t asked = asked_expires();
  return config_->heeds_grant || asked == no_expires ? granted : asked;
}

bool SipUa::gives_up(std::uint16_t status) const {
  const int most = config_->gives_up_after;
  if (most > 0 && failures_ >= most) return true;
  switch (config_->gives_up_on) {
    case GivesUpOn::nothing: return false;
    case GivesUpOn::forbidden: return status == 403 || status == 404;
    case GivesUpOn::fatal: return status >= 300 && !is_temporal(status);
    case GivesUpOn::rejection: return status >= 300;
  }
  return false;
}

// A grant shorter than refresh_before is refreshed at its percentage alone.
Duration SipUa::refresh_after(std::uint32_t granted_seconds) const {
  const Duration expiry = granted_seconds * Duration{1s};
  const Duration due = expiry / 100 * config_->refresh_percent;
  if (config_->refresh_before == 0s || config_->refresh_before >= expiry) return due;
  return std::min(due, expiry - config_->refresh_before);
}

Duration SipUa::wait_after(RegistrationFailure why, std::uint16_t retry_after) {
  if (retry_after > 0 && config_->heeds_retry_after) {
    return retry_after * Duration{1s} + random_.between(0s, config_->retry_after_jitter);
  }
  if (config_->retry == SipRetry::rfc5626) {  // W = min(max-time, base-time * 2^failures)
    Duration longest = config_->recovery_base;
    for (int i = 0; i < failures_ && longest < config_->recovery_max; ++i) longest *= 2;
    longest = std::min(longest, config_->recovery_max);
    return random_.between(longest / 2, longest);
  }
  const bool silent = why != RegistrationFailure::rejected;
  return (silent ? config_->retry_after_timeout : config_->retry_after_rejection) +
         random_.between(0s, config_->retry_jitter);
}

}  // namespace models
