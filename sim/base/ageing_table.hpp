// A table whose entries grow old: MAC addresses, ARP, NAT mappings, port security. No timers: age
// is judged when an entry is looked at, and a miss says why. An aged entry stays answerable ("aged
// out since T") until a new key needs its room.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "sim/base/copy.hpp"
#include "sim/base/ensure.hpp"
#include "sim/base/flat_table.hpp"
#include "sim/base/time.hpp"

namespace sim {

enum class Miss : std::uint8_t { none, never_seen, aged };

// What a new key meets in a table full of fresh entries: no entry, or the oldest one's room.
enum class WhenFull : std::uint8_t { refuse, evict_oldest };

// "Oldest" is the earliest fresh_until and, among equals, the lowest key. The oldest entry is also
// the one that is reclaimed when a full table holds aged ones.
// Pointers into the table are valid until the next insert or erase.
template <class Key, class Value, class Hash = KeyHash>
class AgeingTable {
 public:
  struct Entry {
    Key key{};
    Time fresh_until = Time::min();  // min: unused. Change it by refresh() only.
    Value value{};
    bool used() const { return fresh_until != Time::min(); }
  };
  struct Found {
    Value* value = nullptr;  // of a fresh entry only
    Miss miss = Miss::never_seen;
    Time since{};            // if aged: when it aged out
    Entry* entry = nullptr;  // fresh or aged: for refresh(), and to say what it was
  };

  explicit AgeingTable(std::size_t capacity, WhenFull when_full = WhenFull::refuse)
      : slots_(capacity), capacity_(static_cast<std::uint32_t>(capacity)), when_full_(when_full) {}

  std::size_t size() const { return size_; }  // with the aged entries that are still answerable
  std::size_t capacity() const { return capacity_; }
  std::size_t live(Time now) const {
    return static_cast<std::size_t>(std::ranges::count_if(
        slots_, [now](const Entry& entry) { return now < entry.fresh_until; }));
  }

  void fetch(const Key& key) const { slots_.fetch(key); }  // soon this key will be looked up
  // The fresh entry's value, or null: the quick answer for every frame.
  Value* fresh(const Key& key, Time now) {
    Entry& entry = slots_.probe(key);
    return now < entry.fresh_until ? &entry.value : nullptr;
  }
  // A hit if now < fresh_until.
  Found find(const Key& key, Time now) {
    Entry& entry = slots_.probe(key);
    if (now < entry.fresh_until) return {&entry.value, Miss::none, {}, &entry};
    if (!entry.used()) return {};
    return {nullptr, Miss::aged, entry.fresh_until, &entry};
  }

  // Replaces the key's entry, fresh or aged. Null if the table is full of fresh entries and
  // refuses. `evicted` receives the fresh entry, if any, that had to go.
  Value* insert(const Key& key, Value value, Time fresh_until, Time now,
                std::optional<Entry>* evicted = nullptr) {
    ENSURE(fresh_until != Time::min());
    Entry* entry = &slots_.probe(key);
    if (!entry->used()) {
      if (size_ == capacity_) {
        if (!make_room(now, evicted)) return nullptr;
        entry = &slots_.probe(key);
      }
      ++size_;
    }
    *entry = {key, fresh_until, std::move(value)};
    remember(*entry);
    return &entry->value;
  }

  // Of an entry that find() has just answered: no second probe. It may also shorten the life.
  void refresh(Entry& entry, Time fresh_until) {
    ENSURE(entry.used() && fresh_until != Time::min());
    const bool shorter = fresh_until < entry.fresh_until;
    entry.fresh_until = fresh_until;
    if (shorter) remember(entry);
  }
  // False if there is no fresh entry: what has aged out must be learned anew.
  bool refresh(const Key& key, Time fresh_until, Time now) {
    const Found found = find(key, now);
    if (found.value != nullptr) refresh(*found.entry, fresh_until);
    return found.value != nullptr;
  }

  // until(entry): from when on it is no longer fresh, if that is sooner.
  template <class Until>
  void shorten(Until until) {
    for (Entry& entry : slots_) {
      if (!entry.used()) continue;
      const Time end = until(std::as_const(entry));
      if (end < entry.fresh_until) refresh(entry, end);
    }
  }

  bool erase(const Key& key) {
    Entry& entry = slots_.probe(key);
    if (!entry.used()) return false;
    remove(entry);
    return true;
  }
  // doomed(key, value), for example of a port whose link went down; aged entries included. It may
  // be asked twice about an entry. Answers how many were erased.
  template <class Doomed>
  std::size_t erase_if(Doomed doomed) {
    const std::size_t count = slots_.erase_if(
        [&](const Entry& entry) { return static_cast<bool>(doomed(entry.key, entry.value)); });
    size_ -= static_cast<std::uint32_t>(count);
    return count;
  }
  void clear() {
    slots_.clear();
    size_ = 0;
    by_age_.reset();
  }
  // visit(const Entry&), fresh and aged, in the order of the keys. For reports: it allocates.
  template <class Visit>
  void for_each_sorted(Visit visit) const {
    for (const Entry* entry : slots_.sorted()) visit(*entry);
  }

 private:
  // Up to here the oldest entry is found by a scan.
  static constexpr std::size_t scan_limit = 64;

  struct Record {
    Time fresh_until{};
    Key key{};
  };
  static bool younger(const Record& a, const Record& b) {
    return a.fresh_until != b.fresh_until ? a.fresh_until > b.fresh_until : b.key < a.key;
  }

  bool make_room(Time now, std::optional<Entry>* evicted) {
    if (size_ == 0) return false;  // capacity 0
    Entry& victim = oldest();
    if (now < victim.fresh_until) {
      if (when_full_ == WhenFull::refuse) return false;
      if (evicted != nullptr) *evicted = victim;
    }
    remove(victim);
    return true;
  }
  void remove(Entry& entry) {
    slots_.erase(entry);
    --size_;
  }

  Entry& oldest() {
    if (capacity_ <= scan_limit) {
      return *std::ranges::min_element(slots_, [](const Entry& a, const Entry& b) {
        if (!a.used() || !b.used()) return a.used();
        return younger({b.fresh_until, b.key}, {a.fresh_until, a.key});
      });
    }
    if (by_age_ == nullptr) track();
    for (;;) {
      ENSURE(!by_age_->empty());
      Entry& entry = slots_.probe(by_age_->front().key);
      if (entry.used() && entry.fresh_until == by_age_->front().fresh_until) return entry;
      std::ranges::pop_heap(*by_age_, younger);
      by_age_->pop_back();
      if (entry.used()) remember(entry);  // it was refreshed meanwhile
    }
  }
  void track() {
    if (by_age_ == nullptr) {
      by_age_ = std::make_unique<std::vector<Record>>();
      by_age_->reserve(std::size_t{2} * capacity_);
    }
    by_age_->clear();
    for (const Entry& entry : slots_) {
      if (entry.used()) by_age_->push_back({entry.fresh_until, entry.key});
    }
    std::ranges::make_heap(*by_age_, younger);
  }
  void remember(const Entry& entry) {
    if (by_age_ == nullptr) return;
    if (by_age_->size() == std::size_t{2} * capacity_) return track();  // drops the stale records
    by_age_->push_back({entry.fresh_until, entry.key});
    std::ranges::push_heap(*by_age_, younger);
  }

  // Its tail is room for capacity_.
  [[no_unique_address]] SlotArray<Entry, Hash> slots_;
  std::uint32_t capacity_;
  std::uint32_t size_ = 0;
  WhenFull when_full_;
  // Once a large table has been full: a heap in which every entry has a record not later than its
  // fresh_until. Refreshing costs nothing; stale records are corrected when they surface.
  Box<std::vector<Record>> by_age_;
};

}  // namespace sim
