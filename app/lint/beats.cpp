// How often a registered phone sends something by itself, and how often its server asks it.
#include <algorithm>

#include "app/lint/site.hpp"

namespace app {

// The grant is what the registrar makes of what the phone asks for (RFC 3261 10.2.4, 10.3).
std::optional<Beat> Site::refresh(const PhoneGroup& phone, std::size_t server) const {
  const auto* there = as<CallServerSpec>(server);
  if (there == nullptr || phone.spec->is_lync()) return std::nullopt;
  if (phone.spec->is_sccp()) {
    const Duration granted = there->sccp.keepalive_interval;
    const Duration least = phone.spec->sccp.min_keepalive;
    return granted >= least ? Beat{granted, path(server, "sccp.keepalive_interval")}
                            : Beat{least, path(phone.device, "sccp.min_keepalive")};
  }
  if (phone.spec->user_agent == models::SipUserAgent::cisco) {
    const Duration granted =
        there->is_cucm() ? there->sip.keepalive_interval : there->sip.max_expiry;
    const std::string key = there->is_cucm() ? "sip.keepalive_interval" : "sip.max_expiry";
    return Beat{std::max(Duration{1s}, granted - phone.spec->sip.register_delta),
                path(server, key)};
  }
  const auto& sip = phone.spec->sip;
  const Duration asked = sip.SipUaConfig::register_expires;
  Beat beat{asked, path(phone.device, "sip.register_expires")};
  if (there->is_cucm()) {
    beat = {there->sip.keepalive_interval, path(server, "sip.keepalive_interval")};
  } else if (asked == Duration{}) {
    beat = {there->sip.default_expiry, path(server, "sip.default_expiry")};
  } else if (asked > there->sip.max_expiry && sip.heeds_grant) {
    beat = {there->sip.max_expiry, path(server, "sip.max_expiry")};
  } else if (asked < there->sip.min_expiry && sip.heeds_grant) {
    beat = {there->sip.min_expiry, path(server, "sip.min_expiry")};
  }
  const Duration granted = beat.every;
  beat.every = granted / 100 * sip.refresh_percent;
  if (sip.refresh_before > Duration{} && sip.refresh_before < granted) {
    beat.every = std::min(beat.every, granted - sip.refresh_before);
  }
  return beat;
}

std::optional<Beat> Site::keepalive(const PhoneGroup& phone) const {
  if (!phone.spec->is_standard() || phone.spec->sip.keepalive == Duration{}) return std::nullopt;
  return Beat{phone.spec->sip.keepalive, path(phone.device, "sip.keepalive")};
}

std::optional<Beat> Site::own_beat(const PhoneGroup& phone, std::size_t server) const {
  auto beat = refresh(phone, server);
  const auto more = keepalive(phone);
  if (more && (!beat || more->every < beat->every)) beat = more;
  return beat;
}

std::optional<Beat> Site::qualify(const PhoneGroup& phone, std::size_t server,
                                  bool is_seen_natted) const {
  const auto* there = as<CallServerSpec>(server);
  if (there == nullptr || there->is_cucm() || !phone.spec->is_standard()) return std::nullopt;
  if (there->sip.qualify == Duration{}) return std::nullopt;
  if (there->sip.qualify_natted_only && !is_seen_natted) return std::nullopt;
  return Beat{there->sip.qualify_every, path(server, "sip.qualify_every")};
}

std::optional<Beat> Site::patience(const PhoneGroup& phone, std::size_t server) const {
  const auto* there = as<CallServerSpec>(server);
  if (there == nullptr || phone.spec->is_lync()) return std::nullopt;
  if (phone.spec->is_sccp()) {
    const auto& detection = phone.spec->sccp.detection;
    const bool is_normal = detection.mode == models::SccpDetectionMode::normal;
    const Duration delayed = there->sccp.keepalive_interval * detection.misses;
    return is_normal ? Beat{detection.wait_floor, path(phone.device, "sccp.detection.wait_floor")}
                     : Beat{delayed, path(phone.device, "sccp.detection.misses")};
  }
  if (there->is_cucm()) {
    return Beat{there->sip.keepalive_grace, path(server, "sip.keepalive_grace")};
  }
  if (!speaks_udp(*phone.spec)) return std::nullopt;
  return Beat{phone.spec->sip.timers.timer_f, path(phone.device, "sip.timers.timer_f")};
}

}  // namespace app
