// RADIUS messages as values: [rfc2865], with EAP in them ([rfc3579], [rfc3580]) and Cisco's pair
// that says "a phone" ([catalyst-mda]). Left out: accounting, and all other attributes.
#pragma once

#include "models/wire/decimal.hpp"
#include "models/wire/eapol.hpp"

namespace models {

enum class RadiusCode : std::uint8_t { request = 1, accept = 2, reject = 3, challenge = 11 };

inline constexpr std::uint16_t radius_port = 1812;

struct RadiusMessage {
  Mac station{};                      // Calling-Station-Id; of MAB User-Name, too; none: a probe
  EapMessage eap{};                   // with has_eap
  std::uint32_t session_timeout = 0;  // 27, seconds; 0: none
  std::uint16_t vlan = 0;             // Tunnel-Private-Group-ID; 0: none
  RadiusCode code{};
  std::uint8_t identifier = 0;
  bool has_eap = false;          // else it is MAB
  bool is_voice = false;         // device-traffic-class=voice
  bool reauthenticates = false;  // Termination-Action: RADIUS-Request, not Default
};
static_assert(sizeof(RadiusMessage) <= 64);  // it is part of every frame

// Bytes of EAP-Message attributes, each with at most 253 octets ([rfc3579] 3.1).
constexpr std::uint32_t eap_attribute_bytes(std::uint32_t octets) {
  return octets + 2 * ((octets + 252) / 253);
}
// Bytes of the UDP payload: what models/wire/bytes writes.
constexpr std::uint16_t length_of(const RadiusMessage& m) {
  std::uint32_t bytes = 20 + 18;  // header; Message-Authenticator
  if (m.has_eap) bytes += eap_attribute_bytes(length_of(m.eap));
  if (m.code == RadiusCode::request) {
    bytes +=
        2 + 12 + 2 + 17 + 6 + 6;      // User-Name, Calling-Station-Id, Service-Type, NAS-IP-Address
    if (!m.has_eap) bytes += 2 + 16;  // User-Password
  }
  if (m.code == RadiusCode::accept) {
    if (m.session_timeout != 0) bytes += 6 + 6;
    if (m.vlan != 0) bytes += 6 + 6 + 2 + digits_of(m.vlan);
    if (m.is_voice) bytes += 6 + 2 + 26;
  }
  return static_cast<std::uint16_t>(bytes);
}

}  // namespace models
