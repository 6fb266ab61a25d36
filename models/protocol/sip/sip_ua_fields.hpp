// SipTimers and SipUaConfig in a file: keys, meaning, bounds.
#pragma once

#include "models/protocol/sip/sip_ua.hpp"
#include "sim/schema/field.hpp"

namespace models {

inline sim::Fields<SipTimers> fields(SipTimers*) {
  using T = SipTimers;
  using sim::field;
  return {field("t1", &T::t1, "first retransmission, then doubled (RFC 3261 17.1.2.2)", 1ms, 1min),
          field("t2", &T::t2, "longest interval between retransmissions", 1ms, 1min),
          field("t4", &T::t4, "how long copies of an answer are expected (timer K)", 0s, 1min),
          field("timer_f", &T::timer_f, "a request unanswered for so long has failed; 64 * T1", 1ms,
                10min)};
}

constexpr auto names(SipRetry*) {
  return std::array{
      sim::Name{SipRetry::interval, "interval", "retry_after_timeout or retry_after_rejection"},
      sim::Name{SipRetry::rfc5626, "rfc5626",
                "RFC 5626 4.5: half to all of recovery_base * 2^failures"}};
}

constexpr auto names(SipKeepalive*) {
  return std::array{
      sim::Name{SipKeepalive::crlf, "crlf", "4 bytes that nobody answers: refreshes NAT outbound"},
      sim::Name{SipKeepalive::options, "options", "a request that the registrar answers"}};
}

constexpr auto names(GivesUpOn*) {
  using enum GivesUpOn;
  return std::array{sim::Name{nothing, "nothing", "it tries again after every answer"},
                    sim::Name{forbidden, "forbidden", "403 Forbidden, 404 Not Found"},
                    sim::Name{fatal, "fatal", "all but 408, 500, 502 to 504, and 6xx (res_pjsip)"},
                    sim::Name{rejection, "rejection", "any error answer"}};
}

inline sim::Fields<SipUaConfig> fields(SipUaConfig*) {
  using C = SipUaConfig;
  using sim::field;
  return {
      field("register_expires", &C::register_expires,
            "Expires of the REGISTER; 0s: none, the registrar chooses", 0s, 8760h),
      field("refresh_percent", &C::refresh_percent,
            "refresh after this part of the granted expiry, counted from the answer; above 100 it "
            "comes too late",
            1, 1000),
      field("refresh_before", &C::refresh_before,
            "and at the latest so long before the granted expiry", 0s, 1h),
      field("heeds_grant", &C::heeds_grant,
            "refresh by the expiry that was granted; else by its own register_expires"),
      field("heeds_min_expires", &C::heeds_min_expires,
            "answer 423 by a REGISTER for as long as it demands"),
      field("gives_up_after", &C::gives_up_after,
            "after so many failures in a row it does not try again; 0: it never gives up", 0,
            most_failures),
      field("gives_up_on", &C::gives_up_on, "after which answer it does not try again"),
      field("retry", &C::retry, "how long to wait after a failed registration"),
      field("retry_after_timeout", &C::retry_after_timeout, "after no answer at all", 1s, 24h),
      field("retry_after_rejection", &C::retry_after_rejection, "after an error answer", 1s, 24h),
      field("retry_jitter", &C::retry_jitter, "added to both, uniform from 0 to this", 0s, 24h),
      field("heeds_retry_after", &C::heeds_retry_after, "Retry-After in an error answer counts"),
      field("retry_after_jitter", &C::retry_after_jitter,
            "added to Retry-After, uniform from 0 to this", 0s, 24h),
      field("recovery_base", &C::recovery_base, "RFC 5626 4.5: base time", 1s, 24h),
      field("recovery_max", &C::recovery_max, "RFC 5626 4.5: max-time", 1s, 24h),
      field("keepalive", &C::keepalive, "between keepalives while registered; 0s: none", 0s, 24h),
      field("keepalive_kind", &C::keepalive_kind, "what a keepalive is"),
      field("pong_timeout", &C::pong_timeout,
            "over TCP and TLS: a CRLF keepalive unanswered for so long: a new connection (RFC 5626 "
            "4.4.1: 10 s); 0s: no answer is awaited",
            0s, 10min),
      field("keepalive_recovers", &C::keepalive_recovers,
            "an unanswered OPTIONS keepalive: REGISTER at once"),
      field("reconnects", &C::reconnects,
            "over TCP and TLS: when its connection ends, REGISTER at once over a new one"),
      field("heeds_icmp", &C::heeds_icmp,
            "over UDP: ICMP port unreachable fails its REGISTER (a connected socket; RFC 3261 "
            "8.1.3.1)"),
      field("checks_user", &C::checks_user,
            "answer 404 to OPTIONS or a call for another user, else as for its own"),
      field("password", &C::password, "of its extension, if the registrar challenges", 0, 100),
      field("stale_retries", &C::stale_retries,
            "so often in a row it answers a challenge that calls its nonce stale", 0, 100),
      field("reuses_nonce", &C::reuses_nonce,
            "a refresh has the credentials of the last challenge (RFC 3261 22.2); else each "
            "REGISTER is sent without first"),
      field("rport", &C::rport,
            "its Via asks for answers to where its requests came from (RFC 3581)"),
      field("timers", &C::timers, "RFC 3261 table 4")};
}

}  // namespace models
