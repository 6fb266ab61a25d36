// What the page shows of frames: a ladder around each kind of loss, and how old the entry was that
// decided. It reads a replay of the run.
#pragma once

#include "app/evidence/ladders/ladder_reader.hpp"
#include "app/report/ageing_reader.hpp"

namespace app {

class PageRecording {
 public:
  // Of the first loss of at most six stories, and of who never registered or is not back; nothing
  // for a run in which nobody suffers. `result` outlives it.
  explicit PageRecording(const RunResult& result);

  bool is_wanted() const { return !ladders_.empty(); }
  void read(const World& world, const std::vector<models::TraceRecord>& records);
  PageEvidence take();

 private:
  // Of the phone, its server, and the place where the frame died.
  struct LossLadder {
    std::string what;  // "lost"
    Time at;
    std::vector<std::size_t> participants;
    Time from;
    Time to;
    LadderReader reader;
  };
  static LossLadder ladder_of(const RunResult& result, const Stay& stay);
  static LossLadder ladder_of(const RunResult& result, const Absence& away);

  const RunResult& result_;
  std::vector<LossLadder> ladders_;
  std::vector<AgeingReader> ages_;
};

}  // namespace app
