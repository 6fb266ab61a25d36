#include "app/evidence/run.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/scenario/kinds/spec.hpp"

namespace app {

std::size_t Run::phones() const {
  std::size_t count = 0;
  for (const Entry& entry : scenario.entries) {
    if (is_phone(entry.kind)) count += entry.count;
  }
  return count;
}

std::string Run::stopped_by() const {
  if (!busy) return "too many frames under way, a broadcast storm";
  return scenario.devices[*busy].name +
         " never rests, it has more events in a second than any real one: look at its intervals";
}

bool replay(const Run& run, const Recording& recording, const Progress& progress) {
  return !simulate({.scenario = run.scenario,
                    .seed = run.seed,
                    .what = "recording",
                    .stop = run.history.end.time_since_epoch()},
                   progress, &recording)
              .interrupted;
}

std::string replay(const Run& run, const std::vector<FrameReader>& readers, Time to,
                   const Progress& progress) {
  models::Trace trace;
  trace.to = to;
  const auto onlooker = [&](const World& world) {
    for (const FrameReader& read : readers) read(world, trace.records);
    trace.records.clear();
  };
  if (!replay(run, Recording{trace, onlooker}, progress)) {
    return "the recording was interrupted";
  }
  if (trace.not_kept == 0) return "";
  return fmt::format("{} frames were too many for the recording", trace.not_kept);
}

}  // namespace app
