// The same bytes sent several times, at two points whose clocks differ: which copy is which, and by
// how much the clocks differ.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "models/wire/endpoint.hpp"
#include "sim/base/time.hpp"

namespace app {

struct Copy {
  std::int64_t at = 0;  // ns, by its own capture's clock
  std::uint32_t index = 0;
  std::uint16_t ip_id = 0;
};

// Pairs of positions in `a` and `b`, both in order of time. A copy has the same IPv4 identification
// at both points unless it is 0; else the nearest in time belong together, in order, never more
// than a minute apart (unless `any_time`). `ahead`: B's clock minus A's, in ns.
std::vector<std::pair<std::size_t, std::size_t>> pair_copies(std::span<const Copy> a,
                                                             std::span<const Copy> b,
                                                             std::int64_t ahead, bool any_time);

struct ClockDifference {  // of one segment that was seen at both points
  models::Endpoint one_end{}, other_end{};
  bool from_one = false;
  std::int64_t ns = 0;  // B's stamp minus A's
};
struct Clocks {
  std::optional<sim::Duration> ahead{};
  std::optional<sim::Duration> one_way{};
};
// Medians. With both directions of a conversation the way's own time falls out, if both take as
// long (as NTP assumes, RFC 5905 8); with one direction it counts as the clocks' difference.
Clocks estimate_clocks(std::span<const ClockDifference> differences);

}  // namespace app
