// A scenario's logs, for tests that look for lines.
#pragma once

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include "app/report/logs/logs.hpp"
#include "tests/files_fixture.hpp"
#include "tests/run_fixture.hpp"

namespace tests {

struct Logged {
  app::RunResult result;
  std::vector<app::LogFile> files;
  const std::string& text(const std::string& name) const {
    const auto file = std::ranges::find(files, name, &app::LogFile::name);
    INFO(name);
    REQUIRE(file != files.end());
    return file->text;
  }
  std::vector<std::string> lines(const std::string& name, const std::string& with) const {
    std::vector<std::string> found;
    std::istringstream all(text(name));
    for (std::string line; std::getline(all, line);) {
      if (line.find(with) != line.npos) found.push_back(line);
    }
    return found;
  }
};

inline Logged log_text(const std::string& yaml, const std::string& path = "log.yaml") {
  sim::Diagnostics diagnostics;
  app::RunOptions options;
  options.remedies = false;
  const app::SourceText source{path, yaml};
  options.duration = first_hour_of_days(source);
  auto result = app::run(source, options, {}, diagnostics);
  INFO(diagnostics.text());
  REQUIRE(result);
  app::LogReader logs(*result);
  const auto read = [&](const auto& world, const auto& records) { logs.read(world, records); };
  REQUIRE(app::replay(*result, {read}, models::never, {}) == "");
  auto files = logs.take();
  return {std::move(*result), std::move(files)};
}
inline Logged log_scenario(const std::string& path, const std::string& from = "",
                           const std::string& to = "") {
  std::string yaml = contents(path);
  for (auto at = yaml.find(from); !from.empty() && at != yaml.npos; at = yaml.find(from, at)) {
    yaml.replace(at, from.size(), to);
    at += to.size();
  }
  return log_text(yaml, path);
}

}  // namespace tests
