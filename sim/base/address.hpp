// Addresses as values: Ethernet MAC (48 bit), IPv4 address, IPv4 address with its prefix length.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sim {

struct Mac {
  std::uint64_t value{};  // the 48 bits, first octet highest
  constexpr auto operator<=>(const Mac&) const = default;
  constexpr bool is_group() const { return (value >> 40 & 1) != 0; }  // IEEE 802: I/G bit
};
inline constexpr Mac broadcast_mac{0xffff'ffff'ffff};

struct Ipv4 {
  std::uint32_t value{};  // host byte order: 10.0.0.1 is 0x0a000001
  constexpr auto operator<=>(const Ipv4&) const = default;
};

// An interface address: 10.0.0.1/24.
struct Ipv4Interface {
  Ipv4 address;
  std::uint8_t prefix_length = 32;
  constexpr auto operator<=>(const Ipv4Interface&) const = default;
  constexpr std::uint32_t mask() const {
    return prefix_length == 0 ? 0U : ~std::uint32_t{0} << (32U - prefix_length);
  }
  constexpr bool contains(Ipv4 other) const {
    return ((address.value ^ other.value) & mask()) == 0;
  }
  constexpr Ipv4 network() const { return {address.value & mask()}; }
  constexpr Ipv4 broadcast() const { return {address.value | ~mask()}; }
};

std::string to_text(Mac mac);                // 00:24:14:2d:df:24
std::string to_text(Ipv4 address);           // 192.0.2.1
std::string to_text(Ipv4Interface address);  // 192.0.2.1/24
// Decimal without leading zeros, four parts; nothing else is an address (no octal, no hex).
std::optional<Ipv4> parse_ipv4(std::string_view text);
std::optional<Ipv4Interface> parse_ipv4_interface(std::string_view text);  // the length is required
std::optional<Mac> parse_mac(std::string_view text);                       // six octets, ':' or '-'

}  // namespace sim
