// Scenarios of the tree, and made-up ones, for the questions "what if".
#pragma once

#include <string>
#include <vector>

#include "app/what_if/globs.hpp"
#include "tests/run_fixture.hpp"

namespace tests {

inline app::Scenario scenario_at(const std::string& path,
                                 const std::vector<std::string>& sets = {}) {
  sim::Diagnostics diagnostics;
  const auto source =
      app::read_source(std::string(FASTBUSY_SOURCE_DIR) + "/scenarios/" + path, diagnostics);
  REQUIRE(source);
  auto plain = app::load(*source, {}, diagnostics);
  REQUIRE(plain);
  const auto assignments = app::read_patterns("--set", sets, *plain, diagnostics);
  auto scenario = app::load(*source, assignments, diagnostics);
  INFO(diagnostics.text());
  REQUIRE(scenario);
  return std::move(*scenario);
}

}  // namespace tests
