// Tables that may hold thousands of entries begin small and double when they are full, so that a
// network of hundreds of switches costs what its tables hold. What they answer stays the same.
#pragma once

#include "sim/base/ageing_table.hpp"

namespace sim {

inline constexpr std::size_t first_room = 3;  // of 4 slots, then 6 of 8, ...

// To be called before an insert, and before the find() whose pointers are to survive it.
template <class Key, class Value>
void make_room(AgeingTable<Key, Value>& table, std::size_t limit,
               WhenFull when_full = WhenFull::refuse) {
  if (table.size() < table.capacity() || table.capacity() >= limit) return;
  AgeingTable<Key, Value> larger(std::min(2 * table.capacity(), limit), when_full);
  table.for_each_sorted(
      [&](const auto& entry) { larger.insert(entry.key, entry.value, entry.fresh_until, Time{}); });
  table = std::move(larger);
}

template <class Key, class Value>
void make_room(FlatTable<Key, Value>& table, std::size_t limit) {
  if (table.size() < table.capacity() || table.capacity() >= limit) return;
  FlatTable<Key, Value> larger(std::min(2 * table.capacity(), limit));
  table.for_each_sorted([&](const Key& key, const Value& value) { larger.insert(key, value); });
  table = std::move(larger);
}

}  // namespace sim
