// What one pending event costs: EventQueue against std::priority_queue. "Hold" pops the first event
// and pushes its successor, in a telephony mix: each phone sends every 115 s at a random phase, and
// each time 8 link hops of 5 to 500 us follow. "Burst": n phones reboot within 1 ms of one event.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <queue>
#include <vector>

#include "sim/base/random.hpp"
#include "sim/kernel/event_queue.hpp"

namespace {

using sim::Duration;
using sim::Event;
using sim::Time;
using namespace std::chrono_literals;

struct Later {
  bool operator()(const Event& a, const Event& b) const { return b < a; }
};

class BinaryHeap {
 public:
  void push(const Event& event) { events_.push(event); }
  Event pop() {
    const Event first = events_.top();
    events_.pop();
    return first;
  }

 private:
  std::priority_queue<Event, std::vector<Event>, Later> events_;
};

constexpr std::uint32_t hops = 8;
constexpr Time start{100s};

// A phone's next event; `index` counts its hops.
template <class Queue>
void hold(Queue& queue, sim::Random& random, std::uint64_t& seq) {
  Event event = queue.pop();
  const bool answered = event.index == hops;
  event.at += answered ? Duration{115s} : random.between(5us, 500us);
  event.index = answered ? 0 : event.index + 1;
  event.seq = ++seq;
  queue.push(event);
}

// Nanoseconds per hold with `phones` pending events, whose first ones lie within `window`.
template <class Queue>
double hold_cost(std::uint32_t phones, Duration window, std::uint64_t warm_up,
                 std::uint64_t holds) {
  Queue queue;
  sim::Random random(1, "bench", "queue");
  std::uint64_t seq = 0;
  queue.push({.at = start});
  queue.pop();
  const auto begin = std::chrono::steady_clock::now();
  for (std::uint32_t phone = 0; phone < phones; ++phone) {
    queue.push({.at = start + random.between(0ns, window), .seq = ++seq, .node = {0, phone}});
  }
  const auto filled = std::chrono::steady_clock::now();
  for (std::uint64_t i = 0; i < warm_up; ++i) hold(queue, random, seq);
  const auto warm = std::chrono::steady_clock::now();
  for (std::uint64_t i = 0; i < holds; ++i) hold(queue, random, seq);
  const auto end = std::chrono::steady_clock::now();
  const Duration spent = end - warm + (warm_up == 0 ? filled - begin : Duration{});
  return static_cast<double>(spent.count()) / static_cast<double>(holds);
}

template <class Run>
double median(Run run) {
  std::vector<double> results;
  for (int i = 0; i < 5; ++i) results.push_back(run());
  std::ranges::sort(results);
  return results[results.size() / 2];
}

template <class Queue>
double steady(std::uint32_t phones) {
  const std::uint64_t warm_up = std::max<std::uint64_t>(2 * std::uint64_t{phones}, 1'000'000);
  return median([&] { return hold_cost<Queue>(phones, 115s, warm_up, 2'000'000); });
}

// Fill, then as many holds as lead every phone through its first exchange; all is counted.
template <class Queue>
double burst(std::uint32_t phones) {
  return median(
      [&] { return hold_cost<Queue>(phones, 1ms, 0, (hops + 1) * std::uint64_t{phones}); });
}

}  // namespace

int main() {
  std::printf("| ns per hold | pending | EventQueue | std::priority_queue | ratio |\n");
  std::printf("|---|---|---|---|---|\n");
  const auto row = [](const char* mix, std::uint32_t phones, double ours, double theirs) {
    std::printf("| %s | %u | %.0f | %.0f | %.1f |\n", mix, phones, ours, theirs, theirs / ours);
    std::fflush(stdout);
  };
  for (std::uint32_t phones = 100; phones <= 1'000'000; phones *= 10) {
    row("steady", phones, steady<sim::EventQueue>(phones), steady<BinaryHeap>(phones));
  }
  for (const std::uint32_t phones : {100'000U, 1'000'000U}) {
    row("burst", phones, burst<sim::EventQueue>(phones), burst<BinaryHeap>(phones));
  }
}
