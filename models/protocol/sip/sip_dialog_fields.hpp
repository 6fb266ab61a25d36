// SipDialogConfig in a file: keys, meaning, bounds.
#pragma once

#include "models/protocol/sip/sip_dialog.hpp"
#include "sim/schema/field.hpp"

namespace models {

constexpr auto names(SessionTimers*) {
  using enum SessionTimers;
  return std::array{sim::Name{refuse, "refuse", "it knows no session timer (timers=no)"},
                    sim::Name{accept, "accept", "if the other side asks for one"},
                    sim::Name{originate, "originate", "it asks for one (RFC 4028 7.1)"}};
}

constexpr auto names(RefreshedBy*) {
  using enum RefreshedBy;
  return std::array{
      sim::Name{either, "either", "as the other side says; if that says nothing, the caller"},
      sim::Name{caller, "caller", "refresher=uac"}, sim::Name{called, "called", "refresher=uas"}};
}

constexpr auto names(RefreshMethod*) {
  return std::array{sim::Name{RefreshMethod::invite, "invite", "re-INVITE, with SDP"},
                    sim::Name{RefreshMethod::update, "update", "UPDATE (RFC 3311), without"}};
}

inline sim::Fields<SipDialogConfig> fields(SipDialogConfig*) {
  using C = SipDialogConfig;
  using sim::field;
  return {
      field("answers_after", &C::answers_after,
            "who is called picks up so long after it rings; of a server: who is outside", 0s,
            10min),
      field("session_timers", &C::session_timers, "whether a call must be refreshed (RFC 4028)"),
      field("session_expires", &C::session_expires,
            "Session-Expires: refreshed at half of it, else the call ends", 90s, 18h),
      field("min_se", &C::min_se, "Min-SE: a shorter session is refused with 422", 90s, 18h),
      field("refreshed_by", &C::refreshed_by, "which side is asked to refresh"),
      field("refresh_method", &C::refresh_method, "by which request"),
      field("refreshes", &C::refreshes, "if it is to refresh, it does; else it only says so"),
      field("contact_address", &C::contact_address,
            "that its Contact names in a call, instead of its own (externip, "
            "external_signaling_address, a STUN server's answer)")};
}

inline sim::Fields<PhoneCallsConfig> fields(PhoneCallsConfig*) {
  return {sim::fields_of<SipDialogConfig>(),
          {sim::field("follows_contact", &PhoneCallsConfig::follows_contact,
                      "within a call its requests go where the other side's Contact says; else to "
                      "its registrar (an outbound proxy)")}};
}

}  // namespace models
