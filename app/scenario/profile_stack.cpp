#include "app/scenario/profile_stack.hpp"

#include <algorithm>
#include <set>

#include "app/scenario/parts.hpp"
#include "app/scenario/source_tree.hpp"

namespace app {
namespace {

// The words of `profile:`, which is one or a list. What is neither, its reader complains about.
std::vector<sim::Node> words_of(const sim::Node* profile) {
  if (profile == nullptr) return {};
  if (profile->is_scalar()) return {*profile};
  std::vector<sim::Node> words = profile->items;
  std::erase_if(words, [](const sim::Node& word) { return !word.is_scalar(); });
  return words;
}

// "a" or "[a, b]".
sim::Node node_of(const sim::Assignment& set) {
  std::string_view text = set.value;
  if (!text.starts_with('[') || !text.ends_with(']')) {
    return sim::Node::scalar(set.value, set.value_at);
  }
  text = text.substr(1, text.size() - 2);
  sim::Node list = sim::Node::list(set.value_at);
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(','));
    text.remove_prefix(std::min(text.size(), word.size() + 1));
    const auto first = std::min(word.find_first_not_of(' '), word.size());
    const auto last = word.find_last_not_of(' ') + 1;
    list.items.push_back(
        sim::Node::scalar(std::string(word.substr(first, last - first)), set.value_at));
  }
  return list;
}

std::vector<std::string> all_names(const std::vector<Profile>& own) {
  std::vector<std::string> names = profile_names();
  for (const Profile& profile : own) names.push_back(profile.name);
  return names;
}

// Null after a complaint, and for a profile that was complained about.
const Profile* suiting(const sim::Node& word, models::NodeKind kind,
                       const std::vector<Profile>& own, sim::Diagnostics& diagnostics) {
  const auto names = all_names(own);
  if (std::ranges::find(names, word.text) == names.end()) {
    diagnostics.error(word.at, unknown("profile", word.text, names));
    return nullptr;
  }
  const Profile* profile = profile_named(word.text, own, diagnostics);
  if (profile == nullptr || profile->kind.empty()) return nullptr;
  if (suits(*profile, kind)) return profile;
  diagnostics.error(word.at, "profile '" + profile->name + "' is for a " + profile->kind +
                                 ", this is a " +
                                 std::string(models::kind_word(kind)));
  return nullptr;
}

}  // namespace

const std::vector<std::string>& profiles_of(const Spec& spec) {
  return std::visit(
      [](const auto& s) -> const std::vector<std::string>& { return s.profile.values; }, spec);
}

const Profile* profile_named(const std::string& name, const std::vector<Profile>& own,
                             sim::Diagnostics& diagnostics) {
  const auto found = std::ranges::find(own, name, &Profile::name);
  return found != own.end() ? &*found : read_profile(name, diagnostics);
}

sim::Node with_profiles(const sim::Node& entry, models::NodeKind kind,
                        const std::vector<Profile>& own, sim::Diagnostics& diagnostics) {
  sim::Node merged = sim::Node::map(entry.at);
  std::set<std::string> earlier;
  for (const sim::Node& word : words_of(entry.find("profile"))) {
    if (!earlier.insert(word.text).second) {
      diagnostics.error(word.at, "profile '" + word.text + "' stands here twice");
      continue;
    }
    const Profile* profile = suiting(word, kind, own, diagnostics);
    if (profile != nullptr) merged = sim::overlay(std::move(merged), values_for(*profile, kind));
  }
  return sim::overlay(std::move(merged), entry);
}

void set_profiles(sim::Node& entry, const sim::Assignment& set) {
  if (sim::Node* profile = entry.find("profile")) {
    *profile = node_of(set);
  } else if (entry.is_map()) {
    entry.entries.push_back({"profile", set.value_at, node_of(set)});
  }
}

void warn_of_unused_profiles(const Scenario& scenario, sim::Diagnostics& diagnostics) {
  std::set<std::string> used;
  const auto use = [&](const sim::Node* profile) {
    for (const sim::Node& word : words_of(profile)) used.insert(word.text);
  };
  const auto use_all = [&](const std::vector<sim::Assignment>& sets) {
    for (const sim::Assignment& set : sets) {
      if (set.pieces.size() < 2 || set.pieces[1] != "profile") continue;
      const sim::Node node = node_of(set);
      use(&node);
    }
  };
  for (const auto& entry : scenario.tree->file.devices.entries) use(entry.value.find("profile"));
  use_all(scenario.sets);
  for (const Remedy& remedy : scenario.remedies) use_all(remedy.sets);
  for (const Profile& profile : scenario.tree->profiles) {
    if (used.contains(profile.name)) continue;
    diagnostics.warning(profile.at, "no device uses profile '" + profile.name + "'");
  }
}

}  // namespace app
