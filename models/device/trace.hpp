// What a replay keeps of frames: every one that left a port, arrived, or ended, each with the event
// that made it so. A run without a trace pays one comparison for each of them.
#pragma once

#include <vector>

#include "models/device/journal.hpp"
#include "models/wire/ethernet.hpp"

namespace models {

struct TraceRecord {
  enum class Kind : std::uint8_t { sent, arrived, ended };
  Time at{};
  // The event's seq: of `sent` and `arrived` the arrival, which names this one passage; of `ended`
  // the event during which the frame ended.
  std::uint64_t event = 0;
  std::uint64_t parent = 0;  // of `sent`: the event during which it left; 0: the operator
  NodeId device{};           // where this happened
  FrameId frame_id{};        // the same while one device holds it
  std::uint16_t port = 0;
  Kind kind{};
  Fate fate{};    // of `ended`
  Cause cause{};  // of a loss
  Frame frame{};  // as it was then
};

struct Trace {
  Time from{};  // nothing before and after is kept
  Time to = never;
  std::size_t limit = 4'000'000;  // records; beyond it they are only counted
  std::vector<TraceRecord>
      records{};  // in the order in which it happened; the caller may take them
  std::uint64_t not_kept = 0;
  Time now{};               // of the event that is being handled
  std::uint64_t event = 0;  // its seq; 0: the operator acts

  void add(const TraceRecord& record) {
    if (now < from || now > to) return;
    if (records.size() < limit) {
      records.push_back(record);
      records.back().at = now;
    } else {
      ++not_kept;
    }
  }
};

}  // namespace models
