// The rows of what was shown, for programs.
#include <nlohmann/json.hpp>

#include "app/show/show.hpp"

namespace app {

std::string show_json(const Shown& shown, const std::string& device, std::string_view command,
                      Time at) {
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  for (const Shown::Row& row : shown.rows) {
    nlohmann::ordered_json one = nlohmann::ordered_json::object();
    for (const auto& [name, value] : row) one[name] = value;
    rows.push_back(std::move(one));
  }
  const nlohmann::ordered_json answer{{"device", device},
                                      {"at_s", sim::seconds(at.time_since_epoch())},
                                      {"command", std::string(command)},
                                      {"rows", std::move(rows)}};
  return answer.dump(2) + "\n";
}

}  // namespace app
