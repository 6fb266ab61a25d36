#include "app/scenario/calendar.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>

namespace app {
namespace {

// The number at that place, all digits; -1: it is none.
int number(std::string_view text, std::size_t at, std::size_t size) {
  const std::string_view digits = text.substr(at, size);
  if (digits.find_first_not_of("0123456789") != std::string_view::npos) return -1;
  int value = -1;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

}  // namespace

std::optional<WallTime> parse_wall_time(std::string_view text) {
  constexpr std::string_view shape = "dddd-dd-dd dd:dd:dd";
  if (text.size() != shape.size()) return std::nullopt;
  for (std::size_t i = 0; i < shape.size(); ++i) {
    if (shape[i] != 'd' && text[i] != shape[i]) return std::nullopt;
  }
  const int year = number(text, 0, 4);
  const int month = number(text, 5, 2);
  const int day = number(text, 8, 2);
  const int hour = number(text, 11, 2);
  const int minute = number(text, 14, 2);
  const int second = number(text, 17, 2);
  if (year < 1970 || year > 2199 || month < 1 || day < 1) return std::nullopt;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
    return std::nullopt;
  }
  const std::chrono::year_month_day date{std::chrono::year{year},
                                         std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok()) return std::nullopt;
  return WallTime{std::chrono::local_days{date}} + std::chrono::hours{hour} +
         std::chrono::minutes{minute} + std::chrono::seconds{second};
}

std::string_view Wall::month_name() const {
  constexpr std::array<std::string_view, 12> names{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  return names[month - 1];
}

std::string_view Wall::weekday_name() const {
  constexpr std::array<std::string_view, 7> names{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  return names[weekday];
}

std::string Wall::clock() const { return fmt::format("{:02}:{:02}:{:02}", hour, minute, second); }

Wall wall(WallTime begins, sim::Time at) {
  using std::chrono::milliseconds;
  const WallTime then = begins + std::chrono::duration_cast<milliseconds>(at.time_since_epoch());
  const auto midnight = std::chrono::floor<std::chrono::days>(then);
  const std::chrono::year_month_day date{midnight};
  const std::chrono::hh_mm_ss<milliseconds> time{then - midnight};
  return {.year = static_cast<int>(date.year()),
          .month = static_cast<unsigned>(date.month()),
          .day = static_cast<unsigned>(date.day()),
          .weekday = std::chrono::weekday{midnight}.c_encoding(),
          .hour = static_cast<int>(time.hours().count()),
          .minute = static_cast<int>(time.minutes().count()),
          .second = static_cast<int>(time.seconds().count()),
          .millisecond = static_cast<int>(time.subseconds().count())};
}

}  // namespace app
