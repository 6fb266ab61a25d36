// What a device shows of itself at one moment, in its own words and columns: the tables that its
// operator would look at. They are read, nothing is kept for them, and nothing changes.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/run/world.hpp"

namespace app {

struct Shown {
  using Row = std::vector<std::pair<std::string, std::string>>;  // a column's name, and its value

  bool understood = true;  // false: the text says what is wrong with the command
  std::string text{};
  std::vector<Row> rows{};  // the same for programs
};

// `show` itself may be left out, and each word be cut short: "port-sec int fa0/3".
Shown show(const World& world, const Scenario& scenario, std::size_t device,
           std::string_view command);
// Those that this device has, in order of the alphabet.
std::vector<std::string> commands_of(const Scenario& scenario, std::size_t device);
// Of the run: 20min 3s, or as clocks are read, 20:03 and 1:20:03. None: it is neither.
std::optional<Duration> moment_of(std::string_view text);
// {"device": ..., "at": ..., "command": ..., "rows": [{...}]}
std::string show_json(const Shown& shown, const std::string& device, std::string_view command,
                      Time at);

}  // namespace app
