// Text that people read and write: durations with their unit, and the nearest known word.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "sim/base/time.hpp"

namespace sim {

// "115s", "250ms", "0.22s", "2min", "1h 30min"; units h min s ms us ns; nothing without a unit.
// Exact: read as decimal, no floating point. Fails beyond 100 years or below 1 ns.
std::optional<Duration> parse_duration(std::string_view text);
// The shortest exact form that parse_duration reads back: 115s, 250ms, 1min 30s, forever.
std::string to_text(Duration duration);
// A moment of a run for people: 16:02.94 (min:s), 1:05:13.20 (h:min:s).
std::string clock_text(Time at);
// The candidate nearest to `word` by edit distance, if it is near enough to be meant; else empty.
std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates);

}  // namespace sim
