// The ageing table, which judges age when asked, against a naive table with explicit timers.
#include "sim/base/ageing_table.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "sim/base/random.hpp"
#include "tests/catch.hpp"

namespace {

using namespace std::chrono_literals;
using sim::Duration;
using sim::Ipv4;
using sim::Mac;
using sim::Miss;
using sim::Random;
using sim::Time;
using sim::WhenFull;

using Key = std::uint32_t;
using Table = sim::AgeingTable<Key, std::uint64_t>;

// A timer per entry; when it fires, the entry becomes a memory of the moment.
class Timers {
 public:
  Timers(std::size_t capacity, WhenFull when_full) : capacity_(capacity), when_full_(when_full) {}

  struct Entry {
    std::uint64_t value;
    std::optional<Time> aged_at;
  };

  void advance(Time now) {
    for (; !timers_.empty() && timers_.begin()->first <= now; timers_.erase(timers_.begin())) {
      const auto [at, key] = *timers_.begin();
      entries_.at(key).aged_at = at;
      aged_.emplace(at, key);
    }
  }
  const Entry* find(Key key) const {
    const auto it = entries_.find(key);
    return it == entries_.end() ? nullptr : &it->second;
  }
  // Whether it was accepted; `evicted` is the fresh key that had to go, if any.
  bool insert(Key key, std::uint64_t value, Time until, std::optional<Key>& evicted) {
    if (!entries_.contains(key) && entries_.size() == capacity_) {
      if (!aged_.empty()) {
        erase(aged_.begin()->second);
      } else if (when_full_ == WhenFull::evict_oldest && !timers_.empty()) {
        evicted = timers_.begin()->second;
        erase(*evicted);
      } else {
        return false;
      }
    }
    erase(key);
    entries_[key] = {value, {}};
    timers_.emplace(until, key);
    return true;
  }
  bool refresh(Key key, Time until) {
    if (!entries_.contains(key) || entries_[key].aged_at) return false;
    stop_timers(key);
    timers_.emplace(until, key);
    return true;
  }
  bool erase(Key key) {
    stop_timers(key);
    return entries_.erase(key) == 1;
  }
  std::size_t erase_port(std::uint64_t port) {
    std::vector<Key> gone;
    for (const auto& [key, entry] : entries_) {
      if (entry.value % 16 == port) gone.push_back(key);
    }
    for (const Key key : gone) erase(key);
    return gone.size();
  }
  void clear() { *this = Timers(capacity_, when_full_); }
  std::size_t live() const { return timers_.size(); }
  std::size_t size() const { return entries_.size(); }
  const std::map<Key, Entry>& entries() const { return entries_; }

 private:
  void stop_timers(Key key) {
    const auto of_key = [key](const auto& timer) { return timer.second == key; };
    std::erase_if(timers_, of_key);
    std::erase_if(aged_, of_key);
  }

  std::size_t capacity_;
  WhenFull when_full_;
  std::map<Key, Entry> entries_;
  std::set<std::pair<Time, Key>> timers_;
  std::set<std::pair<Time, Key>> aged_;
};

bool same_answer(const Table::Found& found, const Timers::Entry* entry) {
  if (entry == nullptr) {
    return found.value == nullptr && found.miss == Miss::never_seen && found.entry == nullptr;
  }
  if (entry->aged_at) {
    return found.value == nullptr && found.miss == Miss::aged && found.since == *entry->aged_at &&
           found.entry->value == entry->value;
  }
  return found.miss == Miss::none && found.value != nullptr && *found.value == entry->value;
}

class Duel {
 public:
  Duel(std::size_t capacity, WhenFull when_full, Key keys, const char* name)
      : random_(1, "ageing", name),
        table_(capacity, when_full),
        twin_(capacity, when_full),
        keys_(keys) {}

  // The first operation with different answers, or -1.
  std::int64_t run(std::int64_t operations) {
    for (std::int64_t i = 0; i < operations; ++i) {
      // Whole seconds, so that many entries age at the same moment; sometimes nothing moves.
      if (random_.below(4) == 0) now_ += std::chrono::seconds(random_.below(3));
      twin_.advance(now_);
      if (!operate(static_cast<Key>(random_.below(keys_)), random_.below(100'000))) return i;
      twin_.advance(now_);
      if (table_.size() != twin_.size()) return i;
    }
    return -1;
  }

 private:
  // Mostly a minute; some entries live much shorter, some for ever, some are stillborn.
  Time draw_until() {
    switch (random_.below(8)) {
      case 0: return now_ + std::chrono::seconds(random_.below(5));
      case 1: return random_.below(50) == 0 ? sim::never : now_ + 300s;
      default: return now_ + 60s;
    }
  }
  bool operate(Key key, std::uint64_t dice) {
    if (dice < 45'000) return same_answer(table_.find(key, now_), twin_.find(key));
    if (dice < 70'000) return insert(key);
    if (dice < 80'000) {
      const Time until = draw_until();
      return table_.refresh(key, until, now_) == twin_.refresh(key, until);
    }
    if (dice < 90'000) return refresh_found(key);
    if (dice < 99'900) return dice % 4 != 0 || table_.erase(key) == twin_.erase(key);
    if (dice < 99'950) {
      const std::uint64_t port = random_.below(16);
      const auto on_port = [port](Key, std::uint64_t value) { return value % 16 == port; };
      return table_.erase_if(on_port) == twin_.erase_port(port);
    }
    if (dice < 99'998) return table_.live(now_) == twin_.live() && same_listing();
    table_.clear();
    twin_.clear();
    return true;
  }
  bool insert(Key key) {
    const std::uint64_t value = random_.next();
    const Time until = draw_until();
    std::optional<Table::Entry> evicted;
    const auto* const stored = table_.insert(key, value, until, now_, &evicted);
    std::optional<Key> gone;
    const bool accepted = twin_.insert(key, value, until, gone);
    if ((stored != nullptr) != accepted || (accepted && *stored != value)) return false;
    return evicted.has_value() == gone.has_value() && (!gone || evicted->key == *gone);
  }
  bool refresh_found(Key key) {
    const Time until = draw_until();
    const auto found = table_.find(key, now_);
    if (found.value != nullptr) table_.refresh(*found.entry, until);
    return twin_.refresh(key, until) == (found.value != nullptr);
  }
  bool same_listing() const {
    std::vector<std::pair<Key, std::uint64_t>> ours, theirs;
    table_.for_each_sorted([&](const auto& entry) { ours.emplace_back(entry.key, entry.value); });
    for (const auto& [key, entry] : twin_.entries()) theirs.emplace_back(key, entry.value);
    return ours == theirs;
  }

  Random random_;
  Table table_;
  Timers twin_;
  Key keys_;
  Time now_{};
};

}  // namespace

TEST_CASE("ageing table: a million random operations as a table with timers") {
  const auto duel = [](std::size_t capacity, WhenFull when_full, Key keys, std::int64_t count) {
    CAPTURE(capacity, keys);
    CHECK(Duel(capacity, when_full, keys, "duel").run(count) == -1);
  };
  using enum WhenFull;
  duel(40, refuse, 60, 400'000);  // finds the oldest by a scan
  duel(40, evict_oldest, 60, 200'000);
  duel(100, refuse, 130, 200'000);  // finds the oldest by its heap
  duel(100, evict_oldest, 300, 200'000);
  duel(65, evict_oldest, 70, 100'000);
  duel(1000, refuse, 300, 50'000);  // never full
  duel(1, evict_oldest, 3, 10'000);
  duel(0, refuse, 3, 1000);
  duel(0, evict_oldest, 3, 1000);
}

TEST_CASE("ageing table: a miss says why, and since when") {
  sim::AgeingTable<Mac, int> table(8);
  const Mac phone{0x0024'142d'df24};
  CHECK(table.find(phone, Time{}).miss == Miss::never_seen);
  table.insert(phone, 3, Time{60s}, Time{});
  CHECK(*table.find(phone, Time{60s} - 1ns).value == 3);
  const auto aged = table.find(phone, Time{116s});
  CHECK(aged.value == nullptr);
  CHECK(aged.miss == Miss::aged);
  CHECK(aged.since == Time{60s});
  CHECK(aged.entry->value == 3);
  CHECK(table.find(phone, Time{60s}).miss == Miss::aged);
  CHECK_FALSE(table.refresh(phone, Time{200s}, Time{116s}));
  CHECK(table.live(Time{116s}) == 0);
  CHECK(table.size() == 1);
  table.insert(phone, 4, sim::never, Time{116s});
  CHECK(*table.find(phone, Time{1000h}).value == 4);
  CHECK(table.erase(phone));
  CHECK(table.find(phone, Time{1000h}).miss == Miss::never_seen);
}

TEST_CASE("ageing table: a full table reclaims the oldest aged entry, then refuses or evicts") {
  for (const std::size_t capacity : {2U, 100U}) {
    sim::AgeingTable<Ipv4, int> strict(capacity, WhenFull::refuse);
    sim::AgeingTable<Ipv4, int> lenient(capacity, WhenFull::evict_oldest);
    for (std::uint32_t i = 0; i < capacity; ++i) {
      const Time until = i < 2 ? Time{20s} : Time{100s};  // equal: the lower key counts as older
      strict.insert({i}, 0, until, Time{});
      lenient.insert({i}, 0, until, Time{});
    }
    CHECK(strict.insert({1000}, 0, Time{100s}, Time{19s}) == nullptr);
    std::optional<sim::AgeingTable<Ipv4, int>::Entry> evicted;
    CHECK(lenient.insert({1000}, 0, Time{100s}, Time{19s}, &evicted) != nullptr);
    CHECK(evicted->key == Ipv4{0});
    CHECK(strict.insert({1000}, 0, Time{100s}, Time{20s}) != nullptr);
    CHECK(strict.find({0}, Time{20s}).miss == Miss::never_seen);
    CHECK(strict.find({1}, Time{20s}).miss == Miss::aged);
  }
}

TEST_CASE("ageing table: a port's entries go when its link goes down") {
  sim::AgeingTable<Mac, int> table(100);
  for (std::uint32_t i = 0; i < 100; ++i) table.insert({i}, i % 4, Time{60s}, Time{});
  CHECK(table.erase_if([](Mac, int port) { return port == 2; }) == 25);
  std::vector<std::uint64_t> left;
  table.for_each_sorted([&](const auto& entry) { left.push_back(entry.key.value); });
  CHECK(left.size() == 75);
  CHECK(std::ranges::is_sorted(left));
  CHECK(table.find({2}, Time{}).miss == Miss::never_seen);
}
