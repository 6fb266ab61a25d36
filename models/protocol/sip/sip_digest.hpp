// Digest authentication of a REGISTER, RFC 3261 22 and RFC 2617 3.2: what a registrar holds about
// one phone's challenge, and a phone about its credentials. Left out: qop and nonce counts, 407,
// MD5 (a response is 32 bits of a hash of ours).
#pragma once

#include <optional>
#include <string>

#include "models/wire/sip.hpp"

namespace models {

// What a registrar says to a response that does not fit.
enum class WrongPassword : std::uint8_t { forbid, challenge };

struct SipChallengeConfig {
  bool enabled = false;
  std::string password = {};      // of all its extensions: one for all of them is assumed
  Duration nonce_lifetime = 32s;  // res_pjsip: nonce_lifetime; chan_sip: DEFAULT_TRANS_TIMEOUT
  WrongPassword wrong_password = WrongPassword::forbid;
};

class SipChallenge {
 public:
  // Nothing: welcome. Else what to answer: 401 with a nonce, or 403.
  std::optional<SipMessage> refuse(const SipMessage& request, const SipChallengeConfig& config,
                                   Time now);

 private:
  SipMessage unauthorized(const SipMessage& request, bool again, Time now);

  Time issued_at_{};
  std::uint32_t nonce_ = 0;
};

class SipCredentials {
 public:
  void sign(SipMessage& request, const std::string& password);
  // Is it a challenge, and worth asking again with the nonce that it brought?
  bool challenged(const SipMessage& answer, int stale_retries);
  void forget() { *this = {}; }

 private:
  std::uint32_t nonce_ = 0;  // of the last challenge; 0: none yet
  bool is_signed_ = false;   // the last request
  std::uint8_t stale_ = 0;   // challenges in a row that called the nonce stale
};

}  // namespace models
