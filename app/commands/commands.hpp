// The sub-commands: what a person asks for, and the exit code of the answer.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/judge/run.hpp"
#include "app/report/style.hpp"

namespace app {

// Exit codes, as app/README.md lists them.
enum ExitCode : int {
  exit_ok = 0,
  exit_failed = 1,        // an expectation or a remedy failed
  exit_usage = 2,         // the command line or a file is wrong
  exit_lost = 3,          // an import left something relevant out, and was to be strict
  exit_inconclusive = 4,  // nothing was checked, or not to the end
  exit_internal = 70,
};

// What is to be shown of the frames, from a second run of the same seed.
struct RecordingArguments {
  std::vector<std::string> ladder{};  // devices
  std::string ladder_file{};          // .txt, .mmd, .svg; empty: the terminal
  bool all = false;                   // of the ladder: nothing is folded
  std::string from{};                 // simulated times
  std::string to{};
  std::string captures{};           // a folder for a pcapng file of each tapped device
  std::vector<std::string> taps{};  // DEVICE or DEVICE:PORT
  bool wanted() const {
    return !ladder.empty() || !ladder_file.empty() || !captures.empty() || !taps.empty();
  }
};

struct RunArguments {
  std::string file{};
  std::vector<std::string> sets{};
  std::optional<std::uint64_t> seed{};
  std::string duration{};
  std::string json{};  // a file, or -
  std::string csv{};   // of losses: a file, or -
  std::string logs{};  // a folder
  std::string html{};  // the same
  bool calls = true;   // Service is asked
  bool limits = false;
  bool quiet = false;
  RecordingArguments recording{};
};
int run_command(const RunArguments& arguments);

struct CheckArguments {
  std::vector<std::string>
      paths{};            // files and folders; none: all scenarios that came with fastbusy
  std::string pattern{};  // part of a path; empty: all
  std::string shard{};    // I/N: every N-th of them, from the I-th on
  unsigned jobs = 0;      // scenarios at a time; 0: as many as there are cores
  std::vector<std::string> sets{};
  std::optional<std::uint64_t> seed{};
  std::string junit{};          // a file, or -
  std::string csv{};            // of losses: a file, or -
  std::string sarif{};          // a file, or -
  std::string save_baseline{};  // a file for what was seen
  std::string baseline{};       // one, to compare with
  std::string tolerance{};      // of its times: a duration
  bool annotations = false;
  bool calls = true;  // Service is asked, if a fact needs it
  bool quiet = false;
};
int check_command(const CheckArguments& arguments);

struct ExplainArguments {
  std::string file{};
  std::string phone{};  // PHONE, PHONE@TIME or a group; empty: the first that suffers
  std::vector<std::string> sets{};
  std::optional<std::uint64_t> seed{};
  std::string duration{};
  bool margins = true;
  bool json = false;
  bool quiet = false;  // no progress
};
int explain_command(const ExplainArguments& arguments);

// Where nothing is lost: how many phones cannot be called all the same.
void print_out_of_reach(const Run& run, const Progress& progress);

struct AdviseArguments {
  std::string file{};
  std::vector<std::string> sets{};
  std::optional<std::uint64_t> seed{};
  std::string duration{};
  bool quiet = false;  // no progress
};
// 0: something cures, or nobody suffers; 4: nothing that was tried does.
int advise_command(const AdviseArguments& arguments);

struct ProbeArguments {
  std::string file{};
  std::string from{};  // a device
  std::string at{};    // simulated time; empty: the end
  std::vector<std::string> sets{};
};
int probe_command(const ProbeArguments& arguments);
// The same of a network at rest; `is_whole`: nothing was missing.
std::string probe_text(const World& world, const Scenario& scenario, std::size_t device,
                       bool* is_whole = nullptr);

struct ScanArguments {
  std::string file{};
  std::string at{};  // simulated time; empty: the end
  bool all = false;  // the addresses with nothing wrong, too
  std::vector<std::string> sets{};
};
// 0: every address is used by who holds its lease; 1: some is not.
int scan_command(const ScanArguments& arguments);
// The same of a network at rest; `wrong`: how many do not agree.
std::string scan_text(const World& world, const Scenario& scenario, bool all,
                      std::size_t* wrong = nullptr);

struct LabArguments {
  std::string file{};  // a lab; of `new` a scenario
  std::vector<std::string> submissions{};
  std::string language = "en";
  std::string json{};   // of grades: a file, or -
  std::string junit{};  // the same
  unsigned jobs = 0;    // submissions at a time; 0: as many as there are cores
};
int lab_new_command(const LabArguments& arguments);   // a draft on stdout
int lab_seal_command(const LabArguments& arguments);  // what is handed out, on stdout
int lab_open_command(const LabArguments& arguments);  // a shell, on stdin and stdout
// 0: all have passed; 1: some have not.
int lab_grade_command(const LabArguments& arguments);

struct ShowArguments {
  std::string file{};
  std::string command{};  // empty: which there are
  std::string on{};       // a device
  std::string at{};       // simulated time; empty: the end
  std::vector<std::string> sets{};
  std::optional<std::uint64_t> seed{};
  std::string json{};  // a file, or -
};
// 2: the device has no such command.
int show_command(const ShowArguments& arguments);

struct CompareCapturesArguments {
  std::string a{};  // files, pcap or pcapng
  std::string b{};
  std::string json{};  // a file, or -
};
// 0: nothing lost; 1: something; 2: a file could not be read to its end.
int compare_captures_command(const CompareCapturesArguments& arguments);

struct ImportArguments {
  std::vector<std::string> paths{};  // files and folders of configurations
  std::string out{};                 // the scenario; empty: stdout, if nothing else goes there
  std::string with{};                // what configurations do not say
  std::string coverage{};            // text, json or html: what became of each line
  std::string coverage_out = "-";
  bool strict = false;
};
// 3: strict, and something relevant is not in the scenario; 2: nothing could be read.
int import_command(const ImportArguments& arguments);

struct MigrateArguments {
  std::vector<std::string> paths{};  // files and folders
  bool check = false;                // writes nothing; 1: something would change
};
// 2: a file could not be read, or not written; it is as it was, and the others were done.
int migrate_command(const MigrateArguments& arguments);

struct ListArguments {
  std::string what = "scenarios";  // profiles, facts, fates
};
int list_command(const ListArguments& arguments);

// Profiles by their names; empty: none, the standards' defaults.
struct NewArguments {
  int phones = 3;
  std::string phone{};
  std::string call_server{};
  std::string switches{};
  std::string nat{};   // with it the call server is at a provider
  std::string dhcp{};  // with it the phones get their addresses there
  std::string transport{};
};
// 0: it was written and is healthy; 1: it is not, the profiles do not go together.
int new_command(const NewArguments& arguments);

struct SchemaArguments {
  bool markdown = false;
  bool report = false;
};
int schema_command(const SchemaArguments& arguments);

// The schema of a scenario file, for editors, and the reference for people.
std::string scenario_schema();
std::string scenario_reference();

// What --set, --seed and --duration mean. False after a complaint.
bool read_options(const std::vector<std::string>& sets, std::optional<std::uint64_t> seed,
                  const std::string& duration, RunOptions& options, sim::Diagnostics& diagnostics);
// A scenario, or a folder of them, by its path, or by its path below the folder of scenarios.
std::string find_scenario(const std::string& name);
// All scenarios below a folder, in order of their names; anything else is itself.
std::vector<std::string> scenario_files(const std::string& path);
// `--at`: a time within the run; its end, if empty. Complains if it is none.
Duration read_moment(const std::string& text, const Scenario& scenario,
                     sim::Diagnostics& diagnostics);
std::size_t terminal_width(int descriptor);  // columns; 100 where nobody watches
bool shows_bars(int descriptor);             // false: a terminal without UTF-8
Style style_for(int descriptor);             // colours on a terminal unless NO_COLOR is set

// A line on stderr for what takes more than a second; Ctrl-C ends the run with what it has, and
// from then on does not keep what there is from being written; the second one ends the program.
class ProgressLine {
 public:
  explicit ProgressLine(bool quiet);
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  Progress callback();
  double elapsed() const;  // wall-clock seconds since construction

 private:
  bool show(std::string_view what, double done);
  double started_;
  double shown_ = 0;
  bool quiet_;
  bool visible_ = false;
};

}  // namespace app
