// What a lint tells of one file: where, how sure it is, and how it found out.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/lint/rule.hpp"
#include "sim/schema/diagnostic.hpp"

namespace app {

// Of a finding: a run confirms it; nothing does; it is not wrong, but within 10 % of it.
enum class LintLevel : std::uint8_t { note, warning, error };
std::string_view to_text(LintLevel level);

// What every command warns of when it reads a file, told beside the rules.
struct LintCode {
  std::string_view code;
  std::string_view name;
};
inline constexpr LintCode hardly_meant{"FB010", "hardly-meant"};

// Where a setting stands. What nobody wrote stands at its device.
struct LintPlace {
  std::string setting{};  // sw1.port_security.aging_time
  std::string value{};
  std::string origin{};  // empty: it is written there; "default", "profile cisco-catalyst"
  std::string file{};
  int line = 0;  // 0: not in a line of it
  int column = 0;
  int owner_line = 0;  // where its device, or its cable, begins
  sim::Position at{};  // the same, for who knows its source
};

struct LintFinding {
  std::string code{};
  std::string name{};
  LintLevel level{};
  std::string message{};
  std::string proof{};  // what was run, and what it showed; or why nothing was
  std::string cure{};   // the change that ended it in a run; of what was not proven: empty
  std::vector<LintPlace> places{};      // the first is where it is told
  std::optional<std::string> reason{};  // why it is to be passed over
  bool is_argued = false;               // by --ignore, not in the file
  std::string fingerprint{};            // the same as long as code and settings are

  bool is_open() const { return !reason; }
};

// `# lint: FB101 because ...` in a file, `--ignore FB101=...` for all of them.
struct Suppression {
  std::string code{};
  std::string reason{};
  int line = 0;    // where it stands; 0: on the command line
  int covers = 0;  // the line that it is about; 0: the whole file
  bool used = false;
};

// One file.
struct Linted {
  std::string path{};
  bool is_read = false;                 // else: see complaints
  std::string complaints{};             // why it could not be read
  std::vector<LintFinding> findings{};  // in the order of the file
  sim::Diagnostics sources{};           // of the places
  std::uint32_t source = 0;             // the file itself among them
  bool interrupted = false;
  std::size_t count(LintLevel level) const;  // of those that nobody passes over
};

}  // namespace app
