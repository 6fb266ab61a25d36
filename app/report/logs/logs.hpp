// What the real systems would have logged, each in its own words: a file for every device that
// speaks a language that we know, and had something to say.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "app/judge/run.hpp"
#include "app/run/world.hpp"
#include "models/device/trace.hpp"

namespace app {

struct LogFile {
  std::string name;  // cucm1.syslog
  std::string text;
};

// Reads a replay of the run, which outlives it; the files are there when the replay is complete.
class LogReader {
 public:
  explicit LogReader(const RunResult& result) : result_(result) {}
  void read(const World& world, const std::vector<models::TraceRecord>& records);
  std::vector<LogFile> take() { return std::move(files_); }

 private:
  const RunResult& result_;
  std::vector<models::TraceRecord> kept_;  // that some log speaks of
  std::vector<LogFile> files_;
};

// Why logs cannot be written there: the folder is to be new or empty. Empty if they can.
std::string refuse_log_folder(const std::string& folder);
// Writes them: all, or none. Empty if all went well.
std::string write_logs(const std::string& folder, const std::vector<LogFile>& files);

}  // namespace app
