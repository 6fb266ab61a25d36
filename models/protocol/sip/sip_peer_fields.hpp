// SipPeerConfig in a file: keys, meaning, bounds.
#pragma once

#include "models/protocol/sip/sip_peer.hpp"
#include "sim/schema/field.hpp"

namespace models {

constexpr auto names(TooBrief*) {
  return std::array{
      sim::Name{TooBrief::reject, "reject", "423 with Min-Expires, RFC 3261 10.3 (7)"},
      sim::Name{TooBrief::raise, "raise", "grant min_expiry (Asterisk 11 and later)"}};
}

constexpr auto names(WrongPassword*) {
  return std::array{
      sim::Name{WrongPassword::forbid, "forbid", "403 Forbidden (chan_sip of Asterisk 11)"},
      sim::Name{WrongPassword::challenge, "challenge", "401 with another nonce (RFC 3261 22.1)"}};
}

inline sim::Fields<SipChallengeConfig> fields(SipChallengeConfig*) {
  using C = SipChallengeConfig;
  using sim::field;
  return {
      field("enabled", &C::enabled, "challenge each REGISTER with 401 (RFC 3261 22.2)"),
      field("password", &C::password, "that its extensions have to know", 0, 100),
      field("nonce_lifetime", &C::nonce_lifetime,
            "how long a challenge may be answered; later the nonce is stale", 1ms, 24h),
      field("wrong_password", &C::wrong_password, "what it says to a response that does not fit")};
}

inline sim::Fields<SipPeerConfig> fields(SipPeerConfig*) {
  using C = SipPeerConfig;
  using sim::field;
  return {
      field("default_expiry", &C::default_expiry,
            "granted when a REGISTER names no Expires (defaultexpiry)", 1s, 24h),
      field("min_expiry", &C::min_expiry, "the shortest grant (minexpiry)", 1s, 18h),
      field("max_expiry", &C::max_expiry, "the longest grant (maxexpiry)", 1s, 8760h),
      field("expiry_slack", &C::expiry_slack, "the binding outlives its grant by this", 0s, 1h),
      field("too_brief", &C::too_brief, "a REGISTER that asks for less than min_expiry"),
      field("qualify", &C::qualify,
            "an answer to OPTIONS slower than this is Lagged, none within twice this UNREACHABLE; "
            "0s: qualify=no",
            0s, 1min),
      field("qualify_natted_only", &C::qualify_natted_only,
            "OPTIONS only to phones whose Via shows a NAT (Kamailio: ping_nated_only)"),
      field("qualify_every", &C::qualify_every,
            "from a good answer to the next OPTIONS "
            "(qualifyfreq)",
            1s, 24h),
      field("qualify_not_ok", &C::qualify_not_ok,
            "from a late or missing answer to the next OPTIONS (DEFAULT_FREQ_NOTOK)", 1s, 24h),
      field("t1", &C::t1, "first retransmission of OPTIONS and INVITE, then doubled (timert1)", 1ms,
            1min),
      field("t2", &C::t2, "longest interval between retransmissions", 1ms, 1min),
      field("drops_with_connection", &C::drops_with_connection,
            "over TCP and TLS: when a phone's connection ends, so does its registration"),
      field("auth", &C::auth, "digest authentication")};
}

}  // namespace models
