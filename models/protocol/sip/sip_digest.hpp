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
  bool says_stale = true;       // RFC 2617 3.2.1; [baresip-stale]: some registrars do not
  bool one_time_nonce = false;  // [kamailio-auth]: one_time_nonce
  int locks_after = 0;          // wrong passwords in a row lock the account; 0: never
  Duration lock_time = 15min;   // assumed; [rfc3261] 26.1 knows no such thing
};

class SipChallenge {
 public:
  // Nothing: welcome. Else what to answer: 401 with a nonce, or 403.
  std::optional<SipMessage> refuse(const SipMessage& request, const SipChallengeConfig& config,
                                   Time now);

 private:
  SipMessage unauthorized(const SipMessage& request, bool again, Time now);
  SipMessage wrong(const SipMessage& request, const SipChallengeConfig& config, Time now);

  Time issued_at_{};
  Time locked_until_{};
  std::uint32_t nonce_ = 0;
  std::uint32_t used_by_ = 0;  // the CSeq of the request that it was good for; 0: of none yet
  int failures_ = 0;           // in a row
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
