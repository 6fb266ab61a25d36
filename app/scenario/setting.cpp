#include "app/scenario/setting.hpp"

#include <algorithm>
#include <filesystem>

#include "app/scenario/kinds/spec.hpp"
#include "app/scenario/link_fields.hpp"
#include "app/scenario/parts.hpp"
#include "app/scenario/profile_stack.hpp"
#include "app/scenario/source_tree.hpp"

namespace app {
namespace {

struct Owner {  // of a path's first piece
  const Entry* entry = nullptr;
  std::size_t spec = 0;
  const LinkSpec* link = nullptr;
  std::vector<std::string> below;  // the rest
};

Owner owner_of(const Scenario& scenario, const std::string& path) {
  std::vector<std::string> pieces = sim::split_path(path);
  Owner owner;
  if (pieces.size() < 2) return owner;
  if (pieces[0] == "links") {
    const auto number = link_number(pieces[1], scenario.link_specs.size());
    if (!number) return owner;
    owner.link = &scenario.link_specs[*number];
    owner.below.assign(pieces.begin() + 2, pieces.end());
    return owner;
  }
  owner.entry = scenario.entry(pieces[0]);
  if (owner.entry == nullptr) {
    const auto device = scenario.device(pieces[0]);
    if (!device) return owner;
    owner.entry = &scenario.entries[scenario.devices[*device].entry];
    owner.spec = scenario.devices[*device].spec;
  }
  owner.below.assign(pieces.begin() + 1, pieces.end());
  return owner;
}

}  // namespace

std::string path_of(const Scenario& scenario, std::size_t device, const std::string& below) {
  const Device& d = scenario.devices[device];
  return (d.spec == 0 ? scenario.entries[d.entry].name : d.name) + "." + below;
}

std::string value_at(const Scenario& scenario, const std::string& path) {
  const Owner owner = owner_of(scenario, path);
  if (owner.link != nullptr) return sim::value_text(*owner.link, owner.below);
  if (owner.entry == nullptr) return "";
  return value_text(owner.entry->specs[owner.spec], owner.below);
}

ValueThen value_then(const Scenario& scenario, const std::string& path, Time at) {
  ValueThen then{.value = value_at(scenario, path)};
  for (const TimelineEntry& entry : scenario.timeline) {
    if (entry.at > at) break;
    for (const sim::Assignment& set : entry.sets) {
      if (sim::path_of(set) == path) then = {set.value, "timeline." + std::to_string(entry.number)};
    }
  }
  return then;
}

const sim::Shape* shape_at(const Scenario& scenario, const std::string& path) {
  static const sim::Shape link = sim::shape_of<LinkSpec>();
  const Owner owner = owner_of(scenario, path);
  if (owner.link != nullptr) return sim::shape_at(link, owner.below);
  if (owner.entry == nullptr) return nullptr;
  return sim::shape_at(shape_of(owner.entry->kind), owner.below);
}

std::string place_of(const Scenario& scenario, const std::string& path) {
  const std::vector<std::string> pieces = sim::split_path(path);
  if (pieces.empty()) return "";
  const auto sets_it = [&](const auto& set) { return set.pieces == pieces; };
  if (std::ranges::any_of(scenario.sets, sets_it)) return "--set";
  const ScenarioFile& file = scenario.tree->file;
  sim::Diagnostics diagnostics;
  diagnostics.add_source(scenario.tree->source);
  const auto line_of = [&](const sim::Node& node) {
    const std::string where = diagnostics.where(node.at);  // path:line:column
    const std::string line = where.substr(0, where.rfind(':'));
    const std::string near =
        std::filesystem::path(line).lexically_proximate(std::filesystem::current_path()).string();
    return near.starts_with("..") ? line : near;
  };
  if (pieces[0] == "timeline" || pieces[0] == "links") {
    static const sim::Node none;
    const sim::Node& timeline = file.timeline ? *file.timeline : none;
    const sim::Node& list = pieces[0] == "links" ? file.links : timeline;
    const auto number =
        pieces.size() < 2 ? std::nullopt : link_number(pieces[1], list.items.size());
    return number ? line_of(list.items[*number]) : "";
  }
  const Owner owner = owner_of(scenario, path);
  const sim::Node* entry = owner.entry != nullptr ? file.devices.find(owner.entry->name) : nullptr;
  if (entry == nullptr) return "";
  if (const sim::Node* node = sim::find_path(*entry, owner.below)) return line_of(*node);
  const std::vector<std::string>& names = profiles_of(owner.entry->specs[owner.spec]);
  for (auto name = names.rbegin(); name != names.rend(); ++name) {  // the last one wins
    const Profile* profile = profile_named(*name, scenario.tree->profiles, diagnostics);
    if (profile == nullptr) continue;
    const sim::Node values = values_for(*profile, owner.entry->kind);
    if (const sim::Node* node = sim::find_path(values, owner.below)) return line_of(*node);
  }
  return "default";
}

}  // namespace app
