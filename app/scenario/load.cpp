// The file as a whole: its sections in the order in which they need each other.
#include <algorithm>

#include "app/migrate/migrate.hpp"
#include "app/scenario/idle.hpp"
#include "app/scenario/load_acts.hpp"
#include "app/scenario/parts.hpp"
#include "app/scenario/profile_stack.hpp"
#include "app/scenario/source_tree.hpp"
#include "sim/schema/document.hpp"
#include "sim/schema/reader.hpp"

namespace app {
namespace {

void load_begin(const ScenarioFile& file, Scenario& scenario, sim::Diagnostics& diagnostics) {
  if (!file.begins) return;
  const auto begins = parse_wall_time(file.begins->value);
  if (begins) {
    scenario.begins = *begins;
  } else {
    diagnostics.error(file.begins->at, "'" + file.begins->value +
                                           "' is not a date and time, such as 2012-03-01 08:00:00");
  }
}

// Devices and links; the rest of the file speaks of them.
void load_network(Scenario& scenario, sim::Diagnostics& diagnostics) {
  const ScenarioFile& file = scenario.tree->file;
  std::vector<std::string> own;  // devices that the timeline changes one by one
  if (file.timeline) {
    for (const sim::Node& item : file.timeline->items) {
      const sim::Node* set = item.find("set");
      if (set == nullptr) continue;
      for (const auto& entry : set->entries)
        own.push_back(entry.key.substr(0, entry.key.find('.')));
    }
  }
  load_devices(file.devices, own, scenario, diagnostics);
  if (!scenario.entries.empty() && !file.links.is_null())
    load_links(file.links, scenario, diagnostics);
}

void load_checks(const ScenarioFile& file, Scenario& scenario, sim::Diagnostics& diagnostics) {
  if (file.expect && !file.expect->is_list()) {
    diagnostics.error(file.expect->at, "expect: a list, such as - {that: phone.losses, is: 0}");
  } else if (file.expect) {
    for (const sim::Node& item : file.expect->items) {
      if (auto read = read_expectation(item, scenario, diagnostics)) {
        scenario.expectations.edit().push_back(std::move(*read));
      }
    }
  }
  if (file.remedies) load_remedies(*file.remedies, scenario, diagnostics);
}

// Behind the timeline's own.
void append_acts(sim::Node& root, const std::vector<sim::Node>& acts) {
  if (acts.empty()) return;
  sim::Node* timeline = root.find("timeline");
  if (timeline == nullptr) {
    root.entries.push_back({"timeline", root.at, sim::Node::list(root.at)});
    timeline = &root.entries.back().value;
  }
  if (timeline->is_null()) *timeline = sim::Node::list(timeline->at);
  for (const sim::Node& act : acts) timeline->items.push_back(act);
}

}  // namespace

std::optional<SourceText> read_source(const std::string& path, sim::Diagnostics& diagnostics) {
  auto text = sim::read_file(path, diagnostics);
  if (!text) return std::nullopt;
  return SourceText{path, std::move(*text)};
}

const std::string& Scenario::text() const { return tree->source->text; }

std::vector<sim::Assignment> joined(std::vector<sim::Assignment> sets,
                                    const std::vector<sim::Assignment>& more) {
  for (const sim::Assignment& set : more) {
    const auto same = std::ranges::find(sets, set.pieces, &sim::Assignment::pieces);
    if (same == sets.end()) {
      sets.push_back(set);
    } else {
      *same = set;
    }
  }
  return sets;
}

Scenario load_tree(const std::shared_ptr<const SourceTree>& tree,
                   const std::vector<sim::Assignment>& sets, sim::Diagnostics& diagnostics) {
  const ScenarioFile& file = tree->file;
  Scenario scenario;
  scenario.tree = tree;
  scenario.sets = joined({}, sets);
  scenario.path = tree->source->name;
  scenario.title = file.title;
  scenario.source = file.source;
  scenario.duration = file.duration;
  scenario.seed = file.seed;
  load_begin(file, scenario, diagnostics);
  if (file.devices.is_null()) return scenario;
  load_network(scenario, diagnostics);
  if (file.timeline && !scenario.entries.empty())
    load_timeline(*file.timeline, scenario, diagnostics);
  return scenario;
}

std::optional<Scenario> load(const SourceText& source, const std::vector<sim::Assignment>& sets,
                             sim::Diagnostics& diagnostics) {
  return load_with_acts(source, sets, {}, diagnostics);
}

std::optional<Scenario> load_with_acts(const SourceText& source,
                                       const std::vector<sim::Assignment>& sets,
                                       const std::vector<sim::Node>& acts,
                                       sim::Diagnostics& diagnostics) {
  auto root = sim::parse_yaml(source.text, source.path, diagnostics);
  if (!root) return std::nullopt;
  if (const sim::Node* sealed = root->find("sealed_lab")) {
    diagnostics.error(sealed->at, "a sealed lab shows what it is only to: fastbusy lab open");
    return std::nullopt;
  }
  if (!to_present_format(*root, source.path, diagnostics)) return std::nullopt;
  append_acts(*root, acts);
  const auto tree = std::make_shared<SourceTree>();
  tree->source = diagnostics.source_of(root->at);
  sim::read(*root, tree->file, diagnostics);
  if (tree->file.profiles) {
    tree->profiles = read_own_profiles(*tree->file.profiles, diagnostics);
  }
  Scenario scenario = load_tree(tree, sets, diagnostics);
  if (!scenario.entries.empty()) load_checks(tree->file, scenario, diagnostics);
  const bool has_network = diagnostics.ok();
  if (has_network) {
    follow_timeline(scenario, diagnostics);
  } else {  // no network to try them on, but their paths can be checked
    for (const TimelineEntry& entry : scenario.timeline) {
      check_sets(entry.sets, scenario, diagnostics);
    }
  }
  if (has_network && diagnostics.ok()) {
    follow_remedies(scenario, diagnostics);
  } else {
    for (const Remedy& remedy : scenario.remedies) check_sets(remedy.sets, scenario, diagnostics);
  }
  warn_of_unused_profiles(scenario, diagnostics);
  if (!diagnostics.ok()) return std::nullopt;
  check_plausible(scenario, diagnostics);
  warn_of_idle(scenario, diagnostics);
  return scenario;
}

}  // namespace app
