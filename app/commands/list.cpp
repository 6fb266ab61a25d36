// fastbusy list: what is there to choose from: scenarios by their symptom, profiles, facts, fates.
#include <fmt/format.h>

#include <algorithm>

#include "app/commands/commands.hpp"
#include "app/scenario/data_dir.hpp"
#include "app/scenario/profile.hpp"
#include "app/scenario/scenario.hpp"
#include "sim/schema/document.hpp"

namespace app {
namespace {

using Row = std::pair<std::string, std::string>;

void print(const std::vector<Row>& rows) {
  std::size_t width = 0;
  for (const Row& row : rows) width = std::max(width, row.first.size());
  for (const auto& [name, text] : rows) fmt::print("{:<{}}  {}\n", name, width, text);
}

// By the name that `run` takes: cisco/sip-healthy.
std::vector<Row> scenarios() {
  std::vector<Row> rows;
  const auto folder = scenarios_dir();
  for (const std::string& path : scenario_files(folder.string())) {
    sim::Diagnostics ignored;  // a file that is no scenario has no title
    const auto root = sim::read_yaml_file(path, ignored);
    const sim::Node* title = root ? root->find("title") : nullptr;
    if (title == nullptr) continue;
    auto name = std::filesystem::path(path).lexically_relative(folder);
    rows.emplace_back(name.replace_extension().string(), title->text);
  }
  return rows;
}

std::vector<Row> profiles() {
  std::vector<Row> rows;
  for (const std::string& name : profile_names()) {
    sim::Diagnostics ignored;
    if (const Profile* profile = read_profile(name, ignored)) {
      rows.emplace_back(name, profile->kind + ": " + profile->about);
    }
  }
  return rows;
}

std::vector<Row> fates() {
  std::vector<Row> rows;
  for (const models::FateText& fate : models::fates) {
    rows.emplace_back(fate.name, std::string(fate.meaning) + (fate.is_loss ? "" : " (no loss)"));
  }
  return rows;
}

}  // namespace

int list_command(const ListArguments& arguments) {
  if (arguments.what == "profiles") print(profiles());
  if (arguments.what == "facts") print(fact_words());
  if (arguments.what == "fates") print(fates());
  if (arguments.what == "scenarios") print(scenarios());
  return exit_ok;
}

}  // namespace app
