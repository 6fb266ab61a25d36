#include "app/evidence/log_texts.hpp"

#include <algorithm>
#include <array>

#include "models/protocol/sip/cucm_reason.hpp"

namespace app {

using models::BindingFact;
using models::OutOfService;
using models::Unbound;

Seen seen(OutOfService why) {
  switch (why) {
    case OutOfService::tcp_timed_out: return {"tcp_timed_out", "TCPtimedOut"};
    case OutOfService::ucm_reset_connection:
      return {"ucm_reset_connection", "TCPucmResetConnection"};
    case OutOfService::ucm_closed_connection:
      return {"ucm_closed_connection", "TCPucmClosedConnection"};
    case OutOfService::registration_timed_out:
      return {"registration_timed_out", "TCPDeviceRegistrationTimedOut"};
    case OutOfService::registration_rejected:
      return {"registration_rejected", "TCPClosedRegistrationReject"};
    case OutOfService::sccp_keepalive_failure:
      return {"sccp_keepalive_failure", "SCCPKeepAliveFailure"};
    case OutOfService::ucm_initiated_reset:
      return {"ucm_initiated_reset", "TCPclosedUcmInitiatedReset"};
    case OutOfService::ucm_initiated_restart:
      return {"ucm_initiated_restart", "TCPclosedUcmInitiatedRestart"};
  }
  return {"unknown", "unknown"};
}

std::string numbered(std::string_view name, int code) {
  return std::string(name) + " (" + std::to_string(code) + ")";
}

namespace {

using models::CucmReason;

constexpr Logged of_cucm(Unbound why, CucmReason reason) {
  return {why, to_text(reason), static_cast<int>(reason), cucm_name(reason)};
}
constexpr std::array logged{
    of_cucm(Unbound::server_down, CucmReason::server_down),
    of_cucm(Unbound::connectivity_error, CucmReason::connectivity_error),
    of_cucm(Unbound::device_unregistered, CucmReason::device_unregistered),
    of_cucm(Unbound::keepalive_timeout, CucmReason::keepalive_timeout),
    of_cucm(Unbound::source_port_changed, CucmReason::source_port_changed),
    Logged{Unbound::expired, "expired", 0, ""},
    Logged{Unbound::unreachable, "unreachable", 0, ""},
};

}  // namespace

const Logged& logged_by(Unbound why) { return *std::ranges::find(logged, why, &Logged::why); }

std::string server_log(const BindingFact& fact, const Logged& entry, const std::string& phone) {
  switch (fact.why) {
    case Unbound::server_down: return "nothing: it lost power";
    case Unbound::expired: return "-- Unregistered SIP '" + phone + "'";
    case Unbound::unreachable:
      return "Peer '" + phone +
             "' is now UNREACHABLE!  Last qualify: " + std::to_string(fact.last_qualify);
    case Unbound::connectivity_error:
    case Unbound::device_unregistered:
    case Unbound::keepalive_timeout:
    case Unbound::source_port_changed: break;
  }
  return "EndPointUnregistered Reason=" + std::to_string(entry.code) + " " +
         std::string(entry.name);
}

}  // namespace app
