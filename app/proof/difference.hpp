// One way in which a run could have been otherwise: settings with other values, or something that
// an operator did not do.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/scenario/scenario.hpp"

namespace app {

struct Difference {
  enum class Kind : std::uint8_t {
    act,      // of the operator, left out
    written,  // another value of what somebody wrote, or set
    missing,  // of what nobody wrote, and is empty, 0 or off
    added,    // an item more in a list
    nature,   // what a device is by itself: defaults, and values of its profile
    pair,     // two of these
  };
  Kind kind = Kind::written;
  std::vector<sim::Assignment> sets{};
  std::size_t without = 0;  // the number of the timeline's item that does not happen; 0: all do
  std::string names{};      // the setting that it changes, or timeline.N

  std::string text() const;  // sw1.mac_aging=1h, links.3.loss=0; without timeline.2
};

// Nothing: the text is no assignment.
std::optional<Difference> difference_of(const std::string& path, const std::string& value);
Difference without(std::size_t timeline_number);
std::optional<Difference> difference_from(const std::string& text);  // what text() says
Difference both(const Difference& one, const Difference& other);

// The same scenario, but for that. Where the timeline sets a value, it is changed there. Nothing:
// the file would be refused.
std::optional<Scenario> with(const Difference& change, const Scenario& base);

}  // namespace app
