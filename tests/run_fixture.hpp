// Running a scenario of the tree with overrides, for tests that look at its history.
#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "app/judge/run.hpp"
#include "tests/catch.hpp"

namespace tests {

// What is wrong there can be seen in the file.
inline bool warns_of_its_story(const std::string& path) {
  constexpr std::array stories{
      "spare-in-another-group", "option-150-old-server",       "new-switch",
      "dhcp-rogue-server",      "rogue-behind-another-switch", "no-such-name"};
  return std::ranges::any_of(stories,
                             [&](const char* one) { return path.find(one) != std::string::npos; });
}

// A run of days stops after its first hour here, because sanitizers are slow; the release build
// runs the whole of it (`check scenarios`, a command of README.md that .ci/run tries).
inline std::optional<sim::Duration> first_hour_of_days(const app::SourceText& source) {
  sim::Diagnostics diagnostics;
  const auto scenario = app::load(source, {}, diagnostics);
  if (!scenario || scenario->duration <= std::chrono::hours(24)) return std::nullopt;
  return std::chrono::hours(1);
}

inline app::RunResult run_scenario(const std::string& path, const std::vector<std::string>& sets,
                                   const std::string& duration = "", std::uint64_t seed = 1) {
  sim::Diagnostics diagnostics;
  app::RunOptions options;
  options.seed = seed;
  options.remedies = false;
  for (const std::string& text : sets) {
    auto set = sim::parse_assignment("--set", text, diagnostics);
    if (set) options.sets.push_back(std::move(*set));
  }
  auto source = app::read_source(std::string(FASTBUSY_SOURCE_DIR) + "/" + path, diagnostics);
  REQUIRE(source);
  options.duration = duration.empty() ? first_hour_of_days(*source) : sim::parse_duration(duration);
  auto result = app::run(*source, options, {}, diagnostics);
  INFO(diagnostics.text());
  REQUIRE(result);
  return std::move(*result);
}

// Of all phones: how long each registration at that server lasted that has ended.
inline std::vector<double> held_by(const app::RunResult& result, const std::string& server) {
  std::vector<double> held;
  for (const app::Stay& stay : result.history.stays) {
    if (!stay.ended || result.scenario.devices[stay.server].name != server) continue;
    held.push_back(sim::seconds(stay.held()));
  }
  return held;
}

inline std::size_t losses(const app::RunResult& result) {
  std::size_t count = 0;
  for (const app::Stay& stay : result.history.stays) count += stay.lost ? 1 : 0;
  return count;
}

}  // namespace tests
