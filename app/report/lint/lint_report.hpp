// What a lint found, for people and for other programs; and what its rules are.
#pragma once

#include <string>
#include <vector>

#include "app/lint/finding.hpp"
#include "app/report/style.hpp"

namespace app {

// As a compiler's messages: each setting with its line, what was run, and what it showed.
std::string lint_text(const Linted& linted, const Style& style);
// "3 files: 1 error, 2 warnings, 0 notes; 1 passed over"
std::string lint_summary(const std::vector<Linted>& files);
std::string lint_json(const std::vector<Linted>& files);
// SARIF 2.1.0: the second side of a finding is a relatedLocation, what is passed over a
// suppression.
std::string lint_sarif(const std::vector<Linted>& files);
// A testsuite for each file, a testcase for each rule; it fails with an error of that rule.
std::string lint_junit(const std::vector<Linted>& files);
std::string lint_rules_text();
std::string lint_rules_markdown();

}  // namespace app
