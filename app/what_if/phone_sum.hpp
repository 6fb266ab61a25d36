// What a run came to for one phone, as numbers that can be compared with another run's.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/judge/run.hpp"

namespace app {

// One number of a phone. None: there is none, such as the first loss of a phone that lost nothing.
struct Measure {
  enum class Kind : std::uint8_t { count, flag, time, duration, word };
  std::string_view name;  // losses
  std::string_view what;  // registrations lost
  Kind kind{};
  int worse = 0;  // 1: more is worse, -1: less is, 0: neither
  std::optional<std::int64_t> value{};
  std::string word{};  // of a word
};

// In the order in which they are told; the same measures for every phone.
std::vector<Measure> measures_of(const RunResult& result, std::size_t phone);
// Whether it suffers anything at all.
bool suffers_anything(const RunResult& result, std::size_t phone);
std::string to_text(const Measure& measure);

}  // namespace app
