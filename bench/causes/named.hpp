// Which settings a run blames, and whether they are right.
#pragma once

#include <string>
#include <vector>

#include "app/evidence/history.hpp"
#include "bench/causes/fault.hpp"

namespace bench {

// Of all losses, absences and failed calls; each once, in order.
std::vector<std::string> named_settings(const app::History& history);

struct Naming {
  std::vector<std::string> named{};
  std::size_t found = 0;     // faults of which a right answer is named
  std::size_t innocent = 0;  // named, and right for none of the faults
};
Naming judged(std::vector<std::string> named, const std::vector<Fault>& faults);

}  // namespace bench
