// SupplicantConfig in a file. Identity and password (models::Name) are texts there.
#pragma once

#include "models/protocol/access/supplicant.hpp"
#include "sim/schema/field.hpp"

namespace models {

constexpr auto names(EapType*) {
  return std::array{sim::Name{EapType::md5, "md5", "EAP-MD5: one challenge"},
                    sim::Name{EapType::tls, "tls", "EAP-TLS: certificates, several exchanges"}};
}

inline sim::Fields<SupplicantConfig> fields(SupplicantConfig*) {
  using C = SupplicantConfig;
  using sim::field;
  return {
      field("enabled", &C::enabled, "it has a supplicant"),
      field("method", &C::method, "the EAP method that it can"),
      field("start_period", &C::start_period, "between two EAPOL-Start", 1s, 65535s),
      field("max_start", &C::max_start, "after so many it goes on without", 1, 10),
      field("auth_period", &C::auth_period, "for what follows its answer", 1s, 65535s),
      field("held_period", &C::held_period, "after a failure, until it tries again", 1s, 65535s),
      field("waits", &C::waits, "nothing else is sent before it succeeds, or goes on without")};
}

}  // namespace models
