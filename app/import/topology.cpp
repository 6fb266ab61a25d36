// layer1_topology.json as Batfish has it: who is cabled to whom, by the names of interfaces.
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/import/ios_config.hpp"
#include "app/import/readers.hpp"

namespace app {

void import_topology(ConfigFile& file, Draft& draft) {
  const auto say = [&](LineFate fate, const std::string& why) {
    for (std::size_t i = 1; i <= file.lines.size(); ++i) {
      if (file.notes[i - 1].fate != LineFate::blank) file.note(i, fate, why);
    }
  };
  const auto root = nlohmann::json::parse(file.text, nullptr, false);
  const auto edges = root.is_object() ? root.find("edges") : root.end();
  if (!root.is_object() || edges == root.end() || !edges->is_array()) {
    return say(LineFate::unknown, "no edges that can be read");
  }
  std::vector<std::pair<std::string, std::string>> seen;
  const auto end_of = [](const nlohmann::json& edge, const char* key) {
    if (!edge.is_object() || !edge.contains(key) || !edge[key].is_object()) return std::string();
    const auto& node = edge[key];
    const std::string host = node.value("hostname", "");
    const std::string port = node.value("interfaceName", "");
    return host.empty() ? "" : port.empty() ? host : host + ':' + interface_name(port);
  };
  for (const auto& edge : *edges) {
    std::string a = end_of(edge, "node1");
    std::string b = end_of(edge, "node2");
    if (a.empty() || b.empty()) return say(LineFate::unknown, "an edge without two ends");
    if (b < a) std::swap(a, b);  // both directions are one cable
    if (std::ranges::find(seen, std::pair(a, b)) != seen.end()) continue;
    seen.emplace_back(a, b);
    draft.links.push_back(fmt::format("{} - {}", a, b));
  }
  say(LineFate::used, fmt::format("{} cables", seen.size()));
}

}  // namespace app
