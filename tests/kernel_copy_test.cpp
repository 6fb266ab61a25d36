// Copies of the kernel's parts: each goes on by itself as the original would.
#include <map>
#include <memory>
#include <queue>
#include <vector>

#include "sim/base/random.hpp"
#include "sim/kernel/simulation.hpp"
#include "tests/catch.hpp"

namespace {

using namespace std::chrono_literals;
using sim::Event;
using sim::EventQueue;
using sim::Time;

struct Later {
  bool operator()(const Event& a, const Event& b) const { return b < a; }
};
// The queue, and what it must say.
struct Twins {
  EventQueue queue;
  std::priority_queue<Event, std::vector<Event>, Later> oracle;
  Time now{};
  std::uint64_t seq = 0;

  void push(sim::Random& dice) {
    const auto magnitude = dice.below(14);  // to hours
    sim::Duration far{1};
    for (std::uint64_t i = 0; i < magnitude; ++i) far *= 10;
    const Event event{.at = now + dice.between(0ns, far),
                      .seq = ++seq,
                      .node = {1, 2},
                      .index = static_cast<std::uint32_t>(seq)};
    queue.push(event);
    oracle.push(event);
  }
  bool pop() {
    const Event popped = queue.pop();
    const bool same = popped.seq == oracle.top().seq && popped.at == oracle.top().at &&
                      popped.index == oracle.top().index;
    oracle.pop();
    now = popped.at;
    return same;
  }
};

}  // namespace

TEST_CASE("copy of an event queue: it pops what the original would, and neither sees the other") {
  sim::Random dice(1, "queue", "copy");
  std::size_t wrong = 0;
  for (int round = 0; round < 40; ++round) {
    auto one = std::make_unique<Twins>();
    if (round % 2 == 0) one->queue.reserve(500);
    for (int step = 0; step < 3000; ++step) {
      if (dice.below(100) < 52 || one->queue.empty()) {
        one->push(dice);
      } else {
        wrong += one->pop() ? 0 : 1;
      }
      if (dice.below(300) != 0) continue;
      auto other = std::make_unique<Twins>(*one);
      for (auto left = other->queue.size() / 2; left > 0; --left) wrong += other->pop() ? 0 : 1;
      other->push(dice);
      if (dice.below(2) == 0) std::swap(one, other);  // the copy goes on, or the original
    }
    while (!one->queue.empty()) wrong += one->pop() ? 0 : 1;
    CHECK(one->oracle.empty());
  }
  CHECK(wrong == 0);
}

TEST_CASE("copy of a pool: the objects under their numbers, and the same numbers to come") {
  sim::Random dice(1, "pool", "copy");
  auto pool = std::make_unique<sim::Pool<std::uint64_t>>(2000);
  std::map<std::uint32_t, std::uint64_t> held;
  for (int step = 0; step < 20'000; ++step) {
    if (held.empty() || (dice.below(100) < 51 && held.size() < 1500)) {
      const std::uint32_t id = pool->acquire();
      (*pool)[id] = held[id] = dice.next();
    } else {
      const auto one = std::next(held.begin(), static_cast<long>(dice.below(held.size())));
      pool->release(one->first);
      held.erase(one);
    }
    if (dice.below(1000) != 0) continue;
    auto copy = std::make_unique<sim::Pool<std::uint64_t>>(*pool);
    REQUIRE(copy->in_use() == held.size());
    std::vector<std::uint32_t> taken;  // of both, and given back in the reverse order
    for (int i = 0; i < 400; ++i) {
      const std::uint32_t id = pool->acquire();
      REQUIRE(copy->acquire() == id);
      if (id != pool->none) taken.push_back(id);
    }
    for (; !taken.empty(); taken.pop_back()) {
      (*pool)[taken.back()] = 1;
      pool->release(taken.back());
      copy->release(taken.back());
    }
    pool = std::move(copy);
    for (const auto& [id, value] : held) REQUIRE((*pool)[id] == value);
  }
}

TEST_CASE("copy of a simulation: now, the numbers to come, and whether it has been stopped") {
  struct Log {
    std::vector<std::uint64_t> seqs{};
    sim::Simulation* simulation = nullptr;
    void dispatch(const Event& event) {
      seqs.push_back(event.seq);
      if (event.seq > 5000) return;
      for (std::uint32_t i = 0; i < 2; ++i) {
        simulation->schedule(event.at + (event.seq * (i + 7)) % 1000 * 1us, event.node,
                             sim::EventKind::wake, i);
      }
    }
  };
  sim::Simulation original;
  original.schedule(Time{}, {1, 2}, sim::EventKind::wake, 0);
  Log log{.simulation = &original};
  original.run_until(Time{} + 1ms, log);
  sim::Simulation copy(original);
  Log twin{log.seqs, &copy};
  original.run_until(Time{} + 10s, log);
  copy.run_until(Time{} + 10s, twin);
  CHECK(log.seqs == twin.seqs);
  CHECK(log.seqs.size() > 5000);
  CHECK((copy.now() == original.now() && copy.events() == original.events()));
  copy.stop();
  CHECK_FALSE(original.stopped());
  CHECK(sim::Simulation(copy).stopped());
}
