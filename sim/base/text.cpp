#include "sim/base/text.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <numeric>
#include <vector>

namespace sim {
namespace {

struct Unit {
  std::string_view name;
  std::int64_t ns;
};
constexpr std::array<Unit, 6> units{{{"h", 3'600'000'000'000},
                                     {"min", 60'000'000'000},
                                     {"s", 1'000'000'000},
                                     {"ms", 1'000'000},
                                     {"us", 1'000},
                                     {"ns", 1}}};
constexpr std::int64_t longest = std::int64_t{100} * 365 * 24 * 3'600'000'000'000;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

// One number with its unit from the front of `text`, in ns; the fraction may not reach below 1 ns.
std::optional<std::int64_t> take_part(std::string_view& text) {
  std::size_t i = 0;
  std::int64_t whole = 0;
  std::int64_t fraction = 0;
  std::int64_t scale = 1;
  while (i < text.size() && is_digit(text[i])) {
    if (whole > longest / 10) return std::nullopt;
    whole = whole * 10 + (text[i++] - '0');
  }
  if (i == 0) return std::nullopt;
  if (i < text.size() && text[i] == '.') {
    const std::size_t first = ++i;
    while (i < text.size() && is_digit(text[i])) {
      if (i - first >= 12) return std::nullopt;
      fraction = fraction * 10 + (text[i++] - '0');
      scale *= 10;
    }
    if (i == first) return std::nullopt;
  }
  const std::size_t letters = i;
  while (i < text.size() && is_letter(text[i])) ++i;
  const auto name = text.substr(letters, i - letters);
  const auto* unit = std::ranges::find(units, name, &Unit::name);
  if (unit == units.end() || whole > longest / unit->ns) return std::nullopt;
  const auto common = std::gcd(scale, unit->ns);  // fraction * ns / scale, exactly or not at all
  if (fraction % (scale / common) != 0) return std::nullopt;
  text.remove_prefix(i);
  return whole * unit->ns + fraction / (scale / common) * (unit->ns / common);
}

}  // namespace

std::optional<Duration> parse_duration(std::string_view text) {
  std::int64_t total = 0;
  do {
    const auto part = take_part(text);
    if (!part) return std::nullopt;
    total += *part;
    if (total > longest) return std::nullopt;
    if (text.starts_with(' ')) {  // 6min 3s, as to_text() has it; or 6min3s
      text.remove_prefix(1);
      if (text.empty()) return std::nullopt;
    }
  } while (!text.empty());
  return Duration{total};
}

std::string to_text(Duration duration) {
  if (duration == forever) return "forever";
  std::int64_t left = duration.count();
  if (left == 0) return "0s";
  std::string text = left < 0 ? "-" : "";
  left = left < 0 ? -left : left;
  // 16min 2.94s reads well; below a second the largest unit that leaves no fraction does.
  for (const Unit& unit : {units[0], units[1]}) {
    if (left < unit.ns) continue;
    text += std::to_string(left / unit.ns);
    text += unit.name;
    left %= unit.ns;
    if (left == 0) return text;
    text += ' ';
  }
  const bool in_seconds = left >= units[2].ns || text.ends_with(' ');  // 2min 0.04s
  const Unit& unit = in_seconds                ? units[2]
                     : left % units[3].ns == 0 ? units[3]
                     : left % units[4].ns == 0 ? units[4]
                                               : units[5];
  text += std::to_string(left / unit.ns);
  if (left % unit.ns != 0) {
    std::array<char, 24> digits{};
    std::snprintf(digits.data(), digits.size(), "%09lld", static_cast<long long>(left % unit.ns));
    std::string_view shown = digits.data();
    shown = shown.substr(0, shown.find_last_not_of('0') + 1);
    text += '.';
    text += shown;
  }
  text += unit.name;
  return text;
}

std::string clock_text(Time at) {
  if (at == never) return "never";
  const std::int64_t hundredths = at.time_since_epoch().count() / 10'000'000;
  const std::int64_t minutes = hundredths / 6000;
  std::array<char, 64> text{};
  const auto rest = static_cast<double>(hundredths % 6000) / 100;
  if (minutes < 60) {
    std::snprintf(text.data(), text.size(), "%lld:%05.2f", static_cast<long long>(minutes), rest);
  } else {
    std::snprintf(text.data(), text.size(), "%lld:%02lld:%05.2f",
                  static_cast<long long>(minutes / 60), static_cast<long long>(minutes % 60), rest);
  }
  return text.data();
}

std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates) {
  std::string_view best;
  std::size_t best_distance = std::max<std::size_t>(2, word.size() / 3) + 1;
  if (word.size() > 64) return best;  // nobody mistypes that; and the table below stays small
  std::vector<std::size_t> row;
  for (const std::string_view candidate : candidates) {
    row.resize(candidate.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (const char letter : word) {
      std::size_t diagonal = row[0]++;
      for (std::size_t j = 0; j < candidate.size(); ++j) {
        const std::size_t change = diagonal + (letter == candidate[j] ? 0 : 1);
        diagonal = row[j + 1];
        row[j + 1] = std::min({change, row[j] + 1, row[j + 1] + 1});
      }
    }
    if (row.back() < best_distance && row.back() < std::max(word.size(), candidate.size())) {
      best_distance = row.back();
      best = candidate;
    }
  }
  return best;
}

}  // namespace sim
