// What `check` tells other programs: JUnit XML for CI servers, annotations for a forge.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/judge/run.hpp"

namespace app {

// One scenario of a check: its answer, or the complaints why there is none.
struct Checked {
  std::string path{};
  const RunResult* result = nullptr;
  std::string complaints{};
  int line = 1;  // of the first complaint
  double wall_s = 0;
};

// One testsuite of a scenario: a testcase for each expectation and each remedy.
std::string junit_suite(const Checked& checked);
std::string junit_file(const std::vector<std::string>& suites);
std::string xml_text(std::string_view text);  // for content and attributes; XML 1.0

// Workflow commands "::error file=...,line=...,title=...::message", one line for each failure.
std::string annotations(const Checked& checked);
std::string annotation_property(std::string_view text);  // % CR LF : , escaped
std::string annotation_message(std::string_view text);   // % CR LF escaped

}  // namespace app
