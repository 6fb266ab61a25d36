// SipClientConfig and RegistrarConfig in a file: keys, meaning, bounds. register_expires is every
// phone's: sip_ua_fields.hpp.
#pragma once

#include "models/protocol/sip/sip_client.hpp"
#include "models/protocol/sip/sip_registrar.hpp"
#include "sim/schema/field.hpp"

namespace models {

constexpr auto names(KeepaliveFrom*) {
  return std::array{
      sim::Name{KeepaliveFrom::answer, "answer", "from the arrival of the 200 OK (SIPCC)"},
      sim::Name{KeepaliveFrom::send, "send", "from the moment the REGISTER was sent"}};
}

inline sim::Fields<SipClientConfig> fields(SipClientConfig*) {
  using C = SipClientConfig;
  using sim::field;
  return {
      field("register_delta", &C::register_delta,
            "refresh this long before the granted expiry (timerRegisterDelta)", 0s, 1h),
      field("keepalive_from", &C::keepalive_from, "from when the refresh interval counts"),
      field("standby", &C::standby, "keep a second call manager alive"),
      field("standby_keepalive", &C::standby_keepalive,
            "REGISTER Expires:0 to the standby, after its answer (timerKeepAliveExpires)", 1s, 24h),
      field("fallback_retry", &C::fallback_retry, "between attempts at a better call manager", 1s,
            24h),
      field("stability_probes", &C::stability_probes,
            "further answered probes before the token (Connection Monitor Duration / interval)", 0,
            255),
      field("answer_timeout", &C::answer_timeout, "a REGISTER unanswered for so long: fail over",
            1s, 1h),
      field("min_refresh", &C::min_refresh, "a grant that leaves less than this is unusable", 0s,
            1h),
      field("restart_min", &C::restart_min, "all call managers failed: restart after at least", 1s,
            24h),
      field("restart_max", &C::restart_max, "and at most, random", 1s, 24h)};
}

inline sim::Fields<RegistrarConfig> fields(RegistrarConfig*) {
  using C = RegistrarConfig;
  using sim::field;
  return {
      field("keepalive_interval", &C::keepalive_interval,
            "granted Expires (SIP Station KeepAlive Interval)", 1s, 24h),
      field("register_delta", &C::register_delta, "timerRegisterDelta of the phones' SIP profile",
            0s, 1h),
      field("keepalive_grace", &C::keepalive_grace,
            "a phone is dropped keepalive_interval - register_delta + this after its last REGISTER",
            0s, 24h),
      field("close_connection", &C::close_connection, "close TCP when the keepalive is overdue"),
      field("trying", &C::trying, "send 100 Trying"),
      field("trying_delay", &C::trying_delay, "from the request to 100 Trying, and the ACK on it",
            0s, 10s),
      field("answer_delay", &C::answer_delay, "from the request to the final response", 0s, 60s)};
}

}  // namespace models
