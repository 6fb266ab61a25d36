// Independent runs on all cores. Each writes its own result only, and nothing is shared but what
// nobody changes: one thread gives the same bytes.
#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "app/run/simulate.hpp"

namespace app {

// work(0) to work(count - 1), each once, in any order, on at most `threads` (0: as many as there
// are cores). The first exception that one of them throws is thrown again here.
void on_all_cores(std::size_t count, unsigned threads,
                  const std::function<void(std::size_t)>& work);

// What several runs at once tell one reader of progress. It outlives the callbacks.
class SharedProgress {
 public:
  SharedProgress(const Progress& reader, std::string what, std::size_t runs)
      : reader_(reader), what_(std::move(what)), done_(runs) {}
  Progress of(std::size_t run);
  // Of work that is made of runs, nobody knows how many: its part is done when it has ended.
  Progress within(std::size_t work);
  void ended(std::size_t work) { tell(work, 1); }

 private:
  bool tell(std::size_t run, double done);

  const Progress& reader_;
  std::string what_;
  std::vector<double> done_;  // by run, 0 to 1
  std::mutex mutex_;
};

}  // namespace app
