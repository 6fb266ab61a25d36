#include "app/proof/leaves.hpp"

#include <algorithm>
#include <array>

#include "app/scenario/kinds/spec.hpp"
#include "app/scenario/link_fields.hpp"
#include "app/scenario/setting.hpp"
#include "app/scenario/source_tree.hpp"
#include "sim/schema/members.hpp"

namespace app {
namespace {

// With these it would be another device, or only look otherwise.
constexpr std::array<std::string_view, 13> other_device{
    "kind",       "profile",   "count",   "start",    "start_spread", "registrar", "protocol",
    "user_agent", "discovery", "display", "imported", "between",      "runs_on"};

class Walk {
 public:
  Walk(const Scenario& scenario, std::size_t owner, std::vector<Leaf>& leaves)
      : scenario_(scenario), owner_(owner), leaves_(leaves) {}

  void go(const std::string& path, const std::string& key, const sim::Shape& shape,
          const sim::Node* preset, const sim::Node* value, const sim::Node* written) {
    using Kind = sim::Shape::Kind;
    if (shape.kind == Kind::section) {
      for (const sim::Shape::Key& one : shape.keys) {
        const bool is_choice = one.shape.kind == Kind::choice;  // dhcp.registrar is a name
        if (std::ranges::find(other_device, one.name) != other_device.end() &&
            (one.name != "registrar" || is_choice)) {
          continue;
        }
        const std::string name(one.name);
        go(path + "." + name, name, one.shape, &one.preset, below(value, name),
           below(written, name));
      }
    } else if (shape.kind == Kind::list) {
      if (value == nullptr || !value->is_list() || shape.of.empty()) return;
      for (std::size_t i = 0; i < value->items.size(); ++i) {
        const sim::Node* item =
            written != nullptr && written->is_list() && i < written->items.size()
                ? &written->items[i]
                : nullptr;
        go(path + "." + std::to_string(i + 1), key, shape.of[0], nullptr, &value->items[i], item);
      }
    } else if (shape.kind != Kind::raw && shape.kind != Kind::named && shape.kind != Kind::one_of) {
      leaves_.push_back({.path = path,
                         .key = key,
                         .shape = &shape,
                         .value = text_of(value),
                         .preset = text_of(preset),
                         .is_written = written != nullptr || is_set(path),
                         .owner = owner_});
    }
  }

 private:
  static const sim::Node* below(const sim::Node* node, const std::string& key) {
    return node != nullptr ? node->find(key) : nullptr;
  }
  static std::string text_of(const sim::Node* node) {
    return node != nullptr && node->is_scalar() ? node->text : "";
  }
  bool is_set(const std::string& path) const {
    const auto is_it = [&](const sim::Assignment& set) { return sim::path_of(set) == path; };
    return std::ranges::any_of(scenario_.sets, is_it) ||
           std::ranges::any_of(scenario_.timeline, [&](const TimelineEntry& entry) {
             return std::ranges::any_of(entry.sets, is_it);
           });
  }

  const Scenario& scenario_;
  std::size_t owner_;
  std::vector<Leaf>& leaves_;
};

}  // namespace

std::vector<Leaf> leaves_of_device(const Scenario& scenario, std::size_t device) {
  const Device& own = scenario.devices[device];
  const Entry& entry = scenario.entries[own.entry];
  const std::string name = own.spec == 0 ? entry.name : own.name;
  const sim::Node value = dump(entry.specs[own.spec]);
  std::vector<Leaf> leaves;
  Walk(scenario, device, leaves)
      .go(name, name, shape_of(entry.kind), nullptr, &value,
          scenario.tree->file.devices.find(entry.name));
  return leaves;
}

std::vector<Leaf> leaves_of_link(const Scenario& scenario, std::size_t entry) {
  static const sim::Shape shape = sim::shape_of<LinkSpec>();
  const sim::Node value = sim::dump(scenario.link_specs[entry]);
  std::size_t owner = 0;
  for (const LinkPlan& link : scenario.links) {
    if (link.entry == entry) owner = link.a;
  }
  std::vector<Leaf> leaves;
  const auto& items = scenario.tree->file.links.items;
  Walk(scenario, owner, leaves)
      .go("links." + std::to_string(entry + 1), "links", shape, nullptr, &value,
          entry < items.size() ? &items[entry] : nullptr);
  return leaves;
}

}  // namespace app
