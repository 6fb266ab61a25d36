// What two runs come to otherwise: for each group of phones what was lost, when, and for how long;
// which frames died, and which settings decided. Phones are the same if their names are.
#pragma once

#include <string>
#include <vector>

#include "app/judge/run.hpp"

namespace app {

struct BehaviourChange {
  enum class Turn : std::uint8_t { better, worse, moved };
  std::string subject;  // phone.losses, drops.port_security_relearn, cause.sw1.mac_aging
  std::string what;     // in words: registrations lost
  Turn turn{};
  std::string before{};            // of several phones the least and the most
  std::string after{};             // the same
  std::vector<std::string> who{};  // phones; empty: nobody by name
  std::size_t of = 0;              // phones of that group
  std::int64_t sum_before = 0;     // of counts
  std::int64_t sum_after = 0;      // of counts
};

struct Behaviour {
  std::vector<BehaviourChange> changes;
  std::size_t small = 0;          // times that moved by no more than the tolerance
  std::size_t suffer_before = 0;  // phones with any symptom
  std::size_t suffer_after = 0;   // the same
  std::size_t phones = 0;         // in both
  bool calls_compared = false;    // who could be called was asked in both
};

Behaviour compare(const RunResult& before, const RunResult& after, Duration tolerance);

}  // namespace app
