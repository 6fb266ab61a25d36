// A run and what it showed; and the same run once more, for what was not recorded.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "app/evidence/history.hpp"
#include "app/run/simulate.hpp"

namespace app {

struct Run {
  Scenario scenario;  // as it was run, with these overrides
  std::uint64_t seed = 1;
  Duration duration{};
  std::uint64_t events = 0;
  std::uint64_t frames_made = 0;
  std::uint64_t frames_under_way = 0;  // at the end
  bool interrupted = false;            // Ctrl-C: it reaches to history.end only
  bool exhausted = false;              // too many frames under way, or a device that never rests
  std::optional<std::size_t> busy{};   // that device
  History history;

  std::size_t phones() const;      // of the scenario
  std::string stopped_by() const;  // why it is exhausted, in words
  std::size_t losses() const { return history.losses(); }
  std::size_t failed_calls() const { return history.failed_calls(); }
};

// The same run once more, with its frames in `recording`: same seed, same bytes. False:
// interrupted.
bool replay(const Run& run, const Recording& recording, const Progress& progress);
// One replay for several readers: each is given the frames of each slice, none later than `to`.
// What went wrong; empty: nothing.
using FrameReader = std::function<void(const World&, const std::vector<models::TraceRecord>&)>;
std::string replay(const Run& run, const std::vector<FrameReader>& readers, Time to,
                   const Progress& progress);

}  // namespace app
