// Copying what is tied together by pointers: machines hold their configs' addresses, loans those of
// their pools. While a copy is under way in this thread, a Beside that is copied points to the copy
// of what the original points to; nothing can be forgotten, and what is unknown is a bug (ENSURE).
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <utility>
#include <vector>

#include "sim/base/ensure.hpp"

namespace sim {

// At most one in a thread at a time.
class CopyUnderWay {
 public:
  CopyUnderWay() {
    ENSURE(current_ == nullptr);
    current_ = this;
  }
  CopyUnderWay(const CopyUnderWay&) = delete;
  CopyUnderWay& operator=(const CopyUnderWay&) = delete;
  ~CopyUnderWay() { current_ = nullptr; }

  // There is a copy of `from` now: who points to it, or to a part of it, will point there.
  template <class T>
  void add(const T& from, const T& to) {
    add(&from, &to, sizeof(T));
  }
  // The same for each of a list, by their places.
  template <class List>
  void add_each(const List& from, const List& to) {
    ENSURE(from.size() == to.size());
    for (auto a = from.begin(), b = to.begin(); a != from.end(); ++a, ++b) add(*a, *b);
  }
  // Where the copy of what is at `from` is.
  template <class T>
  T* copy_of(T* from) {
    const auto address = reinterpret_cast<std::uintptr_t>(from);
    if (address - last_.begin >= last_.size) look_up(address);
    return reinterpret_cast<T*>(address + last_.shift);
  }

  static CopyUnderWay* current() { return current_; }  // null: none

 private:
  struct Range {
    std::uintptr_t begin = 0;
    std::size_t size = 0;
    std::uintptr_t shift = 0;  // from the original to its copy, modulo 2^64
  };

  void add(const void* from, const void* to, std::size_t size) {
    const auto begin = reinterpret_cast<std::uintptr_t>(from);
    const Range range{begin, size, reinterpret_cast<std::uintptr_t>(to) - begin};
    // Configs come first, in any order; then the few that a network announces itself.
    ranges_.insert(is_sorted_ ? behind(begin) : ranges_.end(), range);
  }
  void look_up(std::uintptr_t address) {
    if (!is_sorted_) std::ranges::sort(ranges_, {}, &Range::begin);
    is_sorted_ = true;
    const auto next = behind(address);
    ENSURE(next != ranges_.begin() && address - std::prev(next)->begin < std::prev(next)->size);
    last_ = *std::prev(next);
  }
  std::vector<Range>::iterator behind(std::uintptr_t address) {
    return std::ranges::upper_bound(ranges_, address, {}, &Range::begin);
  }

  static inline constinit thread_local CopyUnderWay* current_ = nullptr;
  std::vector<Range> ranges_;
  bool is_sorted_ = false;
  Range last_;  // that was asked for: a phone's machines point into one config
};

// A pointer to what stands beside a machine: its config, the pool that it borrows from. Copied only
// while a copy is under way. Null stays null.
template <class T>
class Beside {
 public:
  constexpr Beside() = default;
  constexpr Beside(T* to) : to_(to) {}  // NOLINT(google-explicit-constructor): as the pointer it is
  Beside(const Beside& other) : to_(copied(other.to_)) {}
  constexpr Beside(Beside&& other) noexcept : to_(other.to_) {}
  Beside& operator=(const Beside& other) {
    to_ = copied(other.to_);
    return *this;
  }
  constexpr Beside& operator=(Beside&& other) noexcept {
    to_ = other.to_;
    return *this;
  }
  ~Beside() = default;

  constexpr T& operator*() const { return *to_; }
  constexpr T* operator->() const { return to_; }
  constexpr bool operator==(const T* other) const { return to_ == other; }

 private:
  static T* copied(T* to) {
    CopyUnderWay* const copy = CopyUnderWay::current();
    ENSURE(copy != nullptr);
    return to == nullptr ? to : copy->copy_of(to);
  }

  T* to_ = nullptr;
};

// A pointer to who looks on, and is not copied: null in a copy.
template <class T>
class LeftBehind {
 public:
  LeftBehind() = default;
  LeftBehind(const LeftBehind&) {}
  LeftBehind& operator=(const LeftBehind&) = delete;
  LeftBehind& operator=(T* to) {
    to_ = to;
    return *this;
  }
  ~LeftBehind() = default;

  T* operator->() const { return to_; }
  bool operator==(const T* other) const { return to_ == other; }

 private:
  T* to_ = nullptr;
};

// A list that machines point into which are declared, and so copied, after it. Given as many other
// items it keeps its place; given more or fewer only while nobody points into it.
template <class T>
class PointedInto : public std::vector<T> {
 public:
  using std::vector<T>::vector;
  PointedInto() = default;
  PointedInto(const PointedInto& other) : std::vector<T>(other) {
    if (auto* copy = CopyUnderWay::current()) copy->add_each(other, *this);
  }
  PointedInto(PointedInto&&) noexcept = default;
  PointedInto& operator=(const PointedInto&) = delete;
  PointedInto& operator=(PointedInto&& other) noexcept {
    if (this->size() == other.size()) {
      std::ranges::move(other, this->begin());
    } else {
      std::vector<T>::operator=(std::move(other));
    }
    return *this;
  }
  ~PointedInto() = default;
};

// A unique_ptr that is copied together with what it holds.
template <class T>
class Box : public std::unique_ptr<T> {
 public:
  using std::unique_ptr<T>::unique_ptr;
  Box() = default;
  Box(std::unique_ptr<T>&& held) noexcept  // NOLINT(google-explicit-constructor): make_unique
      : std::unique_ptr<T>(std::move(held)) {}
  Box(const Box& other) : std::unique_ptr<T>(other ? std::make_unique<T>(*other) : nullptr) {}
  Box(Box&&) noexcept = default;
  Box& operator=(const Box&) = delete;
  Box& operator=(Box&&) noexcept = default;
  ~Box() = default;
};

}  // namespace sim
