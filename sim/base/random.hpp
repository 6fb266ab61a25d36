// Counter-based randomness: a stream is keyed by (seed, device name, purpose), so that adding a
// device disturbs no other device's dice. SplitMix64 (Steele, Lea, Flood 2014) over a counter.
#pragma once

#include <cstdint>
#include <string_view>

#include "sim/base/time.hpp"

namespace sim {

class Random {
 public:
  Random() = default;
  Random(std::uint64_t seed, std::string_view device, std::string_view purpose)
      : key_(mix(hash(hash(mix(seed), device), purpose))) {}

  std::uint64_t next() { return mix(key_ + 0x9e37'79b9'7f4a'7c15 * ++count_); }
  // Uniform in [0, bound); bound > 0. By 128-bit multiplication: the bias is below 2^-64 * bound.
  std::uint64_t below(std::uint64_t bound) {
    return static_cast<std::uint64_t>(static_cast<unsigned __int128>(next()) * bound >> 64U);
  }
  // Uniform in [low, high], to the nanosecond.
  Duration between(Duration low, Duration high) {
    if (high <= low) return low;
    return low + Duration{static_cast<std::int64_t>(
                     below(static_cast<std::uint64_t>((high - low).count()) + 1))};
  }
  // True once in `parts_per_billion` / 1e9 draws.
  bool chance(std::uint32_t parts_per_billion) {
    return parts_per_billion != 0 && below(1'000'000'000) < parts_per_billion;
  }

 private:
  static constexpr std::uint64_t mix(std::uint64_t z) {
    z = (z ^ z >> 30U) * 0xbf58'476d'1ce4'e5b9;
    z = (z ^ z >> 27U) * 0x94d0'49bb'1331'11eb;
    return z ^ z >> 31U;
  }
  static constexpr std::uint64_t hash(std::uint64_t h,
                                      std::string_view text) {  // FNV-1a, then mixed
    for (const char c : text) h = (h ^ static_cast<unsigned char>(c)) * 0x100'0000'01b3;
    return mix(h ^ text.size());
  }

  std::uint64_t key_ = 0;
  std::uint64_t count_ = 0;
};

}  // namespace sim
