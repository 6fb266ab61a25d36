// One HTTPS request and its answer as values: what a phone asks a provisioning service. Left out:
// TLS, headers, redirection; a request and an answer are one segment each.
#pragma once

#include "models/wire/names.hpp"

namespace models {

inline constexpr std::uint16_t https_port = 443;

struct WebMessage {
  std::uint32_t user = 0;    // who asks: the phone's number in this run
  std::uint16_t status = 0;  // 0: a request; 200: a certificate chain; 404 ...
};

// Bytes: assumed; a request with a PIN, an answer with a certificate that fits one segment.
constexpr std::uint16_t length_of(const WebMessage& m) { return m.status == 0 ? 600 : 1200; }

}  // namespace models
