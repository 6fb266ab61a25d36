// RtpConfig in a file: keys, meaning, bounds.
#pragma once

#include "models/protocol/rtp/rtp_stream.hpp"
#include "sim/schema/field.hpp"

namespace models {

constexpr auto names(RtpTarget*) {
  using enum RtpTarget;
  return std::array{
      sim::Name{described, "described", "where the other side's SDP says"},
      sim::Name{first, "first", "where the call's first packet came from, for good"},
      sim::Name{offer, "offer", "the same, and anew after each re-INVITE"},
      sim::Name{latest, "latest", "where the last packet came from (comedia, rtp_symmetric)"}};
}

inline sim::Fields<RtpConfig> fields(RtpConfig*) {
  using C = RtpConfig;
  using sim::field;
  return {
      field("first_port", &C::first_port, "UDP port of the first call's media", 1024, 60'000),
      field("address", &C::address,
            "that its SDP names, instead of its own (external_media_address, STUN)"),
      field("sends_to", &C::sends_to, "where its media go (RFC 7362)"),
      field("sample", &C::sample,
            "between two packets of media that are simulated, of fifty a second", 20ms, 1min),
      field("hold_keepalive", &C::hold_keepalive,
            "between packets that it sends while a call is on hold (RFC 6263); 0s: none", 0s, 1h),
      field("silence_ends", &C::silence_ends,
            "without media for so long it hangs up (rtptimeout); 0s: never", 0s, 24h),
      field("hold_silence_ends", &C::hold_silence_ends,
            "the same while a call is on hold (rtpholdtimeout); 0s: never", 0s, 24h)};
}

}  // namespace models
