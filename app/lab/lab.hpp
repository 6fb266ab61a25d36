// A training lab: a scenario with `lab:`, its ticket, hidden faults, what the student may look at
// and change, and by what it is graded. A sealed one shows its ticket, and opens here only.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/scenario/scenario.hpp"
#include "sim/schema/node.hpp"

namespace app {

// The same in several languages; the first is what is shown where another is not given.
struct Texts {
  std::vector<std::pair<std::string, std::string>> by_language{};
  const std::string& in(const std::string& language) const;
};

struct LabSetting {
  std::string path{};
  std::string value{};
};

// What somebody does to the network: settings, in force from the start, and acts at their times.
struct LabChanges {
  std::vector<LabSetting> sets{};
  std::vector<std::string> acts{};  // items of `timeline:`, as YAML
};

// A repair that passes, or a change that fails, as the teacher lists them.
struct LabExample {
  LabChanges changes{};
  Texts why{};
};

struct LabHint {
  Texts text{};
  int cost = 0;
};

// Another run that the repair has to hold in: hidden from the student.
struct LabVariation {
  std::uint64_t seed = 1;
  Duration shift_calls{};  // calls of the timeline come later
  std::vector<LabSetting> sets{};
};

struct Lab {
  SourceText source{};      // the scenario, with `lab:`
  bool was_sealed = false;  // then whoever has it is not its teacher
  Texts ticket{};
  std::vector<LabSetting> faults{};
  std::vector<sim::Node> fault_acts{};
  std::vector<std::string> may_look{"*"};    // names of devices
  std::vector<std::string> may_change{"*"};  // paths of settings
  std::vector<std::string> may_act{"*"};     // devices: unplug, reboot ...
  std::vector<std::string> keep{};           // paths that must stay as they are
  std::vector<LabHint> hints{};
  Duration budget{};                    // how far into the run the student may look
  std::vector<sim::Node> objectives{};  // items of `expect:`
  std::vector<LabVariation> variations{};
  std::vector<LabExample> repairs{};
  std::vector<LabExample> wrong{};
};

// Opens the seal, if there is one; complains about what is wrong.
std::optional<Lab> read_lab(const SourceText& source, sim::Diagnostics& diagnostics);
// The handed-out file: the ticket, and all else sealed.
std::string sealed_file(const Lab& lab, const std::string& text);
// A lab around any scenario, for its author to finish: remedies become objectives and repairs.
std::string lab_draft(const Scenario& scenario);

// The network with its faults, and with what was done to it. Its expectations are the objectives.
// What the faults' timeline sets too, the change has the last word in.
std::optional<Scenario> lab_network(const Lab& lab, const LabChanges& changes,
                                    const LabVariation* variation, sim::Diagnostics& diagnostics);

// Does one of the patterns fit? `*` is any letters.
bool fits_any(const std::vector<std::string>& patterns, const std::string& text);
std::string yaml_quoted(std::string_view text);  // as YAML reads it back

}  // namespace app
