// What a check found as SARIF 2.1.0, which code hosts and editors show beside the file's lines.
#pragma once

#include <string>
#include <vector>

#include "app/report/findings.hpp"

namespace app {

// Of each scenario: its path, and what does not hold or could not be looked at.
struct SarifPart {
  std::string path;
  std::vector<Finding> findings;
};
SarifPart sarif_part(const Checked& checked);
std::string sarif_file(const std::vector<SarifPart>& parts);
// A relative reference of RFC 3986; a path outside of the current directory as it was given.
std::string uri_of(const std::string& path);

}  // namespace app
