// The profiles of one device, in order: later ones lie over earlier ones, its own keys over all.
#pragma once

#include "app/scenario/profile.hpp"
#include "app/scenario/scenario.hpp"

namespace app {

const std::vector<std::string>& profiles_of(const Spec& spec);
// One of the file's own, or a shipped one; null: there is none, or it was complained about.
const Profile* profile_named(const std::string& name, const std::vector<Profile>& own,
                             sim::Diagnostics& diagnostics);
// The entry with its profiles' values beneath it.
sim::Node with_profiles(const sim::Node& entry, models::NodeKind kind,
                        const std::vector<Profile>& own, sim::Diagnostics& diagnostics);
// --set phone.profile=a, or =[a, b]: whatever stood there.
void set_profiles(sim::Node& entry, const sim::Assignment& set);
// Those of the file that neither a device nor a --set nor a remedy names.
void warn_of_unused_profiles(const Scenario& scenario, sim::Diagnostics& diagnostics);

}  // namespace app
