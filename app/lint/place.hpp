// Where a setting stands, whoever gave it: the file, a profile, or nobody.
#pragma once

#include "app/lint/finding.hpp"
#include "app/scenario/scenario.hpp"

namespace app {

// `sources` gets the texts that places lie in, so that it can show their lines.
LintPlace place_of_setting(const Scenario& scenario, const std::string& path,
                           sim::Diagnostics& sources);

}  // namespace app
