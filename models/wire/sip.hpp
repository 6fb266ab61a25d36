// SIP exchanges as values: REGISTER, REFER, OPTIONS and a call's INVITE (RFC 3261) with Cisco's
// extensions ([cisco-200410]), and the bytes that hold a NAT mapping open. Only what decides a
// registration is kept; names, tags, Call-ID and branches follow from `user` and `cseq`.
#pragma once

#include "models/wire/endpoint.hpp"

namespace models {

inline constexpr std::uint16_t sip_port = 5060;  // RFC 3261 19.1.2

// crlf is no message but CRLFCRLF in a datagram of its own: nobody answers it (RFC 5626 4.4.1).
enum class SipMethod : std::uint8_t {
  register_,
  refer,
  options,
  invite,
  cancel,
  ack,
  bye,
  update,  // RFC 3311
  crlf,
};

constexpr bool is_of_a_call(SipMethod method) {
  return method >= SipMethod::invite && method <= SipMethod::update;
}

// A REGISTER without Expires: the registrar chooses (RFC 3261 10.2.1.1).
inline constexpr std::uint32_t no_expires = 0xffff'ffff;

// What a registrar's log says of an error answer; the phone does not read it.
enum class SipRefusal : std::uint8_t {
  none,
  wrong_password,
  aged_nonce,    // said to be stale
  unsaid_stale,  // aged, but the answer does not say so
  used_nonce,    // once, which is all that it was good for
  locked,        // the account, after too many wrong passwords
  too_brief,     // 423
  too_many_contacts,
  overloaded,
  no_licence,  // as many phones are registered as it may have
};

struct SipMessage {
  std::uint32_t user = 0;  // whose address-of-record: the phone's number in this run
  std::uint32_t cseq = 0;
  std::uint32_t expires = 0;       // seconds; the Expires header of a REGISTER or of its answer
  std::uint32_t nonce = 0;         // of WWW-Authenticate or Authorization; 0: no such header
  std::uint32_t response = 0;      // of Authorization, in place of its 128 bits
  Ipv4 contact{};                  // that Via and Contact name, or the URI of a request to a phone
  std::uint16_t contact_port = 0;  // 0: no such headers
  std::uint16_t status = 0;        // 0: a request
  std::uint16_t retry_after = 0;   // seconds; 0: no such header
  std::uint16_t min_expires = 0;   // seconds; of a 423
  SipMethod method = SipMethod::register_;
  SipRefusal refusal = SipRefusal::none;  // of an error answer
  std::uint8_t call_id = 0;               // of a REGISTER: another after each start of the phone
  bool keepalive : 1 = false;    // Contact parameter cisco-keep-alive: leave the bindings alone
  bool token : 1 = false;        // REFER to urn:X-cisco-remotecc:token-registration
  bool stale : 1 = false;        // of a 401: the password was right, only the nonce too old
  bool misdirected : 1 = false;  // an answer by a phone that is not `user`, as its Contact shows
  bool rport : 1 = false;        // Via asks for an answer to where it came from (RFC 3581)

  constexpr bool is_request() const { return status == 0; }
  constexpr bool is_final() const { return status >= 200; }
};
static_assert(sizeof(SipMessage) == 36);  // it is part of every frame

// Via and Contact name another address than the packet came from (nat_uac_test 2).
constexpr bool is_behind_nat(const SipMessage& request, Endpoint from) {
  return request.contact_port != 0 && request.contact != from.address;
}

// RFC 3261 18.2.2, RFC 3581 4: who answers heeds `rport` if it is asked to, or forced to; else the
// answer goes to the port that Via names.
constexpr Endpoint answers_go_to(const SipMessage& request, Endpoint from, bool force_rport) {
  if (from.stream || request.rport || force_rport || request.contact_port == 0) return from;
  return {from.address, request.contact_port};
}

// The phone's credentials are to blame (RFC 3261 21.4.2, 21.4.4).
constexpr bool is_unauthorized(std::uint16_t status) { return status == 401 || status == 403; }

// Bytes of the text on the wire: counted in [cisco-200410]'s captures (REGISTER, 100 and 200 of a
// CP7975G); [assumed-sizes]: the REFER is assumed to be as long as the REGISTER, Authorization to
// have 190 bytes, OPTIONS, a call's requests (an INVITE with SDP) and their answers are assumed.
inline constexpr std::uint16_t register_text_bytes = 890;
inline constexpr std::uint16_t register_answer_text_bytes = 637;
inline constexpr std::uint16_t invite_text_bytes = 900;
constexpr std::uint16_t length_of(const SipMessage& m) {
  switch (m.method) {
    case SipMethod::crlf: return 4;
    case SipMethod::options:
    case SipMethod::cancel:
    case SipMethod::ack:
    case SipMethod::bye:
    case SipMethod::update: return m.is_request() ? 400 : 450;
    case SipMethod::invite: return m.is_request() ? invite_text_bytes : 450;
    case SipMethod::register_:
    case SipMethod::refer: break;
  }
  if (m.is_request()) return register_text_bytes + (m.nonce != 0 ? 190 : 0);
  return m.status < 200 ? 325 : register_answer_text_bytes;
}

}  // namespace models
