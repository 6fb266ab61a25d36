// A frame that died: who made it and when, and what it said. Read from a replay of the run until
// that moment.
#pragma once

#include <string>

#include "app/evidence/run.hpp"

namespace app {

struct DeadFrame {
  std::string message;        // as Wireshark would call it; empty: not found again
  std::string maker;          // the device that made it
  std::string device;         // where it died
  std::string place;          // the same with its port: sw1:3
  Time made = models::never;  // by its maker; never: more than a minute before
};

DeadFrame find_dead_frame(const Run& result, const models::DropFact& drop,
                          const Progress& progress);

}  // namespace app
