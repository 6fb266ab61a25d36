#include "app/lab/lab.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/lab/lab_fields.hpp"
#include "app/lab/seal.hpp"
#include "app/scenario/load_acts.hpp"
#include "app/what_if/globs.hpp"
#include "sim/schema/document.hpp"
#include "sim/schema/reader.hpp"

namespace app {
namespace {

Texts read_texts(const sim::Node& node, sim::Diagnostics& diagnostics) {
  Texts texts;
  if (!node.is_map()) {
    diagnostics.error(node.at, "texts by language: {en: ..., de: ...}");
    return texts;
  }
  for (const auto& [language, at, value] : node.entries) {
    if (language == "cost") continue;  // of a hint
    if (language.size() != 2 || !value.is_scalar()) {
      diagnostics.error(at, "a language is two letters, such as en, and its text one string");
      continue;
    }
    texts.by_language.emplace_back(language, value.text);
  }
  if (texts.by_language.empty()) diagnostics.error(node.at, "a text, such as {en: ...}");
  return texts;
}

std::vector<LabSetting> read_settings(const std::optional<sim::Node>& node,
                                      sim::Diagnostics& diagnostics) {
  std::vector<LabSetting> settings;
  if (!node) return settings;
  if (!node->is_map()) {
    diagnostics.error(node->at, "set: a map of paths and values, such as {sw1.mac_aging: 1h}");
    return settings;
  }
  for (const auto& entry : node->entries) {
    settings.push_back({entry.key, sim::flow_text(entry.value)});
  }
  return settings;
}

std::vector<sim::Node> read_items(const std::optional<sim::Node>& node, std::string_view what,
                                  sim::Diagnostics& diagnostics) {
  if (!node) return {};
  if (node->is_list()) return node->items;
  diagnostics.error(node->at, std::string(what) + ": a list");
  return {};
}

std::string act_text(const sim::Node& item) {
  std::string text = "{";
  for (const auto& [key, at, value] : item.entries) {
    text += text.size() > 1 ? ", " : "";
    if (!value.is_map()) {
      text += key + ": " + yaml_quoted(sim::flow_text(value));
      continue;
    }
    text += key + ": {";
    for (const auto& inner : value.entries) {
      text += (text.ends_with('{') ? "" : ", ") + yaml_quoted(inner.key) + ": " +
              yaml_quoted(sim::flow_text(inner.value));
    }
    text += "}";
  }
  return text + "}";
}

std::vector<LabExample> read_examples(const std::optional<sim::Node>& node, std::string_view what,
                                      sim::Diagnostics& diagnostics) {
  std::vector<LabExample> examples;
  for (const sim::Node& item : read_items(node, what, diagnostics)) {
    LabChangeSpec spec;
    if (!sim::read(item, spec, diagnostics)) continue;
    LabExample example;
    example.changes.sets = read_settings(spec.set, diagnostics);
    for (const sim::Node& act : read_items(spec.acts, "do", diagnostics)) {
      example.changes.acts.push_back(act_text(act));
    }
    example.why.by_language = {{"en", spec.en}, {"de", spec.de}};
    examples.push_back(std::move(example));
  }
  return examples;
}

std::vector<LabHint> read_hints(const std::optional<sim::Node>& node,
                                sim::Diagnostics& diagnostics) {
  std::vector<LabHint> hints;
  for (const sim::Node& item : read_items(node, "hints", diagnostics)) {
    LabHint hint{.text = read_texts(item, diagnostics), .cost = 10};
    if (const sim::Node* cost = item.find("cost")) {
      if (!sim::read(*cost, hint.cost, diagnostics)) continue;
      hint.cost = std::clamp(hint.cost, 0, 100);
    }
    hints.push_back(std::move(hint));
  }
  return hints;
}

std::vector<LabVariation> read_variations(const std::optional<sim::Node>& node,
                                          sim::Diagnostics& diagnostics) {
  // Where nothing is said: other dice, and calls at other times.
  if (!node) {
    return {{.seed = 2, .shift_calls = std::chrono::seconds(37)},
            {.seed = 3, .shift_calls = std::chrono::seconds(211)}};
  }
  std::vector<LabVariation> variations;
  for (const sim::Node& item : read_items(node, "variations", diagnostics)) {
    LabVariationSpec spec;
    if (!sim::read(item, spec, diagnostics)) continue;
    variations.push_back({spec.seed, spec.shift_calls, read_settings(spec.set, diagnostics)});
  }
  return variations;
}

std::optional<Lab> read_open_lab(const SourceText& source, const sim::Node& node,
                                 sim::Diagnostics& diagnostics) {
  LabSpec spec;
  if (!sim::read(node, spec, diagnostics)) return std::nullopt;
  Lab lab;
  lab.source = source;
  lab.ticket = read_texts(spec.ticket, diagnostics);
  LabFaultsSpec faults;
  if (spec.faults && sim::read(*spec.faults, faults, diagnostics)) {
    lab.faults = read_settings(faults.set, diagnostics);
    lab.fault_acts = read_items(faults.timeline, "timeline", diagnostics);
  }
  lab.may_look = spec.may_look;
  lab.may_change = spec.may_change;
  lab.may_act = spec.may_act;
  lab.keep = spec.keep;
  lab.hints = read_hints(spec.hints, diagnostics);
  lab.budget = spec.budget;
  lab.objectives = read_items(spec.objectives, "objectives", diagnostics);
  lab.variations = read_variations(spec.variations, diagnostics);
  lab.repairs = read_examples(spec.repairs, "repairs", diagnostics);
  lab.wrong = read_examples(spec.wrong, "wrong", diagnostics);
  if (lab.objectives.empty()) diagnostics.error(node.at, "objectives: at least one fact");
  if (!diagnostics.ok()) return std::nullopt;
  if (const auto network = lab_network(lab, {}, nullptr, diagnostics)) {
    if (lab.budget == Duration{}) lab.budget = network->duration;
    lab.budget = std::min(lab.budget, network->duration);
  }
  return diagnostics.ok() ? std::optional(std::move(lab)) : std::nullopt;
}

std::vector<sim::Assignment> assignments(const std::vector<LabSetting>& settings,
                                         sim::Diagnostics& diagnostics) {
  std::vector<sim::Assignment> all;
  for (const LabSetting& one : settings) {
    if (auto set = sim::parse_assignment("set", one.path + "=" + one.value, diagnostics)) {
      all.push_back(std::move(*set));
    }
  }
  return all;
}

// The faults' timeline without what the change sets.
std::vector<sim::Node> fault_acts_under(const Lab& lab, const LabChanges& changes) {
  std::vector<sim::Node> acts = lab.fault_acts;
  for (sim::Node& act : acts) {
    sim::Node* set = act.find("set");
    if (set == nullptr) continue;
    std::erase_if(set->entries, [&](const sim::Node::Entry& entry) {
      return std::ranges::find(changes.sets, entry.key, &LabSetting::path) != changes.sets.end();
    });
  }
  std::erase_if(acts, [](const sim::Node& act) {
    const sim::Node* set = act.find("set");
    return set != nullptr && set->entries.empty();
  });
  return acts;
}

void shift_calls(Scenario& scenario, Duration by) {
  for (TimelineEntry& entry : scenario.timeline.edit()) {
    if (entry.kind != TimelineEntry::Kind::call) continue;
    entry.at = std::min(entry.at + by, Time{} + scenario.duration);
  }
  std::ranges::stable_sort(scenario.timeline.edit(), {}, &TimelineEntry::at);
}

}  // namespace

const std::string& Texts::in(const std::string& language) const {
  static const std::string none;
  for (const auto& [name, text] : by_language) {
    if (name == language && !text.empty()) return text;
  }
  return by_language.empty() ? none : by_language.front().second;
}

bool fits_any(const std::vector<std::string>& patterns, const std::string& text) {
  return std::ranges::any_of(patterns,
                             [&](const std::string& pattern) { return fits(pattern, text); });
}

std::string yaml_quoted(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    if (static_cast<unsigned char>(c) >= 0x20) result += c;
  }
  return result + "\"";
}

std::optional<Lab> read_lab(const SourceText& source, sim::Diagnostics& diagnostics) {
  const auto root = sim::parse_yaml(source.text, source.path, diagnostics);
  if (!root || !diagnostics.ok()) return std::nullopt;
  if (root->find("sealed_lab") == nullptr) {
    const sim::Node* lab = root->find("lab");
    if (lab != nullptr) return read_open_lab(source, *lab, diagnostics);
    diagnostics.error_in_file(source.path,
                              "this is no lab: `lab:` is missing; fastbusy lab new "
                              "makes one of a scenario");
    return std::nullopt;
  }
  SealedSpec spec;
  if (!sim::read(*root, spec, diagnostics)) return std::nullopt;
  auto text = unseal(spec.sealed.text);
  if (!text) {
    diagnostics.error_in_file(source.path, "the seal is broken: the file was changed");
    return std::nullopt;
  }
  sim::Diagnostics within;  // whose complaints would tell what is sealed
  const auto opened = sim::parse_yaml(*text, source.path, within);
  const sim::Node* lab = opened ? opened->find("lab") : nullptr;
  auto read =
      lab == nullptr ? std::nullopt : read_open_lab({source.path, std::move(*text)}, *lab, within);
  if (!read) diagnostics.error_in_file(source.path, "what is sealed cannot be read any more");
  if (read) read->was_sealed = true;
  return read;
}

std::optional<Scenario> lab_network(const Lab& lab, const LabChanges& changes,
                                    const LabVariation* variation, sim::Diagnostics& diagnostics) {
  std::vector<sim::Assignment> sets = assignments(lab.faults, diagnostics);
  if (variation != nullptr) sets = joined(sets, assignments(variation->sets, diagnostics));
  sets = joined(sets, assignments(changes.sets, diagnostics));
  std::vector<sim::Node> acts = fault_acts_under(lab, changes);
  for (const std::string& text : changes.acts) {
    auto act = sim::parse_yaml(text, "act", diagnostics);
    if (act) acts.push_back(std::move(*act));
  }
  if (!diagnostics.ok()) return std::nullopt;
  auto scenario = load_with_acts(lab.source, sets, acts, diagnostics);
  if (!scenario) return std::nullopt;
  scenario->expectations = {};
  scenario->remedies = {};
  for (const sim::Node& objective : lab.objectives) {
    if (auto read = read_expectation(objective, *scenario, diagnostics)) {
      scenario->expectations.edit().push_back(std::move(*read));
    }
  }
  if (variation != nullptr) {
    scenario->seed = variation->seed;
    if (variation->shift_calls > Duration{}) shift_calls(*scenario, variation->shift_calls);
  }
  return diagnostics.ok() ? std::move(scenario) : std::nullopt;
}

}  // namespace app
