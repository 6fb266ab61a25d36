// What a device of a scenario shows at a moment, and where the words of a line stand.
#pragma once

#include <algorithm>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "app/run/simulate.hpp"
#include "app/show/show.hpp"
#include "tests/driven_world.hpp"

namespace tests::shows {

using app::Shown;

struct Run {
  std::unique_ptr<const app::Scenario> scenario;
  app::Simulation simulation;

  Run(const std::string& path, const std::string& at)
      : scenario(tests::load_file(std::string(FASTBUSY_SOURCE_DIR) + "/scenarios/" + path)),
        simulation(app::simulate(
            {.scenario = *scenario, .seed = scenario->seed, .stop = *app::moment_of(at)}, {})) {}
  Shown on(const std::string& device, const std::string& command) const {
    return app::show(*simulation.world, *scenario, *scenario->device(device), command);
  }
};

inline std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> all;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) all.push_back(line);
  return all;
}

// The first line that holds this.
inline std::string line_with(const Shown& shown, const std::string& words) {
  for (const std::string& line : lines(shown.text)) {
    if (line.find(words) != std::string::npos) return line;
  }
  return "no line with " + words + " in:\n" + shown.text;
}

// Where each word begins, or ends.
inline std::vector<std::size_t> begins(const std::string& line) {
  std::vector<std::size_t> at;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] != ' ' && (i == 0 || line[i - 1] == ' ')) at.push_back(i);
  }
  return at;
}
inline std::vector<std::size_t> ends(const std::string& line) {
  std::vector<std::size_t> at;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] != ' ' && (i + 1 == line.size() || line[i + 1] == ' ')) at.push_back(i);
  }
  return at;
}

inline const std::string sixteen = "cisco/sip-sixteen-minute-cycle.yaml";

}  // namespace tests::shows
