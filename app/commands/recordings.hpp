// What `run` shows from a recording, a second run of the same seed: ladders and captures.
#pragma once

#include <memory>

#include "app/commands/commands.hpp"
#include "app/evidence/ladders/ladder.hpp"

namespace app {

// What the command line asks for, once its words are known to be good.
struct RecordingRequest {
  Time from{};
  Time to = models::never;
  std::vector<std::size_t> participants{};  // device numbers; empty: no ladder is wanted
  bool all = false;
  std::string ladder_file{};
  bool wanted() const { return !participants.empty(); }
};

// Complains about unknown devices, times that are none, endings of file names.
RecordingRequest read_recording(const RecordingArguments& arguments, const Scenario& scenario,
                                sim::Diagnostics& diagnostics);

// Runs it again, prints or writes what is asked for. What went wrong; empty: nothing.
std::string show_recording(const SourceText& source, const RunResult& result,
                           const RecordingRequest& request, bool quiet, const Progress& progress);

}  // namespace app
