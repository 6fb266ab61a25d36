// Electrical power, exact to a milliwatt: what a port of Power over Ethernet gives.
#pragma once

#include <compare>
#include <cstdint>

namespace sim {

// Written "15.4W", "370W", "6300mW".
struct Power {
  std::int64_t milliwatts = 0;
  constexpr auto operator<=>(const Power&) const = default;
  constexpr Power& operator+=(Power other) {
    milliwatts += other.milliwatts;
    return *this;
  }
};
constexpr Power operator+(Power a, Power b) { return {a.milliwatts + b.milliwatts}; }
constexpr Power operator-(Power a, Power b) { return {a.milliwatts - b.milliwatts}; }
consteval Power watts(std::int64_t whole, std::int64_t tenths = 0) {
  return {whole * 1000 + tenths * 100};
}

}  // namespace sim
