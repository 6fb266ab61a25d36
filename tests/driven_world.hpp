// A scenario's world that a test drives through its timeline by itself, and may copy on the way.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/run/course.hpp"
#include "tests/catch.hpp"

namespace tests {

inline std::unique_ptr<const app::Scenario> load_file(const std::string& path) {
  sim::Diagnostics diagnostics;
  const auto source = app::read_source(path, diagnostics);
  REQUIRE(source);
  auto scenario = app::load(*source, {}, diagnostics);
  INFO(diagnostics.text());
  REQUIRE(scenario);
  return std::make_unique<const app::Scenario>(std::move(*scenario));
}

// All copies of one run share the scenario, which outlives them.
class DrivenWorld : public app::Course {
 public:
  explicit DrivenWorld(const app::Scenario& scenario) : Course(scenario, scenario.seed) {}
  void reconfigure(const app::Reconfiguration& change) { world().reconfigure(change); }
};

}  // namespace tests
