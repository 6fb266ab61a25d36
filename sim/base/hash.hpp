// Hashing for the tables: the finaliser of SplitMix64 (Steele, Lea, Flood 2014) over the key's
// bits. Never std::hash: its values differ between standard libraries, and so would results.
#pragma once

#include <concepts>
#include <cstdint>
#include <type_traits>
#include <utility>

#include "sim/base/address.hpp"

namespace sim {

constexpr std::uint64_t mix64(std::uint64_t z) {
  z += 0x9e37'79b9'7f4a'7c15;  // zero is a common key and must not map to zero
  z = (z ^ z >> 30U) * 0xbf58'476d'1ce4'e5b9;
  z = (z ^ z >> 27U) * 0x94d0'49bb'1331'11eb;
  return z ^ z >> 31U;
}

template <class Key>
concept Scalar = std::integral<Key> || std::is_enum_v<Key>;
template <class Key>
concept Hashed = std::same_as<decltype(std::declval<const Key&>().hash()), std::uint64_t>;

// Integers, enumerations, addresses, pairs of those, and every type with `std::uint64_t hash()
// const` (such as `return mix64(mix64(address.value) + port);`).
struct KeyHash {
  template <Scalar Key>
  constexpr std::uint64_t operator()(Key key) const {
    return mix64(static_cast<std::uint64_t>(key));
  }
  constexpr std::uint64_t operator()(Mac mac) const { return mix64(mac.value); }
  constexpr std::uint64_t operator()(Ipv4 address) const { return mix64(address.value); }
  template <class First, class Second>
  constexpr std::uint64_t operator()(const std::pair<First, Second>& key) const {
    return mix64((*this)(key.first) + 3 * (*this)(key.second));
  }
  template <Hashed Key>
  constexpr std::uint64_t operator()(const Key& key) const {
    return key.hash();
  }
};

}  // namespace sim
