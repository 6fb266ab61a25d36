// Vendor defaults: models/profiles/<name>.yaml, where every value stands with its source.
#pragma once

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

// Both read the folder and each file once, whoever asks, in any thread; until the program ends.
const std::vector<std::string>& profile_names();  // sorted
// Null after a complaint: the file is not a profile, such as where a value has no source.
const Profile* read_profile(const std::string& name, sim::Diagnostics& diagnostics);

}  // namespace app
