// One table per struct drives reading, bounds, defaults, JSON Schema and reference.
//   constexpr auto fields(TcpConfig*) { using C = TcpConfig; return std::tuple{
//       sim::field("rto_max", &C::rto_max, "RFC 6298 (2.5)", 1s, 10min), ...}; }
// It is found by its argument: put it into the struct's namespace, in any header.
#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "sim/base/time.hpp"
#include "sim/schema/position.hpp"
#include "sim/schema/value_types.hpp"

namespace sim {

// What a value may be: bounds in the type's own unit (ns, bit/s, parts per billion; of a text its
// length in bytes; of a list those of its items) and how many items a list may have.
struct Rules {
  std::string_view name;
  std::int64_t low = std::numeric_limits<std::int64_t>::min();
  std::int64_t high = std::numeric_limits<std::int64_t>::max();
  std::size_t most_items = 4096;
  bool may_be_forever = false;
};

// The bounds of a type: how an author writes them, and what they are if he does not.
template <class T>
struct Range {};
template <std::integral T>
requires(!std::same_as<T, bool>) struct Range<T> {
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
  static constexpr Bound low{1}, high{1'000'000'000'000};
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
concept HasRange = requires {
  typename Range<T>::Bound;
};

constexpr std::int64_t plain(std::int64_t bound) { return bound; }
constexpr std::int64_t plain(Duration bound) { return bound.count(); }
constexpr std::int64_t plain(Probability bound) { return bound.parts_per_billion; }
constexpr std::int64_t plain(BitRate bound) {
  return static_cast<std::int64_t>(bound.bits_per_second);
}

template <class Owner, class T>
struct Field {
  std::string_view name;
  T Owner::*member;
  std::string_view help;
  Rules rules;
  bool is_required = false;

  constexpr Field or_forever() const {
    Field copy = *this;
    copy.rules.may_be_forever = true;
    return copy;
  }
  constexpr Field at_most(std::size_t items) const {  // of a list
    Field copy = *this;
    copy.rules.most_items = items;
    return copy;
  }
};

template <class Owner, class T>
constexpr Field<Owner, T> field(std::string_view name, T Owner::*member, std::string_view help) {
  Field<Owner, T> result{name, member, help, {.name = name}, false};
  if constexpr (HasRange<T>) {
    result.rules.low = plain(Range<T>::low);
    result.rules.high = plain(Range<T>::high);
  }
  return result;
}

template <class Owner, HasRange T>
constexpr Field<Owner, T> field(std::string_view name, T Owner::*member, std::string_view help,
                                std::type_identity_t<typename Range<T>::Bound> low,
                                std::type_identity_t<typename Range<T>::Bound> high) {
  auto result = field(name, member, help);
  result.rules.low = std::max(plain(low), result.rules.low);  // a type's own bounds hold always
  result.rules.high = std::min(plain(high), result.rules.high);
  return result;
}

// The same, for what a file must say.
template <class... Arguments>
constexpr auto required(const Arguments&... arguments) {
  auto result = field(arguments...);
  result.is_required = true;
  return result;
}

// An enumerator as a file writes it, with its meaning:
//   constexpr auto names(Floor*) { return std::array{sim::Name{Floor::total, "total", "..."}}; }
template <class E>
struct Name {
  E value;
  std::string_view name;
  std::string_view help = {};
};
template <class E>
Name(E, std::string_view) -> Name<E>;
template <class E>
Name(E, std::string_view, std::string_view) -> Name<E>;

template <class T>
concept HasFields = requires(T* t) {
  fields(t);
};
template <class T>
concept HasNames = std::is_enum_v<T> && requires(T* t) {
  names(t);
};

template <class T>
constexpr auto fields_of() {
  return fields(static_cast<T*>(nullptr));
}
template <class T>
constexpr auto names_of() {
  return names(static_cast<T*>(nullptr));
}

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;
template <class T>
inline constexpr bool is_list = false;
template <class T>
inline constexpr bool is_list<std::vector<T>> = true;
template <class T>
inline constexpr bool is_located = false;
template <class T>
inline constexpr bool is_located<Located<T>> = true;

}  // namespace sim
