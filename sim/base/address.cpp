#include "sim/base/address.hpp"

#include <array>
#include <charconv>
#include <cstdio>

namespace sim {
namespace {

// Reads a decimal number of at most `max` from the front of `text`; "07" is not one.
std::optional<std::uint32_t> take_decimal(std::string_view& text, std::uint32_t max) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const auto digits = static_cast<std::size_t>(end - text.data());
  if (error != std::errc{} || value > max || (digits > 1 && text[0] == '0')) return std::nullopt;
  text.remove_prefix(digits);
  return value;
}

bool take(std::string_view& text, char c) {
  if (text.empty() || text[0] != c) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<Ipv4> take_ipv4(std::string_view& text) {
  Ipv4 address;
  for (int part = 0; part < 4; ++part) {
    if (part > 0 && !take(text, '.')) return std::nullopt;
    const auto octet = take_decimal(text, 255);
    if (!octet) return std::nullopt;
    address.value = address.value << 8 | *octet;
  }
  return address;
}

}  // namespace

std::string to_text(Mac mac) {
  std::array<char, 18> text{};
  const auto octet = [&](int i) { return static_cast<unsigned>(mac.value >> (40 - 8 * i) & 0xff); };
  std::snprintf(text.data(), text.size(), "%02x:%02x:%02x:%02x:%02x:%02x", octet(0), octet(1),
                octet(2), octet(3), octet(4), octet(5));
  return text.data();
}

std::string to_text(Ipv4 address) {
  const auto octet = [&](int i) { return std::to_string(address.value >> (24 - 8 * i) & 0xff); };
  return octet(0) + '.' + octet(1) + '.' + octet(2) + '.' + octet(3);
}

std::string to_text(Ipv4Interface address) {
  return to_text(address.address) + '/' + std::to_string(address.prefix_length);
}

std::optional<Ipv4> parse_ipv4(std::string_view text) {
  const auto address = take_ipv4(text);
  return address && text.empty() ? address : std::nullopt;
}

std::optional<Ipv4Interface> parse_ipv4_interface(std::string_view text) {
  const auto address = take_ipv4(text);
  if (!address || !take(text, '/')) return std::nullopt;
  const auto length = take_decimal(text, 32);
  if (!length || !text.empty()) return std::nullopt;
  return Ipv4Interface{*address, static_cast<std::uint8_t>(*length)};
}

std::optional<Mac> parse_mac(std::string_view text) {
  if (text.size() != 17) return std::nullopt;
  const char separator = text[2];
  if (separator != ':' && separator != '-') return std::nullopt;
  Mac mac;
  for (std::size_t i = 0; i < 6; ++i) {
    const std::string_view octet = text.substr(3 * i, 2);
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(octet.data(), octet.data() + 2, value, 16);
    if (error != std::errc{} || end != octet.data() + 2) return std::nullopt;
    if (i > 0 && text[3 * i - 1] != separator) return std::nullopt;
    mac.value = mac.value << 8 | value;
  }
  return mac;
}

}  // namespace sim
