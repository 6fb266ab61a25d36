// Configurations of a test, imported.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "app/import/site.hpp"
#include "app/judge/run.hpp"
#include "tests/catch.hpp"
#include "tests/files_fixture.hpp"

namespace tests {

using Files = std::vector<std::pair<std::string, std::string>>;

inline app::ImportedSite imported(const Files& files, const std::string& with = "") {
  app::ImportedSite site;
  for (const auto& [name, text] : files) site.files.emplace_back(name, text);
  const Folder folder("import");
  sim::Diagnostics diagnostics;
  app::import_site(site, with.empty() ? "" : folder.write("site.yaml", with), diagnostics);
  INFO(diagnostics.text());
  REQUIRE(diagnostics.ok());
  return site;
}

inline app::ImportedSite imported_folder(const std::string& name) {
  const std::string folder = std::string(FASTBUSY_SOURCE_DIR) + "/tests/import/" + name;
  app::ImportedSite site;
  sim::Diagnostics diagnostics;
  REQUIRE(app::read_site({folder + "/configs"}, "", site, diagnostics));
  app::import_site(site, folder + "/site.yaml", diagnostics);
  INFO(diagnostics.text());
  REQUIRE(diagnostics.ok());
  return site;
}

// The value of a setting, as the scenario has it; empty: it has none.
inline std::string value(app::ImportedSite& site, const std::string& device,
                         const std::string& path) {
  const app::DraftDevice* found = site.draft.find(device);
  const app::DraftSetting* setting = found == nullptr ? nullptr : found->find(path);
  return setting == nullptr ? "" : setting->value;
}

// What became of a line: "used", and where it went.
inline std::string fate(const app::ImportedSite& site, std::size_t line, std::size_t file = 0) {
  const app::LineNote& note = site.files.at(file).notes.at(line - 1);
  return std::string(app::to_text(note.fate)) + ": " + note.why;
}

}  // namespace tests
