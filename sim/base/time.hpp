// Simulated time: std::chrono nanoseconds over a clock that has no now(); time is always passed in.
#pragma once

#include <chrono>
#include <cstdint>
#include <limits>
#include <type_traits>

namespace sim {

using Duration = std::chrono::nanoseconds;

struct Clock {
  using duration = Duration;
  using rep = Duration::rep;
  using period = Duration::period;
  using time_point = std::chrono::time_point<Clock>;
  static constexpr bool is_steady = true;
};

using Time = Clock::time_point;

// Not a moment: no deadline, no end. Compare and take minima only; adding to it overflows.
inline constexpr Time never = Time::max();
// As a setting: a lifetime without end. A duration as large as this is never added to a Time.
inline constexpr Duration forever = Duration::max();

using std::literals::chrono_literals::operator""h;
using std::literals::chrono_literals::operator""min;
using std::literals::chrono_literals::operator""s;
using std::literals::chrono_literals::operator""ms;
using std::literals::chrono_literals::operator""us;
using std::literals::chrono_literals::operator""ns;

// `at` + `wait`, where either may be without end.
constexpr Time after(Time at, Duration wait) {
  return at == never || wait == forever ? never : at + wait;
}

// Seconds since the start of the run, or of the duration; for reports, never for arithmetic.
constexpr double seconds(Duration d) { return std::chrono::duration<double>(d).count(); }
constexpr double seconds(Time t) { return seconds(t.time_since_epoch()); }

static_assert(sizeof(Time) == 8 && std::is_trivially_copyable_v<Time>);

}  // namespace sim
