// The sub-commands that ask "what if": what a person asks for, and the exit code of the answer.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/commands/commands.hpp"

namespace app {

struct DiffArguments {
  std::string before{};
  std::string after{};  // empty: the same file, with the settings
  std::vector<std::string> sets{};
  std::vector<std::string> allow{};
  std::string tolerance{};  // a duration
  std::string duration{};
  std::optional<std::uint64_t> seed{};
  std::string json{};  // a file, or -
  bool calls = true;
  bool quiet = false;  // no progress
};
// 0: they behave alike, but for what is allowed; 1: something else moved.
int diff_command(const DiffArguments& arguments);

struct ImpactArguments {
  std::string file{};
  std::string at{};      // 20min, or 20:00 where the file has `begins`
  std::string outage{};  // a duration
  std::string duration{};
  std::string only{};    // a pattern of names, or of link, device, service
  std::string reboot{};  // a device: a planned change instead of failures
  bool timeline = true;  // what the file does by itself
  bool pairs = false;
  std::size_t most_pairs = 500;
  std::vector<std::string> sets{};
  std::optional<std::uint64_t> seed{};
  unsigned jobs = 0;   // at a time; 0: as many as there are cores
  std::string json{};  // a file, or -
  bool quiet = false;  // no progress
};
int impact_command(const ImpactArguments& arguments);

struct SolveArguments {
  std::string file{};
  std::string path{};        // --for
  std::string until{};       // a fact and its bound
  std::string from{};        // values of the setting
  std::string to{};          // the same
  std::string resolution{};  // the same
  std::string margin{};      // 20%
  std::string duration{};
  std::vector<std::string> sets{};
  std::optional<std::uint64_t> seed{};
  unsigned jobs = 0;   // runs at a time; 0: as many as there are cores
  std::string json{};  // a file, or -
  bool quiet = false;  // no progress
};
// 0: with some values it holds; 1: with none; 4: not all could be tried.
int solve_command(const SolveArguments& arguments);

struct SweepArguments {
  std::string file{};
  std::vector<std::string> vary{};
  std::vector<std::string> draws{};
  std::vector<std::string> checks{};
  std::size_t seeds = 1;
  std::size_t most = 100'000;  // runs
  std::string show{};          // a metric
  std::string resume{};        // a journal
  std::string shard{};         // I/N
  std::string csv{};           // files, or -
  std::string json{};
  std::string html{};
  std::string duration{};
  std::vector<std::string> sets{};
  std::optional<std::uint64_t> seed{};
  bool calls = false;
  unsigned jobs = 0;   // runs at a time; 0: as many as there are cores
  bool quiet = false;  // no progress
};
// 0: all was run; 4: interrupted, or nothing could be run.
int sweep_command(const SweepArguments& arguments);

struct MergeArguments {
  std::string to{};                 // a journal
  std::vector<std::string> from{};  // journals
  bool quiet = false;
};
int merge_command(const MergeArguments& arguments);

// A scenario with these settings, which may be patterns. Nothing after a complaint.
std::optional<Scenario> load_with_patterns(const std::string& file,
                                           const std::vector<std::string>& sets,
                                           sim::Diagnostics& diagnostics);
// A duration with its unit that an option gives; `otherwise` if it is empty. Complains.
Duration read_duration(const std::string& option, const std::string& text, Duration otherwise,
                       sim::Diagnostics& diagnostics);
// What was complained about, on stderr; false: there were errors.
bool tell_complaints(const sim::Diagnostics& diagnostics);

}  // namespace app
