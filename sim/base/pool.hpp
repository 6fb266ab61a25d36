// Objects by number, at stable addresses, reused without allocation. Grows by whole chunks up to a
// limit; at the limit acquire() answers none and the caller names the consequence.
#pragma once

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "sim/base/copy.hpp"
#include "sim/base/ensure.hpp"

namespace sim {

template <class T>
class Pool {
 public:
  static constexpr std::uint32_t none = ~std::uint32_t{0};

  explicit Pool(std::uint32_t limit) : limit_(limit) {}
  // Each object under its number, and the same numbers to come; of free objects no content.
  Pool(const Pool& other)
      : limit_(other.limit_),
        next_free_(other.next_free_),
        first_free_(other.first_free_),
        in_use_(other.in_use_) {
    std::vector<bool> is_free(other.capacity());
    for (auto id = first_free_; id != none; id = next_free_[id]) is_free[id] = true;
    chunks_.reserve(other.chunks_.size());
    for (std::uint32_t id = 0; id < other.capacity(); ++id) {
      if (id % chunk_size == 0) chunks_.push_back(new_chunk());
      if (!is_free[id]) (*this)[id] = other[id];
    }
    if (auto* copy = CopyUnderWay::current()) copy->add(other, *this);
  }
  Pool& operator=(const Pool&) = delete;
  ~Pool() = default;

  // Makes room for `count` objects now, so that the first `count` acquire() do not allocate.
  void reserve(std::uint32_t count) {
    while (capacity() < count && capacity() < limit_) add_chunk();
  }
  // The number of an object of unspecified content, or `none` at the limit.
  std::uint32_t acquire() {
    if (first_free_ == none) {
      if (capacity() >= limit_) return none;
      add_chunk();
    }
    ++in_use_;
    return std::exchange(first_free_, next_free_[first_free_]);
  }
  void release(std::uint32_t id) {
    --in_use_;
    next_free_[id] = std::exchange(first_free_, id);
  }

  T& operator[](std::uint32_t id) { return chunks_[id / chunk_size][id % chunk_size]; }
  const T& operator[](std::uint32_t id) const { return chunks_[id / chunk_size][id % chunk_size]; }
  std::uint32_t in_use() const { return in_use_; }
  std::uint32_t capacity() const { return static_cast<std::uint32_t>(chunks_.size()) * chunk_size; }

 private:
  static constexpr std::uint32_t chunk_size = 256;
  using Chunk = std::unique_ptr<T[]>;

  static Chunk new_chunk() { return std::make_unique_for_overwrite<T[]>(chunk_size); }
  void add_chunk() {
    const std::uint32_t first = capacity();
    chunks_.push_back(new_chunk());
    next_free_.resize(capacity());
    for (std::uint32_t i = chunk_size; i-- > 0;) {
      next_free_[first + i] = std::exchange(first_free_, first + i);
    }
  }

  std::uint32_t limit_;
  std::vector<Chunk> chunks_;
  std::vector<std::uint32_t> next_free_;  // by number: the next one in the list of free objects
  std::uint32_t first_free_ = none;
  std::uint32_t in_use_ = 0;
};

// At most one object of a pool, for as long as it is needed: what thousands of idle machines would
// keep for nothing. The pool outlives the loan, and has no limit that is ever reached.
template <class T>
class Loan {
 public:
  explicit Loan(Pool<T>& pool) : pool_(&pool) {}
  Loan(const Loan& other) = default;  // while a copy is under way: the same number, of its pool
  Loan(Loan&& other) noexcept
      : pool_(std::move(other.pool_)), id_(std::exchange(other.id_, Pool<T>::none)) {}
  Loan& operator=(Loan&& other) noexcept {
    std::swap(pool_, other.pool_);
    std::swap(id_, other.id_);
    return *this;
  }
  ~Loan() { give_back(); }

  explicit operator bool() const { return id_ != Pool<T>::none; }
  // As it was left by its last holder.
  void take() {
    id_ = pool_->acquire();
    ENSURE(*this);
  }
  void give_back() {
    if (*this) pool_->release(std::exchange(id_, Pool<T>::none));
  }
  T& operator*() { return (*pool_)[id_]; }
  T* operator->() { return &(*pool_)[id_]; }
  const T* operator->() const { return &std::as_const(*pool_)[id_]; }

 private:
  Beside<Pool<T>> pool_;
  std::uint32_t id_ = Pool<T>::none;
};

}  // namespace sim
