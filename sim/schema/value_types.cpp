#include "sim/schema/value_types.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace sim {
namespace {

constexpr std::size_t most_ranges = 256;
constexpr std::uint64_t fastest = 1'000'000'000'000;  // 1 Tbit/s

struct Unit {
  std::string_view name;
  std::uint64_t size;
};
constexpr std::array<Unit, 4> rates{
    {{"Gbit/s", 1'000'000'000}, {"Mbit/s", 1'000'000}, {"kbit/s", 1'000}, {"bit/s", 1}}};
constexpr std::uint64_t strongest = 1'000'000'000;                // 1 MW
constexpr std::array<Unit, 2> powers{{{"mW", 1}, {"W", 1'000}}};  // in this order: both end alike

// "1.5" * unit, exactly or not at all. `unit` is a power of ten.
std::optional<std::uint64_t> parse_decimal(std::string_view text, std::uint64_t unit,
                                           std::uint64_t most) {
  std::uint64_t value = 0;
  bool fraction = false;
  bool digits = false;  // directly before
  for (const char c : text) {
    if (c == '.' && digits && !fraction) {
      fraction = true;
      digits = false;
      continue;
    }
    if (c < '0' || c > '9' || value > most) return std::nullopt;
    if (fraction && unit % 10 != 0) return std::nullopt;
    if (fraction) unit /= 10;
    value = value * 10 + static_cast<std::uint64_t>(c - '0');
    digits = true;
  }
  if (!digits || value > most / unit) return std::nullopt;
  return value * unit;
}

std::string decimal_text(std::uint64_t value, std::uint64_t unit) {
  std::string text = std::to_string(value / unit);
  std::string fraction = std::to_string(unit + value % unit).substr(1);
  while (fraction.ends_with('0')) fraction.pop_back();
  return fraction.empty() ? text : text + '.' + fraction;
}

std::optional<std::uint16_t> parse_port(std::string_view text) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  const bool good = error == std::errc{} && end == text.data() + text.size();
  return good && port > 0 && text[0] != '0' ? std::optional(port) : std::nullopt;
}

}  // namespace

std::optional<Probability> parse_probability(std::string_view text) {
  if (text == "0") return Probability{};
  if (!text.ends_with('%')) return std::nullopt;
  const auto value = parse_decimal(text.substr(0, text.size() - 1), 10'000'000, 1'000'000'000);
  if (!value) return std::nullopt;
  return Probability{static_cast<std::uint32_t>(*value)};
}

std::optional<BitRate> parse_bit_rate(std::string_view text) {
  for (const Unit& unit : rates) {
    if (!text.ends_with(unit.name)) continue;
    text.remove_suffix(unit.name.size());
    const auto value = parse_decimal(text, unit.size, fastest);
    return value ? std::optional(BitRate{*value}) : std::nullopt;
  }
  return std::nullopt;
}

std::optional<Power> parse_power(std::string_view text) {
  for (const Unit& unit : powers) {
    if (!text.ends_with(unit.name)) continue;
    text.remove_suffix(unit.name.size());
    const auto value = parse_decimal(text, unit.size, strongest);
    return value ? std::optional(Power{static_cast<std::int64_t>(*value)}) : std::nullopt;
  }
  return std::nullopt;
}

std::optional<PortRanges> parse_port_ranges(std::string_view text) {
  PortRanges result;
  while (result.ranges.size() < most_ranges) {
    const auto comma = text.find(',');
    std::string_view part = text.substr(0, comma);
    if (!result.ranges.empty() && part.starts_with(' ')) part.remove_prefix(1);  // "1-12, 15"
    const auto dash = part.find('-');
    const auto first = parse_port(part.substr(0, dash));
    const auto last = dash == std::string_view::npos ? first : parse_port(part.substr(dash + 1));
    if (!first || !last || *first > *last) return std::nullopt;
    for (const PortRange other : result.ranges) {
      if (*first <= other.last && other.first <= *last) return std::nullopt;
    }
    result.ranges.push_back({*first, *last});
    if (comma == std::string_view::npos) return result;
    text.remove_prefix(comma + 1);
  }
  return std::nullopt;
}

std::string to_text(Probability probability) {
  return decimal_text(probability.parts_per_billion, 10'000'000) + '%';
}

std::string to_text(BitRate rate) {
  // The largest unit that needs at most three decimals.
  const auto* unit = std::ranges::find_if(rates, [&](const Unit& u) {
    return rate.bits_per_second >= u.size &&
           rate.bits_per_second % std::max<std::uint64_t>(u.size / 1000, 1) == 0;
  });
  if (unit == rates.end()) unit = &rates.back();
  return decimal_text(rate.bits_per_second, unit->size) + std::string(unit->name);
}

std::string to_text(Power power) {
  return decimal_text(static_cast<std::uint64_t>(power.milliwatts), 1000) + 'W';
}

std::string to_text(const PortRanges& ranges) {
  std::string text;
  for (const PortRange range : ranges.ranges) {
    if (!text.empty()) text += ',';
    text += std::to_string(range.first);
    if (range.last != range.first) text += '-' + std::to_string(range.last);
  }
  return text;
}

}  // namespace sim
