// Numbers as text, which some messages carry.
#pragma once

#include <cstdint>

namespace models {

constexpr std::uint16_t digits_of(std::uint32_t number) {
  std::uint16_t digits = 1;
  for (; number > 9; number /= 10) ++digits;
  return digits;
}

}  // namespace models
