// What an answer rests on, and what it leaves out: values that were assumed, and what the devices
// of the file do in reality and not here.
#pragma once

#include <string>
#include <vector>

#include "app/scenario/profile.hpp"
#include "app/scenario/scenario.hpp"

namespace app {

// A profile's assumed value that counts somewhere: nobody has set another one, and it can act.
struct Assumption {
  std::string profile;
  std::string key;  // arp.capacity
  AssumedValue value;
  std::vector<std::string> paths;  // pub.arp.capacity, sub.arp.capacity: where it counts
};
std::vector<Assumption> assumptions_of(const Scenario& scenario);

// Of a kind of device, or a profile.
struct LimitList {
  std::string of;  // call_server, profile starface-cloud
  std::vector<Limit> limits;
};
// Of what the file has, kinds first. A list that cannot be read is complained about.
std::vector<LimitList> limits_of(const Scenario& scenario, sim::Diagnostics& diagnostics);

}  // namespace app
