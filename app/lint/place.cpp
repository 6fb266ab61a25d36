#include "app/lint/place.hpp"

#include <algorithm>

#include "app/scenario/parts.hpp"
#include "app/scenario/profile_stack.hpp"
#include "app/scenario/setting.hpp"
#include "app/scenario/source_tree.hpp"

namespace app {
namespace {

void put(LintPlace& place, sim::Position at, const sim::Diagnostics& sources) {
  place.at = at;
  place.line = at.line;
  place.column = at.column;
  if (const auto source = sources.source_of(at)) place.file = source->name;
}

// The deepest part of the path that is written below a node; the node itself, if none is.
sim::Position nearest(const sim::Node& node, std::span<const std::string> below, bool& is_whole) {
  for (std::size_t length = below.size(); length > 0; --length) {
    if (const sim::Node* found = sim::find_path(node, below.first(length))) {
      is_whole = length == below.size();
      return found->at;
    }
  }
  return node.at;
}

}  // namespace

LintPlace place_of_setting(const Scenario& scenario, const std::string& path,
                           sim::Diagnostics& sources) {
  const ScenarioFile& file = scenario.tree->file;
  sources.add_source(scenario.tree->source);
  LintPlace place{.setting = path, .value = value_at(scenario, path)};
  place.file = scenario.tree->source->name;
  const std::vector<std::string> pieces = sim::split_path(path);
  if (pieces.empty()) return place;
  const std::span<const std::string> all(pieces);
  bool is_written = false;
  if (pieces[0] == "links" && pieces.size() > 1) {
    const auto number = link_number(pieces[1], file.links.items.size());
    if (!number) return place;
    const sim::Node& item = file.links.items[*number];
    put(place, nearest(item, all.subspan(2), is_written), sources);
    place.owner_line = item.at.line;
    if (!is_written) place.origin = "default";
    return place;
  }
  const Entry* entry = scenario.entry(pieces[0]);
  std::size_t spec = 0;
  if (entry == nullptr) {
    const auto device = scenario.device(pieces[0]);
    if (!device) return place;
    entry = &scenario.entries[scenario.devices[*device].entry];
    spec = scenario.devices[*device].spec;
  }
  put(place, entry->at, sources);
  place.owner_line = entry->at.line;
  const sim::Node* node = file.devices.find(entry->name);
  if (node == nullptr) return place;
  const auto below = all.subspan(1);
  const sim::Position at = nearest(*node, below, is_written);
  if (is_written) {
    put(place, at, sources);
    return place;
  }
  const std::vector<std::string>& names = profiles_of(entry->specs[spec]);
  for (auto name = names.rbegin(); name != names.rend(); ++name) {  // the last one wins
    const Profile* profile = profile_named(*name, scenario.tree->profiles, sources);
    if (profile == nullptr) continue;
    const sim::Node values = values_for(*profile, entry->kind);
    if (sim::find_path(values, below) == nullptr) continue;
    place.origin = "profile " + *name;
    if (const sim::Node* said = node->find("profile")) put(place, said->at, sources);
    return place;
  }
  place.origin = "default";
  if (at != node->at) put(place, at, sources);
  return place;
}

}  // namespace app
