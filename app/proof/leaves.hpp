// Every single value that a device, or a link, has: with its path, its shape, and who gave it.
#pragma once

#include <string>
#include <vector>

#include "app/scenario/scenario.hpp"
#include "sim/schema/shape.hpp"

namespace app {

struct Leaf {
  std::string path;  // as --set takes it
  std::string key;   // its last name; of a list's item the list's
  const sim::Shape* shape = nullptr;
  std::string value{};      // empty: not set
  std::string preset{};     // what it is where nobody says anything
  bool is_written = false;  // by this file or --set; else by a profile, or nobody
  std::size_t owner = 0;    // a device that has it; of a link its first end
};

// Of the device's own settings, or those of its kind; not what makes it another device.
std::vector<Leaf> leaves_of_device(const Scenario& scenario, std::size_t device);
std::vector<Leaf> leaves_of_link(const Scenario& scenario, std::size_t entry);  // of `links:`

}  // namespace app
