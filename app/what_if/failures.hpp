// What can fail once: every cable, every device that others need, every server's process.
#pragma once

#include <string>
#include <vector>

#include "app/scenario/scenario.hpp"

namespace app {

struct Failure {
  enum class Kind : std::uint8_t { link, device, service };
  Kind kind{};
  std::size_t target = 0;  // of Scenario::links, or a device
  std::size_t entry = 0;   // of `links:`, or of Scenario::entries: alike if it is the same
  std::string name;        // sw1:23 - core1:1
  bool of_phone = false;   // one phone's own cable
};
std::string_view to_text(Failure::Kind kind);

// Those that are up at that moment. No phones and no computers: nobody else needs them.
std::vector<Failure> failures_of(const Scenario& scenario, Time at);
// The same run, in which these fail then, and come back after `outage`.
Scenario with_failures(const Scenario& scenario, const std::vector<Failure>& failures, Time at,
                       Duration outage);
// Phones from which no way leads to any of their call servers while these are out.
std::size_t cut_off_by(const Scenario& scenario, const std::vector<Failure>& failures);

}  // namespace app
