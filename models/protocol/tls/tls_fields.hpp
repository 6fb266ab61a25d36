// TlsClientConfig and TlsServerConfig in a file: keys, meaning, bounds. Issuers and dates are texts
// in a file: whoever reads it has keys for them.
#pragma once

#include "models/protocol/tls/tls_client.hpp"
#include "models/protocol/tls/tls_server.hpp"
#include "sim/schema/field.hpp"

namespace models {

constexpr auto names(TlsVersion*) {
  return std::array{sim::Name{TlsVersion::tls10, "tls10", "TLS 1.0 or 1.1"},
                    sim::Name{TlsVersion::tls12, "tls12", "TLS 1.2 (RFC 5246)"},
                    sim::Name{TlsVersion::tls13, "tls13", "TLS 1.3 (RFC 8446)"}};
}

inline sim::Fields<TlsClientConfig> fields(TlsClientConfig*) {
  using C = TlsClientConfig;
  using sim::field;
  return {field("handshake", &C::handshake, "over TLS there is a handshake; else TCP to its port"),
          field("version", &C::version, "the newest that it speaks"),
          field("resumes", &C::resumes, "it resumes sessions: one round trip, no certificate"),
          field("session_lifetime", &C::session_lifetime, "so long it tries to", 0s, 168h),
          field("verifies", &C::verifies, "it looks at the server's certificate"),
          field("checks_dates", &C::checks_dates, "and at its dates, by its own clock"),
          field("takes_trust_lists", &C::takes_trust_lists,
                "it trusts whom CTL and ITL name, if it trusts who signed them"),
          field("timeout", &C::timeout, "for each answer of a handshake", 1s, 10min)};
}

inline sim::Fields<TlsServerConfig> fields(TlsServerConfig*) {
  using C = TlsServerConfig;
  using sim::field;
  return {field("certificate_bytes", &C::certificate_bytes, "of its certificates", 300, 3600),
          field("oldest", &C::oldest, "the oldest version that it takes"),
          field("newest", &C::newest, "the newest"),
          field("resumes", &C::resumes, "it grants sessions, and resumes them"),
          field("session_lifetime", &C::session_lifetime, "of a session", 0s, 168h)};
}

}  // namespace models
