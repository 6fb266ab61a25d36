// What a range of switch ports demands of who is plugged in: 802.1X, MAC authentication bypass, and
// what holds when neither succeeds ([ieee-802-1x] 8.2, [cisco-mab], [catalyst-mda], [cisco-iab]).
// Defaults are Cisco's with `authentication port-control auto`.
#pragma once

#include "models/wire/names.hpp"

namespace models {

enum class AccessOrder : std::uint8_t { dot1x, mab, dot1x_mab, mab_dot1x };
enum class AccessPriority : std::uint8_t { order, dot1x, mab };
enum class HostMode : std::uint8_t { single_host, multi_domain, multi_auth, multi_host };
enum class AccessViolation : std::uint8_t { shutdown, restrict, replace };

struct AccessConfig {
  bool enabled = true;
  AccessOrder order = AccessOrder::dot1x_mab;
  AccessPriority priority = AccessPriority::order;
  HostMode host_mode = HostMode::single_host;
  AccessViolation violation = AccessViolation::shutdown;
  Duration errdisable_recovery = 0s;  // 0: for ever
  int max_devices = 8;                // at a port (assumed)
  bool open = false;                  // monitor mode: asked, and let through all the same
  bool voice_bypass = false;          // what is tagged with the voice VLAN needs no authentication
  // 802.1X: IEEE 802.1X-2004 8.2.4, 8.2.9
  Duration tx_period = 30s;  // between EAP-Request/Identity
  int max_reauth_req = 2;    // of them after the first
  Duration supp_timeout = 30s;
  int max_req = 2;  // other EAP requests, after the first
  Duration server_timeout = 30s;
  Duration quiet_period = 60s;  // after a failure, until it begins anew
  // Sessions
  Duration reauth_period = 0s;   // 0: none but the server's
  bool reauth_by_server = true;  // Session-Timeout counts instead
  Duration inactivity = 0s;      // of silence; 0: for ever
  bool failure_next_method = false;
  int guest_vlan = 0;    // of who has no supplicant, and no MAC that is known; 0: none
  int failure_vlan = 0;  // of who was rejected; 0: none
  // No RADIUS server answers
  bool critical = false;        // data: authorized all the same ...
  int critical_vlan = 0;        // ... in this VLAN; 0: that of the port
  bool critical_voice = false;  // the same for the voice VLAN
  bool critical_eapol = false;  // and a supplicant is told that it succeeded
  bool reinitialize = false;    // such sessions begin anew when a server is back
  Duration cached_reauth = 0s;  // sessions that were there outlive their reauthentication so long

  constexpr bool has_dot1x() const { return order != AccessOrder::mab; }
  constexpr bool has_mab() const { return order != AccessOrder::dot1x; }
  constexpr bool begins_with_mab() const {
    return order == AccessOrder::mab || order == AccessOrder::mab_dot1x;
  }
  // An EAPOL-Start ends a session that MAB has let in.
  constexpr bool prefers_dot1x() const {
    if (!has_dot1x()) return false;
    return priority == AccessPriority::order ? !begins_with_mab()
                                             : priority == AccessPriority::dot1x;
  }
};

}  // namespace models
