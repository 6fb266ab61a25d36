// SIP REGISTER and REFER exchanges as values, RFC 3261 and Cisco's extensions (facts 1.2).
// Only what decides a registration is kept; names, tags and branches follow from `user` and `cseq`.
#pragma once

#include "models/wire/names.hpp"

namespace models {

enum class SipMethod : std::uint8_t { register_, refer };

struct SipMessage {
  std::uint32_t user = 0;  // whose address-of-record: the phone's number in this run
  std::uint32_t cseq = 0;
  std::uint32_t expires = 0;      // seconds; the Expires header of a REGISTER or of its answer
  std::uint16_t status = 0;       // 0: a request
  std::uint16_t retry_after = 0;  // seconds; 0: no such header
  SipMethod method = SipMethod::register_;
  bool keepalive = false;  // Contact parameter cisco-keep-alive: leave the bindings alone
  bool token = false;      // REFER to urn:X-cisco-remotecc:token-registration

  constexpr bool is_request() const { return status == 0; }
  constexpr bool is_final() const { return status >= 200; }
};

// Bytes of the text on the wire: counted in the field report's captures (REGISTER, 100 and 200 of a
// CP7975G); the REFER is assumed to be as long as the REGISTER.
constexpr std::uint16_t length_of(const SipMessage& m) {
  if (m.is_request()) return 890;
  return m.status < 200 ? 325 : 637;
}

}  // namespace models
