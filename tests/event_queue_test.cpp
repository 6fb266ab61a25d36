// The event queue against std::priority_queue, which is slow and obviously right; and the run loop.
// Longer than 300 lines because the mixes share one duel and the run loop comes along.
#include "sim/kernel/event_queue.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdint>
#include <queue>
#include <tuple>
#include <vector>

#include "sim/base/random.hpp"
#include "sim/kernel/simulation.hpp"
#include "tests/catch.hpp"

namespace {

using namespace std::chrono_literals;
using sim::Duration;
using sim::Event;
using sim::EventQueue;
using sim::Random;
using sim::Time;

struct Later {
  bool operator()(const Event& a, const Event& b) const { return b < a; }
};
using Twin = std::priority_queue<Event, std::vector<Event>, Later>;

bool same(const Event& a, const Event& b) {
  const auto fields = [](const Event& e) {
    return std::tuple(e.at, e.seq, e.node, e.index, e.port, e.kind);
  };
  return fields(a) == fields(b);
}

Time later(Time at, Duration wait) { return wait > Time::max() - at ? Time::max() : at + wait; }

// Both queues, driven alike. Times are drawn by `draw(now, random)`.
template <class Draw>
class Duel {
 public:
  Duel(const char* name, Draw draw) : random_(1, "duel", name), draw_(draw) {}

  // Random operations, of which `push_percent` push; answers where the queues first differ, or -1.
  std::int64_t run(std::int64_t operations, std::uint64_t push_percent) {
    for (std::int64_t i = 0; i < operations; ++i) {
      if (random_.below(100) < push_percent) {
        push();
      } else if (!look() || (!twin_.empty() && !pop())) {
        return i;
      }
      if (queue_.size() != twin_.size()) return i;
    }
    return -1;
  }
  std::int64_t drain() {
    for (std::int64_t i = 0; !twin_.empty(); ++i) {
      if (!pop()) return i;
    }
    return queue_.empty() ? -1 : 0;
  }

 private:
  void push() {
    // Any order of seq must do, not only the ascending one of a simulation.
    const std::uint64_t seq = random_.next() << 32U | ++count_;
    const auto bits = random_.next();
    const Event event{.at = draw_(now_, random_),
                      .seq = random_.below(2) == 0 ? count_ : seq,
                      .node = {3, static_cast<std::uint32_t>(count_ % 1000)},
                      .index = static_cast<std::uint32_t>(bits),
                      .port = static_cast<std::uint16_t>(bits >> 32U),
                      .kind = bits >> 63U != 0 ? sim::EventKind::wake : sim::EventKind::arrival};
    queue_.push(event);
    twin_.push(event);
  }
  // Looking ahead must change nothing, even when events are pushed before what was seen.
  bool look() {
    if (twin_.empty()) return queue_.empty() && queue_.due(Time::max()) == nullptr;
    if (random_.below(8) == 0 && !same(queue_.top(), twin_.top())) return false;
    const Time end = random_.below(4) == 0 ? twin_.top().at : draw_(now_, random_);
    const Event* const due = queue_.due(end);
    if (twin_.top().at > end) return due == nullptr;
    return due != nullptr && same(*due, twin_.top());
  }
  bool pop() {
    const Event event = queue_.pop();
    const bool right = same(event, twin_.top());
    twin_.pop();
    now_ = event.at;
    return right;
  }

  Random random_;
  Draw draw_;
  EventQueue queue_;
  Twin twin_;
  Time now_{};
  std::uint64_t count_ = 0;
};

// Grow, hold, shrink, hold while nearly empty; one million operations, then the rest.
template <class Draw>
void check_duel(const char* name, Draw draw) {
  Duel duel(name, draw);
  CHECK(duel.run(200'000, 70) == -1);
  CHECK(duel.run(300'000, 50) == -1);
  CHECK(duel.run(250'000, 35) == -1);
  CHECK(duel.run(250'000, 49) == -1);
  CHECK(duel.drain() == -1);
}

Duration hop(Random& random) { return random.between(5us, 500us); }

}  // namespace

TEST_CASE("event queue: telephony mix of 115 s timers and hops of 5-500 us") {
  check_duel("telephony", [](Time now, Random& random) {
    return now + (random.below(9) == 0 ? Duration{115s} : hop(random));
  });
}

TEST_CASE("event queue: bursts within 1 ms, then hops") {
  check_duel("bursts", [](Time now, Random& random) {
    const Time second = std::chrono::floor<std::chrono::seconds>(now) + 1s;
    return random.below(3) == 0 ? second + random.between(0ns, 1ms) : now + hop(random) / 100;
  });
}

TEST_CASE("event queue: many equal times, and exactly now") {
  check_duel("equal", [](Time now, Random& random) {
    return random.below(3) == 0 ? now : std::chrono::floor<std::chrono::seconds>(now) + 1s;
  });
}

TEST_CASE("event queue: always exactly now") {
  check_duel("now", [](Time now, Random&) { return now; });
}

TEST_CASE("event queue: every scale up to Time::max()") {
  check_duel("far", [](Time now, Random& random) {
    const std::uint64_t scale = random.below(64);
    if (scale == 63 && random.below(2000) == 0) return Time::max();
    const auto wait = random.below(std::uint64_t{1} << (scale < 46 ? scale : scale % 46));
    return later(now, Duration{static_cast<std::int64_t>(wait)});
  });
  Duel edge("edge", [](Time now, Random& random) {
    const auto wait = random.next() >> 1U >> random.below(63);
    return later(now, Duration{static_cast<std::int64_t>(wait)});
  });
  CHECK(edge.run(100'000, 60) == -1);
  CHECK(edge.drain() == -1);
}

TEST_CASE("event queue: the borders of slots of every level") {
  check_duel("borders", [](Time now, Random& random) {
    const bool far = random.below(1000) == 0;  // 18 min or 13 days
    const std::uint64_t bits = far ? 40 + 10 * random.below(2) : 10 + random.below(30);
    const auto tick = static_cast<std::uint64_t>(now.time_since_epoch().count()) >> bits;
    const auto border = static_cast<std::int64_t>((tick + 1) << bits);
    return std::max(now, Time{Duration{border - 1 + static_cast<std::int64_t>(random.below(3))}});
  });
}

TEST_CASE("event queue: a million events within 1 ms, also from within that millisecond") {
  for (const Time start : {Time{}, Time{100s}}) {
    EventQueue queue;
    Random random(1, "burst", "test");
    queue.push({.at = start});
    queue.pop();
    for (std::uint64_t seq = 1; seq <= 1'000'000; ++seq) {
      queue.push({.at = start + random.between(0ns, 1ms), .seq = seq});
    }
    Event last{};
    std::uint64_t wrong = 0;
    while (!queue.empty()) {
      const Event event = queue.pop();
      wrong += !(last < event);
      last = event;
    }
    CHECK(wrong == 0);
  }
}

TEST_CASE("event queue: crowds within a few microseconds, pushed from within their millisecond") {
  EventQueue queue;
  Twin twin;
  Random random(1, "crowds", "test");
  std::uint64_t wrong = 0, seq = 0;
  for (Time now{}; now < Time{2s}; now += 10ms) {
    queue.push({.at = now, .seq = ++seq});
    queue.pop();
    for (int i = 0; i < 600; ++i) {
      const Event event{.at = now + random.between(0ns, 30us), .seq = ++seq};
      queue.push(event);
      twin.push(event);
    }
    for (; !twin.empty(); twin.pop()) wrong += !same(queue.pop(), twin.top());
  }
  CHECK(queue.empty());
  CHECK(wrong == 0);
}

TEST_CASE("event queue: pushing into the past is a bug and aborts") {
  const auto aborts = [](Time at) {
    const pid_t child = fork();
    if (child == 0) {
      std::signal(SIGABRT, SIG_DFL);
      close(STDERR_FILENO);
      EventQueue queue;
      queue.push({.at = Time{5s}});
      queue.pop();
      queue.push({.at = at});
      _exit(0);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
  };
  CHECK(aborts(Time{5s} - 1ns));
  CHECK_FALSE(aborts(Time{5s}));
}

namespace {

// Each event begets the next ones, partly at its own time; the log names every event.
struct Chatter {
  explicit Chatter(sim::Simulation& simulation) : simulation_(simulation) {
    for (std::uint32_t i = 0; i < 50; ++i) {
      simulation.schedule(Time{} + i * 1ms, {1, i}, sim::EventKind::wake, 0);
    }
  }
  void dispatch(const Event& event) {
    now_matches = now_matches && simulation_.now() == event.at;
    log.emplace_back(event.at, event.seq);
    if (log.size() == stop_at) simulation_.stop();
    if (log.size() > 20'000) return;
    const Duration wait = random_.below(4) == 0 ? 0ns : random_.between(0ns, 3s);
    simulation_.schedule(event.at + wait, event.node, sim::EventKind::arrival, event.index + 1, 7);
  }

  std::vector<std::pair<Time, std::uint64_t>> log;
  std::size_t stop_at = 0;
  bool now_matches = true;

 private:
  sim::Simulation& simulation_;
  Random random_{1, "chatter", "wait"};
};

}  // namespace

TEST_CASE("simulation: time never runs back, ties go by the order of scheduling") {
  sim::Simulation simulation;
  Chatter world(simulation);
  const std::uint64_t count = simulation.run_until(Time{1h}, world);
  CHECK(count == 20'050);
  CHECK(simulation.events() == count);
  CHECK(simulation.pending() == 0);
  CHECK(world.log.size() == count);
  CHECK(world.now_matches);
  CHECK(std::ranges::is_sorted(world.log));
  CHECK(simulation.now() == Time{1h});
}

TEST_CASE("simulation: slices dispatch the same sequence as one run") {
  sim::Simulation whole;
  Chatter expected(whole);
  whole.run_until(Time{1h}, expected);

  sim::Simulation sliced(1000);
  Chatter world(sliced);
  Random random(1, "slices", "length");
  std::uint64_t count = 0;
  while (sliced.now() < Time{1h}) {
    const Time end = std::min(Time{1h}, sliced.now() + random.between(0ns, 10s));
    count += sliced.run_until(end, world);
    CHECK(sliced.now() == end);
  }
  CHECK(count == whole.events());
  CHECK(world.log == expected.log);
}

TEST_CASE("simulation: an event at the end belongs to the slice, one after it does not") {
  sim::Simulation simulation;
  struct {
    void dispatch(const Event&) { ++count; }
    int count = 0;
  } world;
  CHECK(simulation.schedule(Time{5s}, {1, 0}, sim::EventKind::wake, 0) == 1);
  CHECK(simulation.schedule(Time{5s} + 1ns, {1, 0}, sim::EventKind::wake, 0) == 2);
  CHECK(simulation.next_at() == Time{5s});
  CHECK(simulation.run_until(Time{5s}, world) == 1);
  // From outside, between slices: at now, before what the queue has already seen.
  simulation.schedule(simulation.now(), {1, 0}, sim::EventKind::wake, 0);
  CHECK(simulation.run_until(Time{5s}, world) == 1);
  CHECK(simulation.run_until(sim::never, world) == 1);
  CHECK(world.count == 3);
  CHECK(simulation.next_at() == sim::never);
}

TEST_CASE("simulation: stop ends the run after the current event, resume continues it") {
  sim::Simulation whole;
  Chatter expected(whole);
  whole.run_until(Time{1h}, expected);

  sim::Simulation simulation;
  Chatter world(simulation);
  world.stop_at = 777;
  CHECK(simulation.run_until(Time{1h}, world) == 777);
  CHECK(simulation.stopped());
  CHECK(simulation.now() == world.log.back().first);
  CHECK(simulation.run_until(Time{1h}, world) == 0);
  simulation.resume();
  simulation.run_until(Time{1h}, world);
  CHECK(simulation.now() == Time{1h});
  CHECK(world.log == expected.log);
}
