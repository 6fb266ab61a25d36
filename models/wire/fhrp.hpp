// What the routers of one virtual address tell each other: HSRP (RFC 2281, [cisco-hsrp] for version
// 2) over UDP, VRRP (RFC 3768, RFC 5798) over IP. Left out: IPv6, MD5, more addresses than one.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <variant>

#include "models/wire/names.hpp"

namespace models {

using FhrpPassword = std::array<char, 8>;  // in clear: RFC 2281 5.1, RFC 2338 5.3.6

constexpr FhrpPassword fhrp_password(std::string_view text) {
  FhrpPassword password{};
  for (std::size_t i = 0; i < text.size() && i < password.size(); ++i) password[i] = text[i];
  return password;
}

enum class HsrpOp : std::uint8_t { hello, coup, resign };
enum class HsrpState : std::uint8_t { initial, learn, listen, speak, standby, active };

struct HsrpMessage {
  FhrpPassword password{};
  Ipv4 address{};              // the virtual one
  std::uint32_t hello_ms = 0;  // version 1 has whole seconds
  std::uint32_t hold_ms = 0;
  std::uint16_t group = 0;  // version 1: 0-255, version 2: 0-4095
  std::uint8_t version = 1;
  std::uint8_t priority = 100;
  HsrpOp op{};
  HsrpState state{};
};

struct VrrpMessage {
  FhrpPassword password{};  // version 2 only
  Ipv4 address{};
  std::uint32_t interval_ms = 0;  // version 2: whole seconds, 3: hundredths
  std::uint8_t group = 1;         // VRID, 1-255
  std::uint8_t version = 2;
  std::uint8_t priority = 100;  // 0: its master leaves, 255: the address is its own
};

// The packet with its IP header.
struct FhrpPacket {
  std::variant<HsrpMessage, VrrpMessage> message{};
  Ipv4 source{};
};

inline constexpr std::uint16_t hsrp_port = 1985;
inline constexpr std::uint8_t vrrp_protocol = 112;

// Where they are sent: 224.0.0.2, 224.0.0.102, 224.0.0.18, each at its Ethernet group.
constexpr Ipv4 group_address(const FhrpPacket& packet) {
  const auto* hsrp = std::get_if<HsrpMessage>(&packet.message);
  if (hsrp == nullptr) return {0xe000'0012};
  return hsrp->version == 1 ? Ipv4{0xe000'0002} : Ipv4{0xe000'0066};
}
constexpr Mac group_mac(const FhrpPacket& packet) {  // RFC 1112 6.4
  return {0x0100'5e00'0000U | (group_address(packet).value & 0x007f'ffffU)};
}

// Whose frames the virtual router's are: RFC 2281 5.4, RFC 3768 7.3.
constexpr Mac virtual_hsrp_mac(std::uint32_t version, std::uint32_t group) {
  return version == 1 ? Mac{0x0000'0c07'ac00 | (group & 0xffU)}
                      : Mac{0x0000'0c9f'f000 | (group & 0xfffU)};
}
constexpr Mac virtual_vrrp_mac(std::uint32_t group) { return {0x0000'5e00'0100 | (group & 0xffU)}; }

// Bytes of the IPv4 packet.
constexpr std::uint32_t length_of(const FhrpPacket& packet) {
  if (const auto* hsrp = std::get_if<HsrpMessage>(&packet.message)) {
    return hsrp->version == 1 ? 48 : 80;
  }
  return std::get<VrrpMessage>(packet.message).version == 2 ? 40 : 32;
}

}  // namespace models
