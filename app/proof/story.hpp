// What several phones suffer alike: one symptom, told once, and proven once.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "app/evidence/history.hpp"
#include "app/scenario/scenario.hpp"

namespace app {

enum class Symptom : std::uint8_t {
  lost,
  never_registered,
  never_back,
  never_at_first,
  call_failed
};

struct Story {
  Symptom symptom{};
  std::size_t server = 0;                       // that was lost, or that is missed: a device
  std::string reason{};                         // of the loss, or how the call ended
  Time first{};                                 // when it is seen first
  Time last{};                                  // and last
  std::map<std::size_t, std::size_t> phones{};  // devices, and how often each suffers it
  std::vector<Time> calls{};                    // that fail: when they began
  std::vector<Cause*> causes{};                 // in the history: what is found is written there
  const Cause& cause() const { return *causes.front(); }  // of the first
};

// Of everything in the history that somebody suffers, in order of time. What has another symptom,
// another kind of phone, or ends at another place, is another story. The history must outlive them.
std::vector<Story> stories_of(const Scenario& scenario, History& history);

}  // namespace app
