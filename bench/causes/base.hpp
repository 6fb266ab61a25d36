// Healthy networks: where nothing is lost, every phone is where it should be, every call rings.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/judge/run.hpp"
#include "sim/schema/node.hpp"

namespace bench {

struct Base {
  std::string name;
  sim::Node tree;          // of its file, without what it expects and without remedies
  app::Scenario scenario;  // that it is read as
};

std::optional<Base> base_of(const std::string& name, sim::Node tree);
// A file as it is; with the settings of its first remedy, if it has one and `cured`.
std::optional<Base> base_of(const std::filesystem::path& file, bool cured = false);
// A run to its end, with the causes.
app::RunResult run_of(const app::Scenario& scenario, const app::Progress& progress = {});
bool is_healthy(const app::History& history);

// The networks of this folder, and the healthy scenarios.
std::vector<std::filesystem::path> healthy_files();
// Scenarios that may be healthy with their first remedy: small ones, and no longer than 4 h.
std::vector<Base> cured_scenarios();
// All of these that are healthy.
std::vector<Base> all_bases();

}  // namespace bench
