// Which values a setting may have: the bounds that an author writes, and those of its type.
#pragma once

#include <concepts>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "sim/base/time.hpp"
#include "sim/schema/position.hpp"
#include "sim/schema/value_types.hpp"

namespace sim {

// What a value may be: bounds in the type's own unit (ns, bit/s, mW, parts per billion; of a text
// its length in bytes; of a list those of its items) and how many items a list may have.
struct Rules {
  std::string_view name;
  std::int64_t low = std::numeric_limits<std::int64_t>::min();
  std::int64_t high = std::numeric_limits<std::int64_t>::max();
  std::size_t most_items = 4096;
  bool may_be_forever = false;
  bool operator==(const Rules&) const = default;
};

// The bounds of a type: how an author writes them, and what they are if he does not.
template <class T>
struct Range {};
template <class T>
concept Number = std::integral<T> && !std::same_as<T, bool>;
template <Number T>
struct Range<T> {
  using Bound = std::int64_t;
  static constexpr Bound low = std::is_signed_v<T> ? Bound{std::numeric_limits<T>::min()} : 0;
  static constexpr Bound high = std::in_range<Bound>(std::numeric_limits<T>::max())
                                    ? static_cast<Bound>(std::numeric_limits<T>::max())
                                    : std::numeric_limits<Bound>::max();
};
template <>
struct Range<Duration> {
  using Bound = Duration;
  static constexpr Bound low{0}, high = std::chrono::hours{100 * 365 * 24};  // parse_duration's
};
template <>
struct Range<BitRate> {
  using Bound = BitRate;
  static constexpr Bound low{0}, high{1'000'000'000'000};
};
template <>
struct Range<Power> {
  using Bound = Power;
  static constexpr Bound low{0}, high{1'000'000'000};
};
template <>
struct Range<Probability> {
  using Bound = Probability;
  static constexpr Bound low{0}, high{1'000'000'000};
};
template <>
struct Range<std::string> {
  using Bound = std::int64_t;
  static constexpr Bound low = 0, high = 4096;
};
template <>
struct Range<PortRanges> {
  using Bound = std::int64_t;
  static constexpr Bound low = 1, high = 65535;
};
template <class T>
struct Range<std::optional<T>> : Range<T> {};
template <class T>
struct Range<std::vector<T>> : Range<T> {};
template <class T>
struct Range<Located<T>> : Range<T> {};
template <class T>
struct Range<OneOrMore<T>> : Range<T> {};

template <class T>
concept HasRange = sizeof(typename Range<T>::Bound) > 0;

constexpr std::int64_t plain(std::int64_t bound) { return bound; }
constexpr std::int64_t plain(Duration bound) { return bound.count(); }
constexpr std::int64_t plain(Probability bound) { return bound.parts_per_billion; }
constexpr std::int64_t plain(Power bound) { return bound.milliwatts; }
constexpr std::int64_t plain(BitRate bound) {
  return static_cast<std::int64_t>(bound.bits_per_second);
}

}  // namespace sim
