// A change of the tree of a scenario's file, by a path from its root: devices.phone.vlan, links.3.
#pragma once

#include <string>
#include <vector>

#include "sim/schema/node.hpp"

namespace bench {

struct Edit {
  enum class Kind : std::uint8_t { set, erase, append };
  Kind kind{};
  std::string path;  // of the value; of the list to which `value` is appended
  sim::Node value{};
};

Edit set(std::string path, std::string value);
Edit erase(std::string path);
Edit append(std::string list, sim::Node item);
sim::Node quoted(std::string text);
// {at: 5min, unplug: phone3}
sim::Node map_of(std::vector<std::pair<std::string, std::string>> entries);

// What `erase` takes away is null until `sweep`, so that the numbers of a list hold until then.
// False: the path leads nowhere, and nothing was changed.
bool apply(const Edit& edit, sim::Node& root);
void sweep(sim::Node& root);

}  // namespace bench
