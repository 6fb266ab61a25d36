// A hash table in one array: open addressing, linear probing, erasure by backward shift (Knuth,
// TAOCP 6.4, algorithm R). All memory comes with the constructor. Deterministic, and whoever lists
// the entries gets them sorted by key, so that the hash is never seen in a result.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "sim/base/fetch.hpp"
#include "sim/base/hash.hpp"

namespace sim {

// The array under FlatTable and AgeingTable. A Slot has `key` and `used()`; Slot{} is unused.
template <class Slot, class Hash>
class SlotArray {
 public:
  explicit SlotArray(std::size_t capacity)
      : slots_(std::make_unique<Slot[]>(slots_for(capacity))),
        last_(static_cast<std::uint32_t>(slots_for(capacity) - 1)) {}
  SlotArray(const SlotArray& other)
      : slots_(std::make_unique<Slot[]>(std::size_t{other.last_} + 1)), last_(other.last_) {
    std::copy(other.begin(), other.end(), begin());
  }
  SlotArray(SlotArray&&) noexcept = default;
  SlotArray& operator=(SlotArray&&) noexcept = default;

  // The slot that holds `key`, or the unused one where it would be put.
  template <class Key>
  Slot& probe(const Key& key) {
    std::size_t at = home(key);
    while (slots_[at].used() && !(slots_[at].key == key)) at = next(at);
    return slots_[at];
  }
  // Asks for the cache line where probe(key) will begin.
  template <class Key>
  void fetch(const Key& key) const {
    fetch_line(&slots_[home(key)]);
  }
  void erase(Slot& slot) {
    auto hole = static_cast<std::size_t>(&slot - slots_.get());
    for (std::size_t at = next(hole); slots_[at].used(); at = next(at)) {
      // A key may fill the hole unless its home lies (cyclically) after the hole.
      if (distance(home(slots_[at].key), at) < distance(hole, at)) continue;
      slots_[hole] = std::move(slots_[at]);
      hole = at;
    }
    slots_[hole] = Slot{};
  }
  // May ask about an entry twice, when it moves from the array's begin to its end.
  template <class Doomed>
  std::size_t erase_if(Doomed doomed) {
    std::size_t count = 0;
    for (Slot& slot : *this) {
      for (; slot.used() && doomed(slot); ++count) erase(slot);
    }
    return count;
  }
  void clear() { std::fill(begin(), end(), Slot{}); }

  std::vector<const Slot*> sorted() const {
    std::vector<const Slot*> result;
    for (const Slot& slot : *this) {
      if (slot.used()) result.push_back(&slot);
    }
    std::ranges::sort(result, [](const Slot* a, const Slot* b) { return a->key < b->key; });
    return result;
  }
  Slot* begin() { return slots_.get(); }
  Slot* end() { return slots_.get() + last_ + 1; }
  const Slot* begin() const { return slots_.get(); }
  const Slot* end() const { return slots_.get() + last_ + 1; }

 private:
  // At most 3/4 of the slots are used; at least one is not, so that every probe ends.
  static std::size_t slots_for(std::size_t capacity) {
    return std::bit_ceil(std::max<std::size_t>(1, (4 * capacity + 2) / 3));
  }
  template <class Key>
  std::size_t home(const Key& key) const {
    return static_cast<std::size_t>(Hash{}(key)) & last_;
  }
  std::size_t next(std::size_t at) const { return (at + 1) & last_; }
  std::size_t distance(std::size_t from, std::size_t to) const { return (to - from) & last_; }

  std::unique_ptr<Slot[]> slots_;
  std::uint32_t last_;  // the last slot's number: all ones
};

// Pointers into the table are valid until the next insert or erase.
template <class Key, class Value, class Hash = KeyHash>
class FlatTable {
 public:
  explicit FlatTable(std::size_t capacity) : slots_(capacity), capacity_(capacity) {}

  std::size_t size() const { return size_; }
  std::size_t capacity() const { return capacity_; }

  Value* find(const Key& key) {
    Slot& slot = slots_.probe(key);
    return slot.is_used ? &slot.value : nullptr;
  }
  const Value* find(const Key& key) const { return const_cast<FlatTable*>(this)->find(key); }
  void fetch(const Key& key) const { slots_.fetch(key); }
  // Replaces the value of a key that is there. Null at the capacity: the caller names what follows.
  Value* insert(const Key& key, Value value) {
    Slot& slot = slots_.probe(key);
    if (!slot.is_used) {
      if (size_ == capacity_) return nullptr;
      ++size_;
    }
    slot = {key, std::move(value), true};
    return &slot.value;
  }
  bool erase(const Key& key) {
    Slot& slot = slots_.probe(key);
    if (!slot.is_used) return false;
    slots_.erase(slot);
    --size_;
    return true;
  }
  void clear() {
    slots_.clear();
    size_ = 0;
  }
  // visit(key, value) in the order of the keys. For reports: it allocates.
  template <class Visit>
  void for_each_sorted(Visit visit) const {
    for (const Slot* slot : slots_.sorted()) visit(slot->key, slot->value);
  }

 private:
  struct Slot {
    Key key{};
    Value value{};
    bool is_used = false;
    bool used() const { return is_used; }
  };

  SlotArray<Slot, Hash> slots_;
  std::size_t capacity_;
  std::size_t size_ = 0;
};

}  // namespace sim
