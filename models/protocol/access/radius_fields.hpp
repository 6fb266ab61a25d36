// RadiusClientConfig and RadiusServerConfig in a file. Identities and passwords (models::Name) are
// texts there: whoever reads it has keys for them.
#pragma once

#include "models/protocol/access/radius_client.hpp"
#include "models/protocol/access/radius_server.hpp"
#include "models/protocol/access/supplicant_fields.hpp"
#include "sim/schema/field.hpp"

namespace models {

inline sim::Fields<RadiusClientConfig> fields(RadiusClientConfig*) {
  using C = RadiusClientConfig;
  using sim::field;
  return {field("servers", &C::servers, "RADIUS servers, in order").at_most(8),
          field("timeout", &C::timeout, "for an answer to each request", 1s, 1000s),
          field("retransmits", &C::retransmits, "so many more to the same server", 0, 100),
          field("dead_time", &C::dead_time,
                "a silent server is not asked for so long; 0s = it is always asked", 0s, 24h),
          field("probe_interval", &C::probe_interval,
                "a silent server is tested so often, and believed in only when it answers; 0s = "
                "never",
                0s, 24h)};
}

inline sim::Fields<RadiusGrant> fields(RadiusGrant*) {
  using C = RadiusGrant;
  using sim::field;
  return {field("voice", &C::voice, "device-traffic-class=voice: it is a phone"),
          field("vlan", &C::vlan, "Tunnel-Private-Group-ID; 0 = that of the port", 0, 4094),
          field("session_timeout", &C::session_timeout, "Session-Timeout; 0s = none", 0s, 8760h),
          field("reauthenticates", &C::reauthenticates,
                "Termination-Action RADIUS-Request; off: Default, the session ends and begins "
                "anew")};
}
inline sim::Fields<RadiusStation> fields(RadiusStation*) {
  using C = RadiusStation;
  using sim::field;
  return {{field("mac", &C::mac, "of the first one; default: any"),
           field("count", &C::count, "so many MACs from there on", 1, 4'000'000)},
          sim::fields_of<RadiusGrant>()};
}

inline sim::Fields<RadiusServerConfig> fields(RadiusServerConfig*) {
  using C = RadiusServerConfig;
  using sim::field;
  return {field("stations", &C::stations, "who may in by its MAC; the first that fits counts")
              .at_most(4096),
          field("clients", &C::clients,
                "switches that it answers; to others it says nothing; default: all")
              .at_most(4096),
          field("method", &C::method, "the EAP method that it proposes"),
          field("tls_rounds", &C::tls_rounds, "requests of an EAP-TLS handshake", 2, 30),
          field("accepts", &C::accepts, "off: it rejects everybody, as with its database away")};
}

}  // namespace models
