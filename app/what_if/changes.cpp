#include "app/what_if/changes.hpp"

#include <algorithm>
#include <map>

#include "app/scenario/kinds/spec.hpp"
#include "app/scenario/link_fields.hpp"
#include "app/scenario/setting.hpp"

namespace app {
namespace {

using Kind = SettingChange::Kind;

// Every value by its path, in order.
class Values {
 public:
  void add(const std::string& path, const sim::Node& node) {
    if (node.is_map()) {
      for (const auto& entry : node.entries) {
        add(path.empty() ? entry.key : path + "." + entry.key, entry.value);
      }
    } else if (node.is_list() && std::ranges::any_of(node.items, &sim::Node::is_map)) {
      for (std::size_t i = 0; i < node.items.size(); ++i) {
        add(path + "." + std::to_string(i + 1), node.items[i]);
      }
    } else if (!node.is_null()) {
      if (values_.emplace(path, sim::flow_text(node)).second) order_.push_back(path);
    }
  }
  std::string at(const std::string& path) const {
    const auto found = values_.find(path);
    return found == values_.end() ? "" : found->second;
  }
  const std::vector<std::string>& order() const { return order_; }

 private:
  std::map<std::string, std::string> values_;
  std::vector<std::string> order_;
};

Values values_of(const Spec& spec) {
  Values values;
  values.add("", dump(spec));
  return values;
}

class SettingComparison {
 public:
  SettingComparison(const Scenario& before, const Scenario& after)
      : before_(before), after_(after) {}

  std::vector<SettingChange> all() {
    of_file();
    of_devices();
    of_links();
    of_timeline();
    return std::move(changes_);
  }

 private:
  void of_file() {
    add(Kind::file, "duration", sim::to_text(before_.duration), sim::to_text(after_.duration));
    add(Kind::file, "seed", std::to_string(before_.seed), std::to_string(after_.seed));
  }
  void of_devices() {
    for (const Entry& now : after_.entries) {
      const Entry* was = before_.entry(now.name);
      if (was == nullptr || was->kind != now.kind) {
        add(Kind::device, now.name, was == nullptr ? "" : std::string(kind_word(was->kind)),
            std::string(kind_word(now.kind)));
        continue;
      }
      if (was->count != now.count) {
        add(Kind::setting, now.name + ".count", std::to_string(was->count),
            std::to_string(now.count));
      }
      of_specs(now.name, now.name, was->specs[0], now.specs[0], {});
      for (std::size_t i = 0; i < std::min(was->count, now.count); ++i) of_device(*was, now, i);
    }
    for (const Entry& was : before_.entries) {
      if (after_.entry(was.name) != nullptr) continue;
      add(Kind::device, was.name, std::string(kind_word(was.kind)), "");
    }
  }
  // A device with settings of its own, in one of the two.
  void of_device(const Entry& was, const Entry& now, std::size_t number) {
    const Device& a = before_.devices[was.first + number];
    const Device& b = after_.devices[now.first + number];
    if (a.spec == 0 && b.spec == 0) return;
    of_specs(now.name, b.name, was.specs[a.spec], now.specs[b.spec],
             {&was.specs[0], &now.specs[0]});
  }
  // `common`: what all of the entry have, and has been told.
  struct Common {
    const Spec* before = nullptr;
    const Spec* after = nullptr;
  };
  void of_specs(const std::string& entry, const std::string& owner, const Spec& was,
                const Spec& now, const Common& common) {
    const Values a = values_of(was);
    const Values b = values_of(now);
    const Values common_a = common.before != nullptr ? values_of(*common.before) : Values();
    const Values common_b = common.after != nullptr ? values_of(*common.after) : Values();
    const auto compare = [&](const std::string& key) {
      if (key == "count" || a.at(key) == b.at(key)) return;
      if (entry != owner && a.at(key) == common_a.at(key) && b.at(key) == common_b.at(key)) return;
      add(Kind::setting, owner + "." + key, a.at(key), b.at(key));
    };
    for (const std::string& key : b.order()) compare(key);
    for (const std::string& key : a.order()) {
      if (b.at(key).empty()) compare(key);
    }
  }
  // By their ends; of several with the same ends the first with the first.
  void of_links() {
    std::vector<bool> met(before_.link_specs.size());
    for (std::size_t i = 0; i < after_.link_specs.size(); ++i) {
      const LinkSpec& now = after_.link_specs[i];
      const std::string path = "links." + std::to_string(i + 1);
      std::size_t j = 0;
      while (j < met.size() && (met[j] || before_.link_specs[j].between != now.between)) ++j;
      if (j == met.size()) {
        add(Kind::link, path, "", now.between.value_or(""));
        continue;
      }
      met[j] = true;
      Values a;
      Values b;
      a.add("", sim::dump(before_.link_specs[j]));
      b.add("", sim::dump(now));
      for (const std::string& key : b.order()) {
        add(Kind::setting, path + "." + key, a.at(key), b.at(key),
            "links." + std::to_string(j + 1) + "." + key);
      }
    }
    for (std::size_t j = 0; j < met.size(); ++j) {
      if (met[j]) continue;
      add(Kind::link, "links." + std::to_string(j + 1), before_.link_specs[j].between.value_or(""),
          "");
    }
  }
  // Its items have no names: what one has and the other has not.
  void of_timeline() {
    std::vector<bool> met(before_.timeline.size());
    for (const TimelineEntry& now : after_.timeline) {
      std::size_t j = 0;
      while (j < met.size() && (met[j] || before_.timeline[j].text != now.text ||
                                before_.timeline[j].kind != now.kind)) {
        ++j;
      }
      if (j == met.size()) {
        add(Kind::act, "timeline." + std::to_string(now.number), "", now.text);
      } else {
        met[j] = true;
      }
    }
    for (std::size_t j = 0; j < met.size(); ++j) {
      if (met[j]) continue;
      add(Kind::act, "timeline." + std::to_string(before_.timeline[j].number),
          before_.timeline[j].text, "");
    }
  }
  static std::string_view kind_word(models::NodeKind kind) { return models::kind_word(kind); }

  void add(Kind kind, const std::string& path, const std::string& before, const std::string& after,
           const std::string& path_before = "") {
    if (before == after) return;
    const auto key_of = [](const std::string& full) { return full.substr(full.find('.') + 1); };
    const auto is_alike = [&](const SettingChange& one) {
      if (kind != Kind::setting) return one.kind == kind && one.paths[0] == path;  // a reboot's two
      return one.kind == kind && one.before == before && one.after == after &&
             key_of(one.paths[0]) == key_of(path);
    };
    const auto alike = std::ranges::find_if(changes_, is_alike);
    if (alike != changes_.end()) {
      if (std::ranges::find(alike->paths, path) == alike->paths.end()) alike->paths.push_back(path);
      return;
    }
    const auto place = [](const Scenario& scenario, const std::string& where) {
      return place_of(scenario, where);
    };
    changes_.push_back(
        {.kind = kind,
         .paths = {path},
         .before = before,
         .after = after,
         .place_before = before.empty() && kind != Kind::setting
                             ? ""
                             : place(before_, path_before.empty() ? path : path_before),
         .place_after = after.empty() && kind != Kind::setting ? "" : place(after_, path)});
  }

  const Scenario& before_;
  const Scenario& after_;
  std::vector<SettingChange> changes_;
};

}  // namespace

std::vector<SettingChange> setting_changes(const Scenario& before, const Scenario& after) {
  return SettingComparison(before, after).all();
}

}  // namespace app
