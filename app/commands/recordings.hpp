// What `run` shows from a recording, a second run of the same seed: ladders and captures.
#pragma once

#include <memory>

#include "app/commands/commands.hpp"
#include "app/evidence/captures/taps.hpp"
#include "app/evidence/ladders/ladder_reader.hpp"

namespace app {

// What the command line asks for, once its words are known to be good.
struct RecordingRequest {
  Time from{};
  Time to = models::never;
  std::vector<std::size_t> participants{};  // device numbers; empty: no ladder is wanted
  bool all = false;
  std::string ladder_file{};
  std::string captures{};   // a folder; empty: no captures are wanted
  std::vector<Tap> taps{};  // empty: default_taps()
  bool wanted() const { return !participants.empty() || !captures.empty(); }
  Time last() const;  // that a frame of it may still arrive
};

// Complains about unknown devices, times that are none, endings of file names.
RecordingRequest read_recording(const RecordingArguments& arguments, const Scenario& scenario,
                                sim::Diagnostics& diagnostics);

// Reads a replay; then prints or writes what is asked for. `result` and `request` outlive it.
class ShownRecording {
 public:
  ShownRecording(const RunResult& result, const RecordingRequest& request);
  void read(const World& world, const std::vector<models::TraceRecord>& records);
  std::string show(bool quiet);  // what went wrong; empty: nothing

 private:
  std::string show_ladder(bool quiet);

  const RunResult& result_;
  const RecordingRequest& request_;
  LadderReader ladder_;
  Captures captures_;
};
// The parts of read_recording(): devices of the scenario that somebody named. None after a
// complaint.
std::optional<std::size_t> read_device(std::string_view option, const std::string& word,
                                       const Scenario& scenario, sim::Diagnostics& diagnostics);
// DEVICE, DEVICE:PORT, or the name of all devices of an entry.
void read_tap(const std::string& text, const Scenario& scenario, std::vector<Tap>& taps,
              sim::Diagnostics& diagnostics);
std::string write_captures(const RunResult& result, const RecordingRequest& request,
                           const Captures& captures, bool quiet);

}  // namespace app
