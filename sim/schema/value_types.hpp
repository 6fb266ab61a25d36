// Quantities that a file writes with their unit and that std and sim/base do not have; and one
// value or a list of them.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/power.hpp"

namespace sim {

// A chance, exact to a billionth: "1%", "0.5%", "0".
struct Probability {
  std::uint32_t parts_per_billion = 0;
  constexpr auto operator<=>(const Probability&) const = default;
};
consteval Probability percent(unsigned whole) { return {whole * 10'000'000}; }

// "100Mbit/s", "64kbit/s", "1.544Mbit/s"; decimal prefixes, as line rates are given.
struct BitRate {
  std::uint64_t bits_per_second = 0;
  constexpr auto operator<=>(const BitRate&) const = default;
};
consteval BitRate kbit_per_second(unsigned n) { return {n * std::uint64_t{1000}}; }
consteval BitRate mbit_per_second(unsigned n) { return {n * std::uint64_t{1'000'000}}; }

// Numbered things, written as people write switch ports: "1-12,15". Never overlapping.
struct PortRange {
  std::uint16_t first = 0;
  std::uint16_t last = 0;
  constexpr auto operator<=>(const PortRange&) const = default;
};
struct PortRanges {
  std::vector<PortRange> ranges;
  bool operator==(const PortRanges&) const = default;
  constexpr bool contains(std::uint16_t port) const {
    for (const PortRange range : ranges) {
      if (range.first <= port && port <= range.last) return true;
    }
    return false;
  }
};

// "a", or "[a, b]"; nothing at all is written as no key.
template <class T>
struct OneOrMore {
  std::vector<T> values;
  bool operator==(const OneOrMore&) const = default;
};

std::optional<Probability> parse_probability(std::string_view text);
std::optional<BitRate> parse_bit_rate(std::string_view text);
std::optional<Power> parse_power(std::string_view text);
std::optional<PortRanges> parse_port_ranges(std::string_view text);  // at most 256 ranges
std::string to_text(Probability probability);
std::string to_text(BitRate rate);
std::string to_text(Power power);
std::string to_text(const PortRanges& ranges);

}  // namespace sim
