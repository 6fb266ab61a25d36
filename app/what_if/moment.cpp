#include "app/what_if/moment.hpp"

#include <cstdio>

#include "app/scenario/source_tree.hpp"

namespace app {
namespace {

// Seconds since midnight; none: no time of day.
std::optional<int> time_of_day(const std::string& text) {
  int hour = 0;
  int minute = 0;
  int second = 0;
  char rest = 0;
  const int read = std::sscanf(text.c_str(), "%2d:%2d:%2d%c", &hour, &minute, &second, &rest);
  const bool is_it = (read == 2 && text.size() == 5) || (read == 3 && text.size() == 8);
  if (!is_it || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
    return std::nullopt;
  }
  return (hour * 60 + minute) * 60 + second;
}

}  // namespace

bool has_clock(const Scenario& scenario) { return scenario.tree->file.begins.has_value(); }

std::optional<Duration> read_time(const std::string& option, const std::string& text,
                                  const Scenario& scenario, sim::Diagnostics& diagnostics) {
  const auto fail = [&](const std::string& message) {
    const auto source = diagnostics.add_argument(option, text);
    diagnostics.error({source, 1, 1}, message);
    return std::nullopt;
  };
  if (const auto then = time_of_day(text)) {
    if (!has_clock(scenario)) {
      return fail(
          "the file does not say when it begins (begins: 2012-03-01 08:00:00); write the "
          "time since its start, such as 20min");
    }
    const Wall start = wall(scenario.begins, Time{});
    const int now = (start.hour * 60 + start.minute) * 60 + start.second;
    const int day = 24 * 60 * 60;
    return std::chrono::seconds{(*then - now + day) % day};
  }
  const auto duration = sim::parse_duration(text);
  if (duration && *duration != sim::forever) return *duration;
  return fail("'" + text + "' is no time since the start, such as 20min, nor a time of day, 20:00");
}

std::string time_text(const Scenario& scenario, Time at) {
  if (!has_clock(scenario)) return sim::clock_text(at);
  const Wall first = wall(scenario.begins, Time{});
  const Wall then = wall(scenario.begins, at);
  const bool same_day = first.day == then.day && first.month == then.month;
  return (same_day ? "" : std::string(then.weekday_name()) + " ") + then.clock();
}

}  // namespace app
