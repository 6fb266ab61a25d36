// The running simulation: now, the pending events, and the numbers that order and name them.
// For progress, limits in between and live inspection the caller runs it in slices:
// run_until(1min), look, run_until(2min), ...; slices dispatch exactly the sequence of one long
// run.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

#include "sim/base/ensure.hpp"
#include "sim/kernel/event_queue.hpp"

namespace sim {

class Simulation {
 public:
  Simulation() = default;
  // Room for so many pending events; a run that stays below it does not allocate here.
  explicit Simulation(std::size_t expected_pending) { queue_.reserve(expected_pending); }

  Time now() const { return now_; }
  std::uint64_t events() const { return events_; }  // dispatched since the start
  std::size_t pending() const { return queue_.size(); }
  // Of the earliest pending event, or `never`.
  Time next_at() { return queue_.empty() ? never : queue_.top().at; }

  // The event's seq: 1 and up, so that 0 can mean "no event". Ties of time go by it.
  std::uint64_t schedule(Time at, NodeId node, EventKind kind, std::uint32_t index,
                         std::uint16_t port = 0) {
    ENSURE(at >= now_);
    queue_.push(
        {.at = at, .seq = ++seq_, .node = node, .index = index, .port = port, .kind = kind});
    return seq_;
  }

  // world.dispatch(const Event&) for every event at or before `end`, in order, but for no more than
  // `most`. Leaves now() at `end` or, if stopped or if there were more, at the last event. Answers
  // how many events this call dispatched.
  template <class World>
  std::uint64_t run_until(Time end, World& world, std::uint64_t most = ~std::uint64_t{0}) {
    ENSURE(end >= now_);
    const std::uint64_t before = events_;
    const std::uint64_t limit = most < ~before ? before + most : ~std::uint64_t{0};
    for (Event event; !stopped();) {
      if (events_ >= limit) break;
      if (!queue_.pop_due(end, event)) break;
      now_ = event.at;
      ++events_;
      world.dispatch(event);
    }
    if (!stopped() && events_ < limit) now_ = end;
    return events_ - before;
  }

  // The current event stands for so many more: they count, too.
  void count(std::uint64_t more) { events_ += more; }

  // Ends run_until after the current event, and every later one at once, until resume(). May be
  // called by a signal handler or another thread (Ctrl-C), or from within dispatch (a limit).
  void stop() { stop_.set(true); }
  void resume() { stop_.set(false); }
  bool stopped() const { return stop_.is_set(); }

 private:
  class Flag {  // a copy is as it was then
   public:
    Flag() = default;
    Flag(const Flag& other) : value_(other.is_set()) {}
    Flag& operator=(const Flag&) = delete;
    ~Flag() = default;
    void set(bool value) { value_.store(value, std::memory_order_relaxed); }
    bool is_set() const { return value_.load(std::memory_order_relaxed); }

   private:
    static_assert(std::atomic<bool>::is_always_lock_free);
    std::atomic<bool> value_ = false;
  };

  EventQueue queue_;
  Time now_{};
  std::uint64_t seq_ = 0;
  std::uint64_t events_ = 0;
  Flag stop_;
};

}  // namespace sim
