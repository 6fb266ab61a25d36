// Decoys in a scenario: what stands beside its network, and has nothing to do with its phones.
#pragma once

#include <optional>
#include <string>

#include "app/evidence/history.hpp"
#include "app/scenario/scenario.hpp"
#include "sim/schema/node.hpp"

namespace tests {

inline const std::string decoy_mark = "decoy_";  // every decoy's name begins so

// The file's tree without what it expects, and with the MACs that its devices have now: those that
// are made up depend on how many stand before them.
sim::Node settled(sim::Node tree, const app::Scenario& scenario);

// First in the file: a site of its own with DHCP, DNS, a PBX, a phone, one with a wrong password;
// first in the timeline: changes there, just before `symptom`. Where there are routers, ways that
// no route uses.
sim::Node with_decoys(sim::Node tree, const app::Scenario& scenario,
                      std::optional<app::Time> symptom);

}  // namespace tests
