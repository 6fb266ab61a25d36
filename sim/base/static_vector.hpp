// A vector of at most N plain values, stored in place. Going beyond N is a bug (ENSURE).
// The room is left untouched until it is used: a list of actions costs nothing to begin.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <type_traits>
#include <utility>

#include "sim/base/ensure.hpp"

namespace sim {

template <class T, std::size_t N>
class StaticVector {
  static_assert(N < 256 && std::is_trivially_copyable_v<T>);

 public:
  using value_type = T;

  StaticVector() {}  // NOLINT(modernize-use-equals-default): = default would clear the union

  std::size_t size() const { return size_; }
  static constexpr std::size_t capacity() { return N; }
  bool empty() const { return size_ == 0; }
  bool full() const { return size_ == N; }
  void clear() { size_ = 0; }

  T& push_back(const T& value) {
    ENSURE(size_ < N);
    return items_[size_++] = value;
  }
  template <class... Arguments>
  T& emplace_back(Arguments&&... arguments) {
    ENSURE(size_ < N);
    return *std::construct_at(&items_[size_++], std::forward<Arguments>(arguments)...);
  }
  void pop_front() { erase(0); }
  void erase(std::size_t at) {
    ENSURE(at < size_);
    for (std::size_t i = at + 1; i < size_; ++i) items_[i - 1] = items_[i];
    --size_;
  }

  T& operator[](std::size_t i) {
    ENSURE(i < size_);
    return items_[i];
  }
  const T& operator[](std::size_t i) const {
    ENSURE(i < size_);
    return items_[i];
  }
  T& front() { return (*this)[0]; }
  const T& front() const { return (*this)[0]; }
  T& back() { return (*this)[size_ - 1U]; }
  const T& back() const { return (*this)[size_ - 1U]; }
  T* begin() { return items_; }
  T* end() { return items_ + size_; }
  const T* begin() const { return items_; }
  const T* end() const { return items_ + size_; }

 private:
  union {
    T items_[N];
  };
  std::uint8_t size_ = 0;
};

}  // namespace sim
