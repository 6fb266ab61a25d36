// SccpClientConfig and SccpRegistrarConfig in a file: keys, meaning, bounds.
#pragma once

#include "models/protocol/sccp/sccp_client.hpp"
#include "models/protocol/sccp/sccp_registrar.hpp"
#include "sim/schema/field.hpp"

namespace models {

constexpr auto names(SccpDetectionMode*) {
  return std::array{
      sim::Name{SccpDetectionMode::normal, "normal",
                "a keepalive unanswered for longer than the average acknowledgment took"},
      sim::Name{SccpDetectionMode::delayed, "delayed", "`misses` keepalive intervals"}};
}

inline sim::Fields<SccpDetectionConfig> fields(SccpDetectionConfig*) {
  using C = SccpDetectionConfig;
  using sim::field;
  return {
      field("mode", &C::mode, "Detect Unified CM Connection Failure"),
      field("averaged", &C::averaged, "acknowledgments that the average spans", 1, 10'000),
      field("wait_percent", &C::wait_percent, "normal: wait so much of the average", 1, 10'000),
      field("wait_floor", &C::wait_floor, "normal: but at least so long", 1ms, 1h),
      field("misses", &C::misses,
            "delayed, or no average yet: unanswered for so many intervals; 12: four times slower",
            1, 32)};
}

inline sim::Fields<SccpClientConfig> fields(SccpClientConfig*) {
  using C = SccpClientConfig;
  using sim::field;
  return {
      field("detection", &C::detection, "when the call manager counts as failed"),
      field("alarm", &C::alarm, "Alarm before Register"),
      field("answer_timeout", &C::answer_timeout,
            "an answer of the registration missing for so long: fail over", 1s, 1h),
      field("min_keepalive", &C::min_keepalive, "the shortest keepalive interval it honours", 1s,
            1h),
      field("standby", &C::standby, "keep a connection to a second call manager"),
      field("standby_must_answer", &C::standby_must_answer,
            "a standby without KeepAliveAck for `misses` intervals is given up"),
      field("connection_monitor", &C::connection_monitor,
            "a better call manager must be connected for so long (Connection Monitor Duration)", 1s,
            24h),
      field("fallback_retry", &C::fallback_retry, "between attempts to connect to a lost one", 1s,
            24h),
      field("reject_wait_min", &C::reject_wait_min, "after RegisterReject wait at least", 1s, 24h),
      field("reject_wait_max", &C::reject_wait_max, "and at most, random", 1s, 24h),
      field("restart_min", &C::restart_min, "all call managers failed: begin anew after at least",
            1s, 24h),
      field("restart_max", &C::restart_max, "and at most, random", 1s, 24h),
      field("reboot", &C::reboot, "Reset 1: until it connects again", 1s, 1h)};
}

inline sim::Fields<SccpRegistrarConfig> fields(SccpRegistrarConfig*) {
  using C = SccpRegistrarConfig;
  using sim::field;
  return {
      field("keepalive_interval", &C::keepalive_interval, "Station KeepAlive Interval", 1s, 1h),
      field("secondary_keepalive", &C::secondary_keepalive, "Station 2nd KeepAlive Interval", 1s,
            1h),
      field("server_misses", &C::server_misses,
            "a phone is dropped so many intervals after its last keepalive", 1, 32),
      field("server_grace", &C::server_grace, "and this", 0s, 1h),
      field("close_connection", &C::close_connection, "close TCP when the keepalive is overdue"),
      field("answers_standby", &C::answers_standby,
            "answer keepalives of phones that are not registered here; else TCP only"),
      field("rejects", &C::rejects, "RegisterReject to every phone"),
      field("grants_token", &C::grants_token, "let phones return to this call manager"),
      field("token_wait", &C::token_wait, "else they ask again after", 0s, 24h),
      field("answer_delay", &C::answer_delay, "from a message to its answer", 0s, 60s)};
}

}  // namespace models
