#include "sim/kernel/event_queue.hpp"

#include <algorithm>
#include <bit>
#include <functional>
#include <utility>

#include "sim/base/ensure.hpp"

namespace sim {

const Event& EventQueue::top() {
  ENSURE(size_ != 0);
  return *due(Time::max());
}

const Event* EventQueue::due(Time end) {
  if (near_empty() && (end < last_ || !advance(tick_of(end)))) return nullptr;
  const Event& first = heap_is_first() ? heap_.front() : sorted_[head_];
  return first.at <= end ? &first : nullptr;
}

bool EventQueue::pop_elsewhere(Time end, Event& event) {
  const Event* const first = due(end);
  if (first == nullptr) return false;
  if (head_ != sorted_.size() && first == &sorted_[head_]) {
    copy_fields(sorted_[head_++], event);
  } else {
    heap_pop(event);
  }
  popped(event);
  return true;
}

void EventQueue::reserve(std::size_t events) {
  const std::size_t partial = std::min(events, level_count * slot_count) + 2;
  chunks_.reserve(static_cast<std::uint32_t>(events / chunk_events + partial));
  sorted_.reserve(2 * events);  // twice: see reuse_popped_room
  heap_.reserve(events);
}

bool EventQueue::heap_is_first() const {
  return !heap_.empty() && (head_ == sorted_.size() || heap_.front() < sorted_[head_]);
}

// Moves the next occupied slots of the wheel near, none that begins after tick `limit`.
bool EventQueue::advance(Tick limit) {
  while (near_empty()) {
    if (used_levels_ == 0) return false;
    const auto level = static_cast<unsigned>(std::countr_zero(used_levels_));
    const std::size_t index = levels_[level].first();
    const unsigned shift = level * slot_bits;
    const Tick start = ((current_ >> shift & ~(slot_count - 1)) | index) << shift;
    if (start > limit) return false;
    current_ = start;
    const Slot slot = take(level, index);
    if (level == 0 || (level == 1 && slot.count <= crowd)) {
      drain(level, slot);
    } else {
      coarse_ = false;  // the slot's first tick becomes near, the rest goes to lower levels
      consume(slot, [this](const Event& event) { place(event); });
    }
  }
  return true;
}

EventQueue::Slot EventQueue::take(unsigned level, std::size_t index) {
  Level& at = levels_[level];
  at.vacate(index);
  if (at.used_words == 0) used_levels_ &= ~(1U << level);
  return std::exchange(at.slots[index], {});
}

// The whole slot becomes near, and current_ its last tick.
void EventQueue::drain(unsigned level, const Slot& slot) {
  coarse_ = level == 1;
  if (coarse_) current_ |= slot_count - 1;
  sorted_.clear();
  head_ = 0;
  consume(slot, [this](const Event& event) { sorted_.push_back(event); });
  if (!std::ranges::is_sorted(sorted_, std::less{})) std::sort(sorted_.begin(), sorted_.end());
}

template <class Visit>
void EventQueue::consume(const Slot& slot, Visit visit) {
  std::uint32_t id = slot.last;
  do {
    id = chunks_[id].next;
    const Chunk& chunk = chunks_[id];
    for (std::uint32_t i = 0; i < chunk.count; ++i) visit(chunk.events[i]);
    chunks_.release(id);
  } while (id != slot.last);
}

// On the wheel, to be filled in.
Event& EventQueue::room_for(Tick tick) {
  const auto highest = static_cast<unsigned>(std::bit_width(tick ^ current_)) - 1;
  const unsigned level = highest / slot_bits;
  const std::size_t index = tick >> level * slot_bits & (slot_count - 1);
  Slot& slot = levels_[level].slots[index];
  if (slot.count++ % chunk_events == 0) {  // the last chunk is full, or there is none
    const std::uint32_t id = chunks_.acquire();
    ENSURE(id != no_chunk);
    chunks_[id].next = slot.last == no_chunk ? id : std::exchange(chunks_[slot.last].next, id);
    chunks_[id].count = 0;
    slot.last = id;
    levels_[level].occupy(index);
    used_levels_ |= 1U << level;
  }
  Chunk& chunk = chunks_[slot.last];
  return chunk.events[chunk.count++];
}

void EventQueue::reuse_popped_room() {
  if (head_ < sorted_.size() / 2) return;  // it grows instead
  sorted_.erase(sorted_.begin(), sorted_.begin() + static_cast<std::ptrdiff_t>(head_));
  head_ = 0;
}

// A burst into the current slot of level 1: all but its first tick goes back onto the wheel, so
// that the heap stays small.
void EventQueue::split_near() {
  coarse_ = false;
  current_ = std::max(tick_of(top().at), current_ & ~(slot_count - 1));
  const auto far = [this](const Event& event) { return tick_of(event.at) > current_; };
  const auto live = sorted_.begin() + static_cast<std::ptrdiff_t>(head_);
  const auto cut = std::partition_point(live, sorted_.end(), std::not_fn(far));
  for (auto e = cut; e != sorted_.end(); ++e) room_for(tick_of(e->at)) = *e;
  sorted_.erase(cut, sorted_.end());
  for (const Event& event : heap_) {
    if (far(event)) room_for(tick_of(event.at)) = event;
  }
  std::erase_if(heap_, far);
  std::sort(heap_.begin(), heap_.end());  // a sorted array is a heap
}

// By an event that is near, but not the last: its place is not yet right.
void EventQueue::heap_grew() {
  Event event;
  copy_fields(heap_.back(), event);
  std::size_t at = heap_.size() - 1;
  while (at != 0 && event < heap_[(at - 1) / 4]) {
    heap_[at] = heap_[(at - 1) / 4];
    at = (at - 1) / 4;
  }
  copy_fields(event, heap_[at]);
  if (coarse_ && heap_.size() > crowd) split_near();
}

void EventQueue::heap_pop(Event& first) {
  copy_fields(heap_.front(), first);
  Event moved;
  copy_fields(heap_.back(), moved);
  heap_.pop_back();
  std::size_t at = 0;
  for (std::size_t child = 1; child < heap_.size(); child = 4 * at + 1) {
    const std::size_t end = std::min(child + 4, heap_.size());
    std::size_t least = child;
    while (++child < end) {
      if (heap_[child] < heap_[least]) least = child;
    }
    if (!(heap_[least] < moved)) break;
    heap_[at] = heap_[least];
    at = least;
  }
  if (!heap_.empty()) copy_fields(moved, heap_[at]);
}

}  // namespace sim
