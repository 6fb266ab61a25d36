// Vendor defaults: models/profiles/<name>.yaml, where every value stands with its source.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/schema/diagnostic.hpp"
#include "sim/schema/node.hpp"

namespace app {

struct Profile {
  std::string name;
  std::string kind;
  std::string about;
  sim::Node values;  // as a device entry would give them
};

std::vector<std::string> profile_names();  // sorted
// Complains if the file is not a profile: a value without a source is an error.
std::optional<Profile> read_profile(const std::string& name, sim::Diagnostics& diagnostics);

}  // namespace app
