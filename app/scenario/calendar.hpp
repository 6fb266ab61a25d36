// The wall clocks of the devices: `begins` is when the run begins, in their own time, without
// zones.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "sim/base/time.hpp"

namespace app {

using WallTime = std::chrono::local_time<std::chrono::milliseconds>;

// Assumed, where a scenario does not say when it began.
inline constexpr WallTime default_begin =
    std::chrono::local_days{std::chrono::year{2026} / std::chrono::January / 1};

// "2012-03-01 08:00:00"; nothing if it is none, or no such day exists. Years 1970 to 2199.
std::optional<WallTime> parse_wall_time(std::string_view text);

struct Wall {
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  unsigned weekday = 0;  // 0: Sunday
  int hour = 0;
  int minute = 0;
  int second = 0;
  int millisecond = 0;
  std::string_view month_name() const;    // Mar
  std::string_view weekday_name() const;  // Thu
  std::string clock() const;              // 08:02:10
};
Wall wall(WallTime begins, sim::Time at);

}  // namespace app
