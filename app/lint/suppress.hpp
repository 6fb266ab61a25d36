// Findings that somebody has looked at, and has a reason to pass over.
#pragma once

#include <string_view>

#include "app/lint/finding.hpp"

namespace app {

// Comments of a file: `# lint: FB101 because the ports are replaced in May`, behind a line, above
// it, or above the first one for the whole file. Several codes have commas between them.
std::vector<Suppression> suppressions_in(std::string_view text);
// FB101=reason; empty: it is none, `wrong` says why.
std::optional<Suppression> suppression_of(const std::string& argument, std::string& wrong);
// Passes over what they cover; adds findings of its own for those that lack a reason, name no rule
// or cover nothing. Of the command line only `used` is set.
void suppress(Linted& linted, std::vector<Suppression> in_file, std::vector<Suppression>& argued);

}  // namespace app
