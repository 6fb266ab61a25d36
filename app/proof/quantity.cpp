#include "app/proof/quantity.hpp"

#include <charconv>

#include "sim/schema/value_types.hpp"

namespace app {

std::optional<std::int64_t> quantity(sim::Shape::Kind kind, const std::string& text) {
  using Kind = sim::Shape::Kind;
  if (kind == Kind::duration) {
    const auto duration = sim::parse_duration(text);
    if (!duration || *duration == sim::forever) return std::nullopt;
    return duration->count();
  }
  if (kind == Kind::probability) {
    const auto p = sim::parse_probability(text);
    return p ? std::optional<std::int64_t>(p->parts_per_billion) : std::nullopt;
  }
  if (kind == Kind::bit_rate) {
    const auto rate = sim::parse_bit_rate(text);
    return rate ? std::optional(static_cast<std::int64_t>(rate->bits_per_second)) : std::nullopt;
  }
  if (kind == Kind::power) {
    const auto power = sim::parse_power(text);
    return power ? std::optional(power->milliwatts) : std::nullopt;
  }
  std::int64_t number = 0;
  if (kind != Kind::integer ||
      std::from_chars(text.data(), text.data() + text.size(), number).ec != std::errc{}) {
    return std::nullopt;
  }
  return number;
}

std::int64_t fine_step(sim::Shape::Kind kind, std::int64_t value) {
  std::int64_t step = kind == sim::Shape::Kind::duration ? 1'000 : 1;
  while (step * 10 <= value / 1000) step *= 10;
  return step;
}

}  // namespace app
