// SIP exchanges as values: REGISTER, REFER, OPTIONS and a call's INVITE (RFC 3261) with Cisco's
// extensions ([cisco-200410]), and the bytes that hold a NAT mapping open. Only what decides a
// registration is kept; names, tags, Call-ID and branches follow from `user` and `cseq`.
#pragma once

#include "models/wire/names.hpp"

namespace models {

inline constexpr std::uint16_t sip_port = 5060;  // RFC 3261 19.1.2

// crlf is no message but CRLFCRLF in a datagram of its own: nobody answers it (RFC 5626 4.4.1).
enum class SipMethod : std::uint8_t { register_, refer, options, invite, cancel, ack, crlf };

constexpr bool is_of_a_call(SipMethod method) {
  return method == SipMethod::invite || method == SipMethod::cancel || method == SipMethod::ack;
}

// A REGISTER without Expires: the registrar chooses (RFC 3261 10.2.1.1).
inline constexpr std::uint32_t no_expires = 0xffff'ffff;

struct SipMessage {
  std::uint32_t user = 0;  // whose address-of-record: the phone's number in this run
  std::uint32_t cseq = 0;
  std::uint32_t expires = 0;      // seconds; the Expires header of a REGISTER or of its answer
  std::uint32_t nonce = 0;        // of WWW-Authenticate or Authorization; 0: no such header
  std::uint32_t response = 0;     // of Authorization, in place of its 128 bits
  std::uint16_t status = 0;       // 0: a request
  std::uint16_t retry_after = 0;  // seconds; 0: no such header
  std::uint16_t min_expires = 0;  // seconds; of a 423
  SipMethod method = SipMethod::register_;
  bool keepalive : 1 = false;    // Contact parameter cisco-keep-alive: leave the bindings alone
  bool token : 1 = false;        // REFER to urn:X-cisco-remotecc:token-registration
  bool stale : 1 = false;        // of a 401: the password was right, only the nonce too old
  bool misdirected : 1 = false;  // an answer by a phone that is not `user`, as its Contact shows
  bool behind_nat : 1 = false;   // Via and Contact name another address than the packet comes from

  constexpr bool is_request() const { return status == 0; }
  constexpr bool is_final() const { return status >= 200; }
};
static_assert(sizeof(SipMessage) == 28);  // it is part of every frame

// The phone's credentials are to blame (RFC 3261 21.4.2, 21.4.4).
constexpr bool is_unauthorized(std::uint16_t status) { return status == 401 || status == 403; }

// Bytes of the text on the wire: counted in [cisco-200410]'s captures (REGISTER, 100 and 200 of a
// CP7975G); [assumed-sizes]: the REFER is assumed to be as long as the REGISTER, Authorization to
// have 190 bytes, OPTIONS, a call's requests (an INVITE with SDP) and their answers are assumed.
constexpr std::uint16_t length_of(const SipMessage& m) {
  switch (m.method) {
    case SipMethod::crlf: return 4;
    case SipMethod::options:
    case SipMethod::cancel:
    case SipMethod::ack: return m.is_request() ? 400 : 450;
    case SipMethod::invite: return m.is_request() ? 900 : 450;
    case SipMethod::register_:
    case SipMethod::refer: break;
  }
  if (m.is_request()) return m.nonce != 0 ? 1080 : 890;
  return m.status < 200 ? 325 : 637;
}

}  // namespace models
