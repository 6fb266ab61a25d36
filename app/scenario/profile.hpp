// Profiles: values that lie beneath a device's own. Vendors' are models/profiles/<name>.yaml, where
// every value stands with its source; a scenario's file may have some of its own.
#pragma once

#include <string>
#include <vector>

#include "models/network/network.hpp"
#include "sim/schema/diagnostic.hpp"
#include "sim/schema/node.hpp"
#include "sim/schema/shape.hpp"

namespace app {

// A value that nobody says: its source has the word "assumed".
struct AssumedValue {
  std::vector<std::string> key;  // arp, capacity
  std::string value{};
  std::string source{};
  std::vector<std::string> plausible{};  // lowest and highest, or other words; empty: unsaid
};
// What real ones do, and is not modelled; and what their users see of it.
struct Limit {
  std::string what;
  std::string so{};
};

struct Profile {
  std::string name;
  std::string kind;  // of device, or host; empty: what it is for was wrong
  std::string about;
  sim::Node values;  // as a device entry would give them
  sim::Position at{};
  std::vector<AssumedValue> assumed{};
  std::vector<Limit> not_modelled{};
};

// Both read the folder and each file once, whoever asks, in any thread; until the program ends.
const std::vector<std::string>& profile_names();  // sorted
// Null after a complaint: the file is not a profile, such as where a value has no source.
const Profile* read_profile(const std::string& name, sim::Diagnostics& diagnostics);
// What devices of that kind do in reality and not here: kinds/<kind>.yaml beside the profiles.
std::vector<Limit> limits_of_kind(const std::string& kind, sim::Diagnostics& diagnostics);
// `profiles:` of a scenario's file. Complaints name the profile; what is wrong is left out.
std::vector<Profile> read_own_profiles(const sim::Node& section, sim::Diagnostics& diagnostics);

// Whom it is for: a kind of device, or `host`, which is every end device.
const std::vector<std::string>& profile_kinds();
// What a profile of that kind may say; null: no such kind.
const sim::Shape* profile_shape(std::string_view kind);
bool suits(const Profile& profile, models::NodeKind kind);
// What counts for a device of that kind: of a host's profile the keys that the device has, too, and
// with the same meaning (`dhcp` of a server is another one).
sim::Node values_for(const Profile& profile, models::NodeKind kind);

}  // namespace app
