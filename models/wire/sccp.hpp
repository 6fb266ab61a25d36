// SCCP (Skinny) messages as values: what a station and a call manager say to each other until the
// station is registered, to stay so, and to ring (ids of Asterisk's [chan-skinny]). Of a call left
// out: all but the ringing.
#pragma once

#include "models/wire/names.hpp"

namespace models {

enum class SccpId : std::uint16_t {
  keepalive = 0x0000,
  register_ = 0x0001,
  ip_port = 0x0002,
  button_template_req = 0x000e,
  capabilities_res = 0x0010,
  alarm = 0x0020,
  softkey_set_req = 0x0025,
  unregister = 0x0027,
  softkey_template_req = 0x0028,
  register_token_req = 0x0029,
  register_ack = 0x0081,
  set_ringer = 0x0085,
  button_template = 0x0097,
  capabilities_req = 0x009b,
  register_reject = 0x009d,
  reset = 0x009f,
  keepalive_ack = 0x0100,
  softkey_template_res = 0x0108,
  softkey_set_res = 0x0109,
  call_state = 0x0111,
  unregister_ack = 0x0118,
  register_token_ack = 0x011a,
  register_token_reject = 0x011b,
};

inline constexpr std::uint16_t sccp_port = 2000;

// Reset: boot anew, DHCP and TFTP included, or only register anew.
enum class SccpResetType : std::uint8_t { reset = 1, restart = 2 };

// SetRinger's; the CallState before it is OnHook (2) or RingIn (4).
enum class SccpRing : std::uint8_t { off = 1, inside = 2 };

struct SccpMessage {
  std::uint32_t user = 0;                 // the station: the phone's number in this run
  std::uint32_t keepalive = 0;            // RegisterAck: seconds; RegisterTokenReject: wait
  std::uint32_t secondary_keepalive = 0;  // RegisterAck: seconds
  SccpId id = SccpId::keepalive;
  SccpResetType reset_type = SccpResetType::reset;  // Reset
  SccpRing ring = SccpRing::off;                    // CallState, SetRinger
};
static_assert(sizeof(SccpMessage) == 16);  // it is part of every frame

// Bytes on the wire: 8 of framing, 4 of message id, and the body (bodies of the
// registration sequence as in [chan-skinny]'s structs, protocol version 0; RegisterTokenReq as in
// Wireshark's dissector, which reads no shorter one).
constexpr std::uint16_t length_of(const SccpMessage& m) {
  using enum SccpId;
  switch (m.id) {
    case keepalive:
    case keepalive_ack:
    case unregister:
    case button_template_req:
    case softkey_set_req:
    case softkey_template_req:
    case register_token_ack:
    case capabilities_req: return 12;
    case ip_port:
    case reset:
    case register_token_reject:
    case unregister_ack: return 12 + 4;
    case register_ack: return 12 + 20;
    case register_token_req: return 12 + 48;
    case register_reject: return 12 + 33;
    case set_ringer: return 12 + 20;
    case call_state: return 12 + 24;
    case register_: return 12 + 36;
    case alarm: return 12 + 92;
    case button_template: return 12 + 12 + 2 * 42;
    case capabilities_res: return 12 + 4 + 18 * 16;
    case softkey_template_res: return 12 + 12 + 32 * 20;
    case softkey_set_res: return 12 + 12 + 16 * 48;
  }
  return 12;
}

}  // namespace models
