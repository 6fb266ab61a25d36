// A call's messages and its media as values: INVITE, UPDATE and BYE with the SDP (RFC 4566, 3264)
// and the session timer (RFC 4028) that they carry; RTP (RFC 3550). Of SDP only what decides who
// hears whom is kept: address, port, direction. Left out: codecs, early media, RTCP, SRTP, ICE.
#pragma once

#include "models/wire/sip.hpp"

namespace models {

// a=sendrecv, sendonly, recvonly, inactive.
enum class MediaDirection : std::uint8_t { both, sends, receives, inactive };
// Of the two sides of a request: RFC 4028 4.
enum class SessionRefresher : std::uint8_t { none, uac, uas };

struct CallMessage : SipMessage {
  Ipv4 media{};                       // c= of its SDP
  std::uint16_t media_port = 0;       // m=; 0: it carries no SDP
  std::uint16_t call = 0;             // its Call-ID: odd ones are a server's
  std::uint16_t session_expires = 0;  // seconds; 0: no such header
  MediaDirection direction = MediaDirection::both;
  SessionRefresher refresher : 2 = SessionRefresher::none;
  bool by_phone : 1 = false;  // who sent it

  // The Request-URI's user, where an INVITE of ours has no Expires; no_expires: outside.
  constexpr std::uint32_t called() const { return expires; }
  constexpr bool has_media() const { return media_port != 0; }
  constexpr bool is_success() const { return status >= 200 && status < 300; }
};
static_assert(sizeof(CallMessage) == 48);  // a frame is no larger for it

inline constexpr std::uint32_t outside_the_house = no_expires;

// With SDP and a session timer: [assumed-sizes].
constexpr std::uint16_t length_of(const CallMessage& m) {
  if (m.has_media()) return invite_text_bytes;
  return m.method == SipMethod::update ? 600 : length_of(static_cast<const SipMessage&>(m));
}

// One of the fifty packets of a second: 20 ms of G.711 (RFC 3551 4.5.14).
struct RtpPacket {
  std::uint32_t user = 0;  // whose call: the phone's number in this run
  std::uint16_t call = 0;
  std::uint16_t sequence = 0;
  bool is_keepalive = false;  // RFC 6263 4: without a sound
};
inline constexpr std::uint16_t rtp_header_bytes = 12;
inline constexpr std::uint16_t rtp_sound_bytes = 160;
constexpr std::uint16_t length_of(const RtpPacket& packet) {
  return packet.is_keepalive ? rtp_header_bytes : rtp_header_bytes + rtp_sound_bytes;
}

}  // namespace models
