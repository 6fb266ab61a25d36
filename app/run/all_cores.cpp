#include "app/run/all_cores.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <numeric>
#include <thread>

namespace app {

void on_all_cores(std::size_t count, unsigned threads,
                  const std::function<void(std::size_t)>& work) {
  if (threads == 0) threads = std::max(1U, std::thread::hardware_concurrency());
  std::atomic<std::size_t> next = 0;
  std::exception_ptr thrown;
  std::mutex mutex;
  const auto take_turns = [&] {
    for (std::size_t i = next++; i < count; i = next++) {
      try {
        work(i);
      } catch (...) {
        const std::lock_guard lock(mutex);
        if (!thrown) thrown = std::current_exception();
        next = count;
      }
    }
  };
  {
    std::vector<std::jthread> others;
    for (std::size_t i = 1; i < std::min<std::size_t>(threads, count); ++i) {
      others.emplace_back(take_turns);
    }
    take_turns();
  }
  if (thrown) std::rethrow_exception(thrown);
}

Progress SharedProgress::of(std::size_t run) {
  if (!reader_) return {};
  return [this, run](std::string_view, double done) { return tell(run, done); };
}

Progress SharedProgress::within(std::size_t work) {
  if (!reader_) return {};
  return [this, work](std::string_view, double) { return tell(work, 0); };
}

bool SharedProgress::tell(std::size_t run, double done) {
  if (!reader_) return false;
  const std::lock_guard lock(mutex_);
  done_[run] = done;
  const double sum = std::accumulate(done_.begin(), done_.end(), 0.0);
  return reader_(what_, sum / static_cast<double>(done_.size()));
}

}  // namespace app
