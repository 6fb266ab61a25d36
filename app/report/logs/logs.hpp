// What the real systems would have logged, each in its own words: a file for every device that
// speaks a language that we know, and had something to say.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "app/scenario/run.hpp"
#include "app/scenario/world.hpp"
#include "models/device/trace.hpp"

namespace app {

struct LogFile {
  std::string name;  // cucm1.syslog
  std::string text;
};

// Runs the scenario once more, with its frames; nothing if it was interrupted.
std::optional<std::vector<LogFile>> logs_of(const SourceText& source, const RunResult& result,
                                            const Progress& progress);
// Writes them into a folder that is new or empty: all, or none. Empty if all went well.
std::string write_logs(const std::string& folder, const std::vector<LogFile>& files);

}  // namespace app
