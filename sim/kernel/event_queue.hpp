// The pending events, popped in the total order (at, seq) exactly; there is no cancel. What is far
// lies on a timing wheel (Varghese and Lauck 1987), 1024 slots per level; what is near (about
// 1 ms) is sorted, with a 4-ary heap for late-comers. A crowd within that ms is split by 1 us.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/base/ensure.hpp"
#include "sim/base/pool.hpp"
#include "sim/kernel/event.hpp"

namespace sim {

class EventQueue {
 public:
  // Not before the last popped event's time; no reference into this queue. References to the top
  // do not survive it.
  void push(const Event& event) {
    ENSURE(event.at >= last_);
    ++size_;
    place(event);
  }
  bool empty() const { return size_ == 0; }
  std::size_t size() const { return size_; }
  const Event& top();
  Event pop() {
    Event event;
    ENSURE(pop_due(Time::max(), event));
    return event;
  }
  // The top if it is not later than `end`, else null. Unlike top(), it never looks beyond `end`,
  // so that events pushed after it from outside still find the wheel where they need it.
  const Event* due(Time end);
  // The same, and it is popped.
  bool pop_due(Time end, Event& event) {
    if (head_ == sorted_.size() || !heap_.empty()) return pop_elsewhere(end, event);
    if (sorted_[head_].at > end) return false;
    copy_fields(sorted_[head_++], event);
    popped(event);
    return true;
  }
  // From now on nothing allocates as long as no more than `events` are pending.
  void reserve(std::size_t events);

 private:
  using Tick = std::uint64_t;  // 2^10 ns: six levels of 10 bits reach beyond Time::max()
  static constexpr unsigned tick_bits = 10;
  static constexpr unsigned slot_bits = 10;
  static constexpr unsigned level_count = 6;
  static constexpr std::size_t slot_count = std::size_t{1} << slot_bits;
  static constexpr std::uint32_t chunk_events = 7;  // with its header: 232 bytes
  static constexpr std::uint32_t no_chunk = ~std::uint32_t{0};
  // A slot of level 1 (2^20 ns) that holds no more than this is sorted whole, else tick by tick.
  static constexpr std::size_t crowd = 256;

  // Slots are chains of chunks from one pool: only the peak of pending events needs memory.
  // Nothing in it is written before it is used: room that is only reserved is no memory yet.
  struct Chunk {
    Chunk() {}  // NOLINT(modernize-use-equals-default): = default would clear the union
    std::uint32_t next;
    std::uint32_t count;
    union {
      std::array<Event, chunk_events> events;
    };
  };
  struct Slot {
    std::uint32_t last = no_chunk;  // which names the first one: the chain is a ring
    std::uint32_t count = 0;
  };
  struct Level {
    std::uint32_t used_words = 0;                           // one bit per word of the next
    std::array<std::uint64_t, slot_count / 64> occupied{};  // one bit per slot
    std::array<Slot, slot_count> slots{};

    std::size_t first() const {  // occupied slot; there is one
      const auto word = static_cast<std::size_t>(std::countr_zero(used_words));
      return word * 64 + static_cast<std::size_t>(std::countr_zero(occupied[word]));
    }
    void occupy(std::size_t index) {
      occupied[index / 64] |= std::uint64_t{1} << index % 64;
      used_words |= 1U << index / 64;
    }
    void vacate(std::size_t index) {
      occupied[index / 64] &= ~(std::uint64_t{1} << index % 64);
      if (occupied[index / 64] == 0) used_words &= ~(1U << index / 64);
    }
  };

  static Tick tick_of(Time at) {
    return static_cast<Tick>(at.time_since_epoch().count()) >> tick_bits;
  }
  bool near_empty() const { return head_ == sorted_.size() && heap_.empty(); }
  // Inlined where events are made, so that they are written once, where they stay.
  void place(const Event& event) {
    const Tick tick = tick_of(event.at);
    if (tick > current_) {
      copy_fields(event, room_for(tick));
      return;
    }
    if (head_ == sorted_.size()) {
      sorted_.clear();
      head_ = 0;
    } else if (event < sorted_.back()) {
      copy_fields(event, heap_.emplace_back());
      return heap_grew();
    } else if (sorted_.size() == sorted_.capacity()) {
      reuse_popped_room();
    }
    copy_fields(event, sorted_.emplace_back());
  }
  void popped(const Event& event) {
    --size_;
    last_ = event.at;
  }
  void heap_grew();
  void reuse_popped_room();
  bool pop_elsewhere(Time end, Event& event);
  bool heap_is_first() const;
  bool advance(Tick limit);
  void drain(unsigned level, const Slot& slot);
  template <class Visit>
  void consume(const Slot& slot, Visit visit);
  Slot take(unsigned level, std::size_t index);
  Event& room_for(Tick tick);
  void split_near();
  void heap_pop(Event& first);

  // Near: every event up to and including tick current_. Far: the wheel, strictly after it, in
  // the level of the highest of an event's tick's groups of 10 bits that differ from current_'s.
  // Hence the occupied slots of a level lie after current_, and each level lies before the next.
  Tick current_ = 0;
  bool coarse_ = false;        // current_ ends a whole slot of level 1, not one tick
  std::vector<Event> sorted_;  // from head_ on
  std::size_t head_ = 0;
  std::vector<Event> heap_;
  std::uint32_t used_levels_ = 0;  // one bit per level
  std::array<Level, level_count> levels_{};
  Pool<Chunk> chunks_{std::uint32_t{1} << 28U};
  std::size_t size_ = 0;
  Time last_{};  // of the last popped event
};

}  // namespace sim
