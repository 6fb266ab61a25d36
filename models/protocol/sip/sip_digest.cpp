#include "models/protocol/sip/sip_digest.hpp"

#include "sim/base/hash.hpp"

namespace models {

namespace {

std::uint32_t response_of(const SipMessage& request, const std::string& password) {
  std::uint64_t hash = sim::mix64(request.user) + request.nonce;
  for (const char c : password) hash = sim::mix64(hash + static_cast<unsigned char>(c));
  return static_cast<std::uint32_t>(sim::mix64(hash));
}

SipMessage answer_to(const SipMessage& request, std::uint16_t status, SipRefusal refusal) {
  return {.user = request.user, .cseq = request.cseq, .status = status, .refusal = refusal};
}

}  // namespace

// RFC 2617 3.2.1: `stale` says that the password was right and only the nonce too old.
std::optional<SipMessage> SipChallenge::refuse(const SipMessage& request,
                                               const SipChallengeConfig& config, Time now) {
  if (!config.enabled) return std::nullopt;
  if (now < locked_until_) return answer_to(request, 403, SipRefusal::locked);
  const bool is_young = nonce_ != 0 && now - issued_at_ < config.nonce_lifetime;
  const bool is_used = config.one_time_nonce && used_by_ != 0 && used_by_ != request.cseq;
  if (request.nonce == 0) return unauthorized(request, is_young && !is_used, now);
  const bool is_right = request.response == response_of(request, config.password);
  if (request.nonce != nonce_ || !is_young || is_used) {
    SipMessage answer = unauthorized(request, false, now);
    answer.stale = is_right && config.says_stale;
    answer.refusal = !is_right            ? SipRefusal::wrong_password
                     : !config.says_stale ? SipRefusal::unsaid_stale
                     : is_used            ? SipRefusal::used_nonce
                                          : SipRefusal::aged_nonce;
    return answer;
  }
  if (!is_right) return wrong(request, config, now);
  used_by_ = request.cseq;
  failures_ = 0;
  return std::nullopt;
}

SipMessage SipChallenge::wrong(const SipMessage& request, const SipChallengeConfig& config,
                               Time now) {
  ++failures_;
  if (config.locks_after > 0 && failures_ >= config.locks_after) {
    locked_until_ = now + config.lock_time;
    failures_ = 0;
  }
  if (config.wrong_password == WrongPassword::forbid) {
    return answer_to(request, 403, SipRefusal::wrong_password);
  }
  SipMessage answer = unauthorized(request, false, now);
  answer.refusal = SipRefusal::wrong_password;
  return answer;
}

// A copy of a request gets the nonce that the first was given.
SipMessage SipChallenge::unauthorized(const SipMessage& request, bool again, Time now) {
  if (!again) {
    const auto time = static_cast<std::uint64_t>(now.time_since_epoch().count());
    nonce_ = static_cast<std::uint32_t>(sim::mix64(sim::mix64(request.user) + time)) | 1U;
    issued_at_ = now;
    used_by_ = 0;
  }
  SipMessage answer = answer_to(request, 401, SipRefusal::none);
  answer.nonce = nonce_;
  return answer;
}

// RFC 3261 22.2: credentials of a realm are sent with later requests, too, unasked.
void SipCredentials::sign(SipMessage& request, const std::string& password) {
  is_signed_ = nonce_ != 0;
  request.nonce = nonce_;
  request.response = is_signed_ ? response_of(request, password) : 0;
}

// RFC 3261 22.1: not again with credentials that have just been rejected, unless the nonce was
// stale.
bool SipCredentials::challenged(const SipMessage& answer, int stale_retries) {
  const bool is_new = !is_signed_ || (answer.stale && stale_ < stale_retries);
  if (answer.status == 401 && answer.nonce != 0 && is_new) {
    if (answer.stale) ++stale_;
    nonce_ = answer.nonce;
    return true;
  }
  stale_ = 0;
  if (is_unauthorized(answer.status)) nonce_ = 0;
  return false;
}

}  // namespace models
