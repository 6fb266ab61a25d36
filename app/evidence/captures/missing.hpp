// Which of the segments without a mate should have reached the other point.
#pragma once

#include "app/evidence/captures/comparison.hpp"

namespace app {

inline constexpr std::uint32_t no_mate = ~std::uint32_t{0};

// `mates`: for each segment its place in the other capture. `shift` turns the other's clock into
// this one's. Counts in `elsewhere` those between hosts whose traffic does not pass there.
std::vector<Missing> missing(const Capture& capture, const std::vector<std::uint32_t>& mates,
                             const Capture& other, std::int64_t shift, std::uint64_t& elsewhere);

}  // namespace app
