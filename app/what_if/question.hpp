// A fact and its bound from the command line: "phone.losses is 0", "phone.outage(longest) <= 10s by
// 20min", or as a file's `expect:` writes it, {that: phone.losses, is: 0}.
#pragma once

#include <optional>
#include <string>

#include "app/scenario/scenario.hpp"

namespace app {

// Complains about what is not understood. Devices are those of that scenario.
std::optional<Expectation> read_question(const std::string& option, const std::string& text,
                                         const Scenario& scenario, sim::Diagnostics& diagnostics);

}  // namespace app
