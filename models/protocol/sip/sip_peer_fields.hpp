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

constexpr auto names(ContactUse*) {
  using enum ContactUse;
  return std::array{
      sim::Name{received, "received",
                "where its REGISTER came from (rewrite_contact, nat=comedia, fix_nated_register)"},
      sim::Name{if_behind_nat, "if_behind_nat",
                "there if its Via shows a NAT (nat_uac_test), else as its Contact says"},
      sim::Name{as_written, "as_written", "as its Contact says (RFC 3261 10.3)"}};
}

constexpr auto names(ContactKey*) {
  using enum ContactKey;
  return std::array{
      sim::Name{uri, "uri", "the Contact URI, as it is kept (RFC 3261 10.3 (7))"},
      sim::Name{instance, "instance", "+sip.instance (RFC 5626 6)"},
      sim::Name{call_id, "call_id", "the Call-ID: another after each start of a phone"}};
}

constexpr auto names(TooManyContacts*) {
  using enum TooManyContacts;
  return std::array{sim::Name{forbid, "forbid", "403 Forbidden (res_pjsip_registrar)"},
                    sim::Name{unavailable, "unavailable", "503 (Kamailio's registrar)"}};
}

constexpr auto names(CallsTo*) {
  using enum CallsTo;
  return std::array{sim::Name{all, "all", "each that qualify finds reachable, at once"},
                    sim::Name{first, "first", "of those, the one that registered first"},
                    sim::Name{newest, "newest", "of those, the one that registered last"}};
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
      field("wrong_password", &C::wrong_password, "what it says to a response that does not fit"),
      field("says_stale", &C::says_stale,
            "a right password with an aged nonce is told so (stale=true)"),
      field("one_time_nonce", &C::one_time_nonce, "each nonce is good for one request"),
      field("locks_after", &C::locks_after,
            "so many wrong passwords in a row lock the account: 403; 0: never", 0, 1000),
      field("lock_time", &C::lock_time, "for how long", 1s, 8760h)};
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
      field("contact", &C::contact, "where OPTIONS and calls for a phone go"),
      field("force_rport", &C::force_rport,
            "answers go to where the request came from, also if its Via does not ask for it "
            "(RFC 3581); else to the port that Via names"),
      field("max_contacts", &C::max_contacts, "contacts that a phone's account may have", 1,
            most_contacts),
      field("contact_key", &C::contact_key, "by what a REGISTER is known to renew a contact"),
      field("remove_existing", &C::remove_existing,
            "one contact too many replaces the oldest; else it is refused"),
      field("remove_unavailable", &C::remove_unavailable,
            "one contact too many replaces first one that qualify finds unreachable"),
      field("too_many_contacts", &C::too_many_contacts, "what it says if it refuses one"),
      field("calls_to", &C::calls_to, "which of a phone's contacts a call goes to"),
      field("keeps_bindings", &C::keeps_bindings,
            "it knows its registrations again after it was switched off (astdb, db_mode)"),
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
      field("answers_pings", &C::answers_pings,
            "over TCP and TLS: a phone's CRLF keepalive is answered (RFC 5626 4.4.1)"),
      field("drops_with_connection", &C::drops_with_connection,
            "over TCP and TLS: when a phone's connection ends, so does its registration"),
      field("auth", &C::auth, "digest authentication")};
}

}  // namespace models
