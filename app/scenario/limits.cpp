#include "app/scenario/limits.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "app/scenario/idle.hpp"
#include "app/scenario/profile_stack.hpp"
#include "app/scenario/source_tree.hpp"

namespace app {
namespace {

bool begins_with(const std::vector<std::string>& pieces, const std::vector<std::string>& head) {
  return pieces.size() >= head.size() && std::equal(head.begin(), head.end(), pieces.begin());
}

class Finder {
 public:
  explicit Finder(const Scenario& scenario) : scenario_(scenario) {}

  std::vector<Assumption> find() {
    for (const Entry& entry : scenario_.entries) {
      if (entry.count != 0) of_entry(entry);
    }
    return std::move(found_);
  }

 private:
  void of_entry(const Entry& entry) {
    sim::Diagnostics ignored;  // they were complained about when the file was read
    const sim::Node* own = scenario_.tree->file.devices.find(entry.name);
    const auto& names = profiles_of(entry.specs[0]);
    for (std::size_t i = 0; i < names.size(); ++i) {
      const Profile* profile = profile_named(names[i], scenario_.tree->profiles, ignored);
      if (profile == nullptr) continue;
      const sim::Node values = values_for(*profile, entry.kind);
      for (const AssumedValue& value : profile->assumed) {
        if (sim::find_path(values, value.key) == nullptr) continue;
        if (own != nullptr && sim::find_path(*own, value.key) != nullptr) continue;
        if (is_covered(names, i, value, entry) || is_set(entry, value)) continue;
        if (!idle_because(scenario_, entry.specs[0], value.key).empty()) continue;
        add(names[i], value, entry.name);
      }
    }
  }
  // By a later profile.
  bool is_covered(const std::vector<std::string>& names, std::size_t i, const AssumedValue& value,
                  const Entry& entry) const {
    sim::Diagnostics ignored;
    for (std::size_t j = i + 1; j < names.size(); ++j) {
      const Profile* later = profile_named(names[j], scenario_.tree->profiles, ignored);
      if (later == nullptr) continue;
      if (sim::find_path(values_for(*later, entry.kind), value.key) != nullptr) return true;
    }
    return false;
  }
  bool is_set(const Entry& entry, const AssumedValue& value) const {
    std::vector<std::string> path{entry.name};
    path.insert(path.end(), value.key.begin(), value.key.end());
    return std::ranges::any_of(
        scenario_.sets, [&](const sim::Assignment& set) { return begins_with(set.pieces, path); });
  }
  void add(const std::string& profile, const AssumedValue& value, const std::string& entry) {
    std::string key;
    for (const std::string& piece : value.key) key += (key.empty() ? "" : ".") + piece;
    const auto [place, is_new] = places_.emplace(std::pair{profile, key}, found_.size());
    if (is_new) found_.push_back({.profile = profile, .key = key, .value = value, .paths = {}});
    found_[place->second].paths.push_back(entry + "." + key);
  }

  const Scenario& scenario_;
  std::vector<Assumption> found_;
  std::map<std::pair<std::string, std::string>, std::size_t> places_;
};

}  // namespace

std::vector<Assumption> assumptions_of(const Scenario& scenario) { return Finder(scenario).find(); }

std::vector<LimitList> limits_of(const Scenario& scenario, sim::Diagnostics& diagnostics) {
  std::set<models::NodeKind> kinds;
  std::set<std::string> profiles;
  for (const Entry& entry : scenario.entries) {
    if (entry.count == 0) continue;
    kinds.insert(entry.kind);
    for (const std::string& name : profiles_of(entry.specs[0])) profiles.insert(name);
  }
  std::vector<LimitList> lists;
  for (const models::NodeKind kind : kinds) {
    const std::string word(models::kind_word(kind));
    lists.push_back({word, limits_of_kind(word, diagnostics)});
  }
  for (const std::string& name : profiles) {
    const Profile* profile = profile_named(name, scenario.tree->profiles, diagnostics);
    if (profile == nullptr || profile->not_modelled.empty()) continue;
    lists.push_back({"profile " + name, profile->not_modelled});
  }
  return lists;
}

}  // namespace app
