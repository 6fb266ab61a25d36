// The file as a whole: its sections in the order in which they need each other.
#include "app/migrate/migrate.hpp"
#include "app/scenario/file_spec.hpp"
#include "app/scenario/parts.hpp"
#include "sim/schema/document.hpp"
#include "sim/schema/reader.hpp"

namespace app {
std::string unknown(std::string_view what, std::string_view word,
                    const std::vector<std::string>& known) {
  std::string text = "unknown " + std::string(what) + " '" + std::string(word) + "'";
  const std::vector<std::string_view> views(known.begin(), known.end());
  if (const auto near = sim::nearest(word, views); !near.empty()) {
    return text + "; did you mean '" + std::string(near) + "'?";
  }
  for (const std::string& candidate : known) {
    if (candidate.starts_with(word)) return text + "; did you mean '" + candidate + "'?";
  }
  if (known.empty() || known.size() > 12) return text;
  text += "; there is ";
  for (std::size_t i = 0; i < known.size(); ++i) text += (i == 0 ? "" : ", ") + known[i];
  return text;
}

const Entry* Scenario::entry(std::string_view name) const {
  for (const Entry& entry : entries) {
    if (entry.name == name) return &entry;
  }
  return nullptr;
}

std::optional<std::size_t> Scenario::device(std::string_view name) const {
  const auto found = by_name.find(name);
  if (found == by_name.end()) return std::nullopt;
  return found->second;
}

std::string unknown_device(std::string_view word, const Scenario& scenario) {
  std::vector<std::string> words;
  for (const Entry& entry : scenario.entries) {
    words.push_back(entry.name);
    const std::size_t digits = word.find_last_not_of("0123456789") + 1;
    if (entry.counted && digits < word.size() && word.substr(0, digits) == entry.name) {
      return "there are " + entry.name + "1 to " + entry.name + std::to_string(entry.count) +
             ", but no " + std::string(word);
    }
  }
  return unknown("device", word, words);
}

std::vector<std::string> servers(const Scenario& scenario) {
  std::vector<std::string> names;
  for (const Device& device : scenario.devices) {
    if (is_server(scenario.entries[device.entry].kind)) names.push_back(device.name);
  }
  return names;
}

std::vector<std::string> servers_for(models::NodeKind phone, const Scenario& scenario) {
  const auto wanted =
      phone == models::NodeKind::sip_phone ? models::NodeKind::pbx : models::NodeKind::call_server;
  std::vector<std::string> names;
  for (const Device& device : scenario.devices) {
    if (scenario.entries[device.entry].kind == wanted) names.push_back(device.name);
  }
  return names;
}

std::string_view kind_of_server(models::NodeKind phone) {
  return phone == models::NodeKind::sip_phone ? "PBX" : "call server";
}

std::vector<std::size_t> devices_named(const std::string& word, sim::Position at,
                                       const Scenario& scenario, sim::Diagnostics& diagnostics) {
  std::vector<std::size_t> devices;
  if (const Entry* entry = scenario.entry(word)) {
    for (std::size_t i = 0; i < entry->count; ++i) devices.push_back(entry->first + i);
  } else if (const auto device = scenario.device(word)) {
    devices.push_back(*device);
  } else {
    diagnostics.error(at, unknown_device(word, scenario));
  }
  return devices;
}

std::optional<SourceText> read_source(const std::string& path, sim::Diagnostics& diagnostics) {
  auto text = sim::read_file(path, diagnostics);
  if (!text) return std::nullopt;
  return SourceText{path, std::move(*text)};
}

namespace {

// Devices and links; the timeline, expectations and remedies speak of them.
void load_network(const ScenarioFile& file, const std::vector<sim::Assignment>& sets,
                  Scenario& scenario, sim::Diagnostics& diagnostics) {
  std::vector<std::string> own;  // devices that the timeline changes one by one
  if (file.timeline) {
    for (const sim::Node& item : file.timeline->items) {
      const sim::Node* set = item.find("set");
      if (set == nullptr) continue;
      for (const auto& entry : set->entries)
        own.push_back(entry.key.substr(0, entry.key.find('.')));
    }
  }
  scenario.duration = file.duration;
  load_devices(file.devices, sets, own, scenario, diagnostics);
  if (!file.links.is_null()) load_links(file.links, sets, scenario, diagnostics);
}

void load_checks(const ScenarioFile& file, Scenario& scenario, sim::Diagnostics& diagnostics) {
  if (file.timeline) load_timeline(*file.timeline, scenario, diagnostics);
  if (file.expect && !file.expect->is_list()) {
    diagnostics.error(file.expect->at, "expect: a list, such as - {that: phone.losses, is: 0}");
  } else if (file.expect) {
    for (const sim::Node& item : file.expect->items) {
      if (auto read = read_expectation(item, scenario, diagnostics)) {
        scenario.expectations.push_back(std::move(*read));
      }
    }
  }
  if (file.remedies) load_remedies(*file.remedies, scenario, diagnostics);
}

// Would the file be right with these changes, too?
void try_sets(const ScenarioFile& file, const std::vector<sim::Assignment>& sets,
              sim::Diagnostics& diagnostics) {
  Scenario changed;
  load_network(file, sets, changed, diagnostics);
}

}  // namespace

std::vector<sim::Assignment> joined(std::vector<sim::Assignment> sets,
                                    const std::vector<sim::Assignment>& more) {
  sets.insert(sets.end(), more.begin(), more.end());
  return sets;
}

std::optional<Scenario> load(const SourceText& source, const std::vector<sim::Assignment>& sets,
                             sim::Diagnostics& diagnostics) {
  auto root = sim::parse_yaml(source.text, source.path, diagnostics);
  if (!root || !to_present_format(*root, source.path, diagnostics)) return std::nullopt;
  ScenarioFile file;
  sim::read(*root, file, diagnostics);
  Scenario scenario;
  scenario.path = source.path;
  scenario.title = file.title;
  scenario.source = file.source;
  scenario.seed = file.seed;
  if (file.begins) {
    const auto begins = parse_wall_time(file.begins->value);
    if (begins) scenario.begins = *begins;
    if (!begins) {
      diagnostics.error(file.begins->at, "'" + file.begins->value +
                                             "' is not a date and time, such as 2012-03-01 "
                                             "08:00:00");
    }
  }
  if (!file.devices.is_null()) {
    load_network(file, sets, scenario, diagnostics);
    load_checks(file, scenario, diagnostics);
    const bool good = diagnostics.ok();
    std::vector<sim::Assignment> until = sets;
    for (const TimelineEntry& entry : scenario.timeline) {
      if (!good) check_sets(entry.sets, scenario, diagnostics);
      if (!good || entry.sets.empty()) continue;
      until = joined(until, entry.sets);
      try_sets(file, until, diagnostics);
    }
    for (const Remedy& remedy : scenario.remedies) {
      if (!good) check_sets(remedy.sets, scenario, diagnostics);
      if (good) try_sets(file, joined(sets, remedy.sets), diagnostics);
    }
  }
  if (!diagnostics.ok()) return std::nullopt;
  return scenario;
}

}  // namespace app
