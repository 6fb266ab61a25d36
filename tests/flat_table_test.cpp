// The hash table against std::map, and what the hash itself must do.
#include "sim/base/flat_table.hpp"

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "sim/base/random.hpp"
#include "tests/catch.hpp"

namespace {

using sim::FlatTable;
using sim::Ipv4;
using sim::KeyHash;
using sim::Mac;
using sim::Random;

// Long clusters that wrap around the end of the array: where backward shift is difficult.
struct CrowdedHash {
  std::uint64_t operator()(std::uint32_t key) const { return key % 7 - std::uint64_t{3}; }
};

// One million random operations; answers the first that differs from std::map's, or -1.
template <class Hash>
std::int64_t first_difference(std::size_t capacity, std::uint32_t keys, std::int64_t operations) {
  FlatTable<std::uint32_t, std::uint64_t, Hash> table(capacity);
  std::map<std::uint32_t, std::uint64_t> twin;
  Random random(1, "flat", "table");
  for (std::int64_t i = 0; i < operations; ++i) {
    const auto key = static_cast<std::uint32_t>(random.below(keys));
    const std::uint64_t dice = random.below(10'000);
    if (dice < 4000) {
      const auto it = twin.find(key);
      const auto* const value = table.find(key);
      if ((value != nullptr) != (it != twin.end())) return i;
      if (value != nullptr && *value != it->second) return i;
    } else if (dice < 7000) {
      const std::uint64_t value = random.next();
      const bool fits = twin.contains(key) || twin.size() < capacity;
      if (fits) twin[key] = value;
      const auto* const stored = table.insert(key, value);
      if ((stored != nullptr) != fits || (fits && *stored != value)) return i;
    } else if (dice < 9999) {
      if (table.erase(key) != (twin.erase(key) == 1)) return i;
    } else {
      std::vector<std::pair<std::uint32_t, std::uint64_t>> listed;
      table.for_each_sorted([&](auto k, auto v) { listed.emplace_back(k, v); });
      if (listed != decltype(listed)(twin.begin(), twin.end())) return i;
      if (random.below(10) == 0) {
        table.clear();
        twin.clear();
      }
    }
    if (table.size() != twin.size()) return i;
  }
  return -1;
}

}  // namespace

TEST_CASE("flat table: a million random operations as std::map") {
  CHECK(first_difference<KeyHash>(700, 1500, 1'000'000) == -1);
  CHECK(first_difference<KeyHash>(3, 6, 100'000) == -1);  // 4 slots, 3/4 full
  CHECK(first_difference<KeyHash>(1, 3, 10'000) == -1);
}

TEST_CASE("flat table: clusters that collide and wrap around") {
  CHECK(first_difference<CrowdedHash>(12, 30, 300'000) == -1);
  CHECK(first_difference<CrowdedHash>(48, 60, 300'000) == -1);
}

TEST_CASE("flat table: a full table refuses new keys only") {
  FlatTable<Ipv4, int> table(2);
  CHECK(table.capacity() == 2);
  CHECK(table.insert({1}, 10) != nullptr);
  CHECK(table.insert({2}, 20) != nullptr);
  CHECK(table.insert({3}, 30) == nullptr);
  CHECK(*table.insert({2}, 21) == 21);
  CHECK(table.size() == 2);
  CHECK(table.erase({1}));
  CHECK_FALSE(table.erase({1}));
  CHECK(table.insert({3}, 30) != nullptr);
  const auto& looked_at = table;
  CHECK(*looked_at.find({3}) == 30);
  CHECK(looked_at.find({1}) == nullptr);
  FlatTable<Ipv4, int> none(0);
  CHECK(none.insert({1}, 1) == nullptr);
  CHECK(none.find({1}) == nullptr);
}

TEST_CASE("hash: the same on every machine, and order within a pair matters") {
  const KeyHash hash;
  CHECK(sim::mix64(0) == 0xe220'a839'7b1d'cdaf);  // SplitMix64's first output for seed 0
  CHECK(hash(Ipv4{7}) == sim::mix64(7));
  CHECK(hash(Mac{7}) == sim::mix64(7));
  CHECK(hash(std::uint16_t{7}) == sim::mix64(7));
  CHECK(hash(std::pair{Ipv4{1}, 2}) != hash(std::pair{Ipv4{2}, 1}));
  CHECK(hash(std::pair{std::pair{Ipv4{1}, 2}, Mac{3}}) !=
        hash(std::pair{std::pair{Ipv4{1}, 3}, Mac{2}}));
  struct Endpoint {
    std::uint64_t hash() const { return 42; }
  };
  CHECK(hash(Endpoint{}) == 42);
}

TEST_CASE("hash: consecutive addresses spread over the slots") {
  std::vector<int> load(1024);
  for (std::uint32_t i = 0; i < 10'240; ++i) ++load[KeyHash{}(Ipv4{0x0a00'0000 + i}) % 1024];
  CHECK(*std::ranges::max_element(load) < 30);  // the mean is 10; 30 is beyond 6 sigma
}
