// AccessConfig in a file: keys, meaning, bounds.
#pragma once

#include "models/protocol/access/access_config.hpp"
#include "sim/schema/field.hpp"

namespace models {

constexpr auto names(AccessOrder*) {
  using enum AccessOrder;
  return std::array{
      sim::Name{dot1x, "dot1x", "802.1X only"}, sim::Name{mab, "mab", "by MAC only"},
      sim::Name{dot1x_mab, "dot1x_mab", "802.1X; by MAC when nobody answers EAP"},
      sim::Name{mab_dot1x, "mab_dot1x", "by MAC at once; 802.1X when that is rejected"}};
}
constexpr auto names(AccessPriority*) {
  using enum AccessPriority;
  return std::array{sim::Name{order, "order", "the first of the order"},
                    sim::Name{dot1x, "dot1x", "an EAPOL-Start begins anew what MAB has let in"},
                    sim::Name{mab, "mab", "it does not"}};
}
constexpr auto names(HostMode*) {
  using enum HostMode;
  return std::array{
      sim::Name{single_host, "single_host", "one device"},
      sim::Name{multi_domain, "multi_domain", "one for data, and one that RADIUS calls a phone"},
      sim::Name{multi_auth, "multi_auth", "each for itself; one phone"},
      sim::Name{multi_host, "multi_host", "the first one lets in all"}};
}
constexpr auto names(AccessViolation*) {
  using enum AccessViolation;
  return std::array{sim::Name{shutdown, "shutdown", "err-disable the port"},
                    sim::Name{restrict, "restrict", "drop and count"},
                    sim::Name{replace, "replace", "the newer one takes the older one's place"}};
}

inline sim::Fields<AccessConfig> fields(AccessConfig*) {
  using C = AccessConfig;
  using sim::field;
  return {
      field("enabled", &C::enabled, "port-control auto; off: everybody is let in"),
      field("order", &C::order, "the methods, as they are tried"),
      field("priority", &C::priority, "which of them may interrupt the other"),
      field("host_mode", &C::host_mode, "how many devices a port admits"),
      field("violation", &C::violation, "what one device too many does"),
      field("errdisable_recovery", &C::errdisable_recovery,
            "after violation shutdown: until the port is tried again; 0s = never", 0s, 24h),
      field("max_devices", &C::max_devices, "that may try at a port at once", 1, 32),
      field("open", &C::open, "monitor mode: whoever fails is let through all the same"),
      field("voice_bypass", &C::voice_bypass,
            "what is tagged with the voice VLAN needs no authentication"),
      field("tx_period", &C::tx_period, "between two EAP-Request/Identity", 1s, 65535s),
      field("max_reauth_req", &C::max_reauth_req, "so many more after the first one", 1, 10),
      field("supp_timeout", &C::supp_timeout, "for the answer to any other EAP request", 1s,
            65535s),
      field("max_req", &C::max_req, "so many more of those after the first one", 1, 10),
      field("server_timeout", &C::server_timeout,
            "for RADIUS, whatever its client still tries; 802.1X only", 1s, 65535s),
      field("quiet_period", &C::quiet_period, "after a failure, until it begins anew", 1s, 65535s),
      field("reauth_period", &C::reauth_period,
            "a session asks RADIUS again after so long; 0s = never", 0s, 8760h),
      field("reauth_by_server", &C::reauth_by_server, "Session-Timeout counts instead, if given"),
      field("inactivity", &C::inactivity, "a session ends after so long a silence; 0s = never", 0s,
            65535s),
      field("failure_next_method", &C::failure_next_method,
            "MAB is tried when 802.1X is rejected, not only when nobody answers"),
      field("guest_vlan", &C::guest_vlan,
            "of devices without a supplicant whose MAC is not known; 0 = none", 0, 4094),
      field("failure_vlan", &C::failure_vlan, "of devices that were rejected; 0 = none", 0, 4094),
      field("critical", &C::critical,
            "server dead action authorize: devices are let in while no RADIUS server answers"),
      field("critical_vlan", &C::critical_vlan, "into this VLAN; 0 = that of the port", 0, 4094),
      field("critical_voice", &C::critical_voice,
            "server dead action authorize voice: the same for the voice VLAN"),
      field("critical_eapol", &C::critical_eapol, "a supplicant is then told that it succeeded"),
      field("reinitialize", &C::reinitialize,
            "server alive action reinitialize: they begin anew when a server is back"),
      field("cached_reauth", &C::cached_reauth,
            "sessions outlive so long that no server answers their reauthentication; 0s = not at "
            "all",
            0s, 8760h)
          .or_forever()};
}

}  // namespace models
