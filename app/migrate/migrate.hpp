// A scenario of an older format: read as it was meant, or rewritten in the present one.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/migrate/apply.hpp"
#include "app/migrate/steps.hpp"
#include "sim/schema/diagnostic.hpp"

namespace app {

// Brings the tree of an older file to the present format in place, and warns once; positions stay.
// False after an error: the version is no version, or newer than the last step.
bool to_present_format(sim::Node& root, std::string_view path, sim::Diagnostics& diagnostics,
                       FormatSteps steps = format_steps);

struct Migrated {
  std::string text;             // of the whole file, in the present format
  std::vector<Change> changes;  // with positions in the older text; empty: nothing to do
};
// Nothing after an error. What is returned was read again, and says the same as the older tree with
// its steps.
std::optional<Migrated> migrate(std::string_view text, std::string_view path,
                                sim::Diagnostics& diagnostics, FormatSteps steps = format_steps);

}  // namespace app
