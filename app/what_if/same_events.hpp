// A run as one number: two runs have the same only if every frame was sent, and ended, at the same
// moments, at the same places, in the same way.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "app/run/simulate.hpp"

namespace app {

// FNV-1a, 64 bits: the same on every machine.
class Fingerprint {
 public:
  void add(std::uint64_t value) {
    for (int i = 0; i < 8; ++i) byte(static_cast<std::uint8_t>(value >> (8U * i)));
  }
  void add(std::string_view text) {
    for (const char c : text) byte(static_cast<std::uint8_t>(c));
    byte(0);
  }
  std::uint64_t value() const { return value_; }

 private:
  void byte(std::uint8_t b) { value_ = (value_ ^ b) * 0x0000'0100'0000'01b3; }
  std::uint64_t value_ = 0xcbf2'9ce4'8422'2325;
};

// Nothing: interrupted.
std::optional<std::uint64_t> trace_of(const RunOf& run, const Progress& progress);

}  // namespace app
