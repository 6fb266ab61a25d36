// EAP over LANs: IEEE 802.1X clause 11 ([ieee-802-1x]) around EAP ([rfc3748]), between a device and
// the switch's port. What proves who it is stands here as a number; its rounds are counted only.
#pragma once

#include <cstdint>

#include "models/wire/name.hpp"
#include "models/wire/names.hpp"

namespace models {

enum class EapCode : std::uint8_t { request = 1, response = 2, success = 3, failure = 4 };
enum class EapType : std::uint8_t { none = 0, identity = 1, nak = 3, md5 = 4, tls = 13 };

struct EapMessage {
  Name identity{};  // of a Response/Identity
  Name secret{};    // of an answer to a challenge: what it proves to know
  EapCode code{};
  EapType type{};
  std::uint8_t identifier = 0;
  std::uint8_t round = 0;  // of the method's exchanges, from 1
  EapType desired{};       // of a Nak
};

enum class EapolType : std::uint8_t { eap = 0, start = 1, logoff = 2 };
struct EapolFrame {
  EapolType type{};
  EapMessage eap{};
};

// The PAE group address: a bridge does not forward it ([ieee-802-1d] 7.12.6).
inline constexpr Mac pae_mac{0x0180'c200'0003};

// Bytes of an EAP packet: code, identifier, length, type and data. MD5 has 16 octets behind their
// number; TLS a flag and, after its start, a part of the handshake (assumed: 400 octets).
constexpr std::uint32_t length_of(const EapMessage& m) {
  if (m.code == EapCode::success || m.code == EapCode::failure) return 4;
  switch (m.type) {
    case EapType::none: return 4;
    case EapType::identity: return 5U + m.identity.octets;
    case EapType::nak: return 6;
    case EapType::md5: return 5 + 1 + 16;
    case EapType::tls: return m.code == EapCode::request && m.round == 1 ? 6 : 6 + 400;
  }
  return 4;
}
constexpr std::uint32_t length_of(const EapolFrame& m) {
  return 4 + (m.type == EapolType::eap ? length_of(m.eap) : 0);
}

}  // namespace models
