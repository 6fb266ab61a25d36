#include "tests/decoy_ways.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "app/scenario/kinds/spec.hpp"
#include "bench/causes/edit.hpp"
#include "sim/schema/document.hpp"

namespace tests {
namespace {

using sim::Node;

Node parsed(const std::string& text) {
  sim::Diagnostics diagnostics;
  return *sim::parse_yaml(text, "decoys", diagnostics);
}

// Ports with nothing in them, the highest first; none of a counted entry, which has several.
std::vector<int> free_ports(const app::Scenario& scenario, const app::Entry& entry) {
  if (entry.count != 1) return {};
  std::set<int> taken;
  for (const app::LinkPlan& link : scenario.links) {
    if (link.a == entry.first) taken.insert(link.port_a + 1);
    if (link.b == entry.first) taken.insert(link.port_b + 1);
  }
  int last = 64;  // of a router
  if (const auto* one = std::get_if<app::SwitchSpec>(&entry.specs[0])) last = one->ports;
  std::vector<int> free;
  for (int port = last; port > 0; --port) {
    if (!taken.contains(port)) free.push_back(port);
  }
  return free;
}

template <class Spec>
std::vector<const app::Entry*> entries_of(const app::Scenario& scenario) {
  std::vector<const app::Entry*> found;
  for (const app::Entry& entry : scenario.entries) {
    if (std::holds_alternative<Spec>(entry.specs[0])) found.push_back(&entry);
  }
  return found;
}

// Routers between devices that are there; nobody has a route that way.
class Ways {
 public:
  Ways(Node& tree, const app::Scenario& scenario) : tree_(tree), scenario_(scenario) {}

  void add() {
    const auto routers = entries_of<app::RouterSpec>(scenario_);
    const auto switches = entries_of<app::SwitchSpec>(scenario_);
    if (routers.empty() || switches.empty()) return;
    const app::Entry* other = routers.size() > 1 ? routers.back() : switches.back();
    lead({routers.front(), other}, {"long1", "long2"});
    const app::Entry* far = farthest(*switches.front());
    if (far != nullptr) lead({switches.front(), far}, {"short"});
  }

 private:
  struct Ends {
    const app::Entry* from = nullptr;
    const app::Entry* to = nullptr;
  };

  // The router or switch that is most cables away, two at least.
  const app::Entry* farthest(const app::Entry& from) const {
    std::vector<std::size_t> reached{from.first};
    const app::Entry* last = nullptr;
    for (std::size_t i = 0; i < reached.size(); ++i) {
      for (const app::LinkPlan& link : scenario_.links) {
        for (const auto& [a, b] : {std::pair{link.a, link.b}, std::pair{link.b, link.a}}) {
          if (a != reached[i] || std::ranges::find(reached, b) != reached.end()) continue;
          const app::Entry& entry = scenario_.entries[scenario_.devices[b].entry];
          if (app::host_of(entry.specs[0]) != nullptr) continue;
          reached.push_back(b);
          if (i > 0) last = &entry;
        }
      }
    }
    return last;
  }

  void lead(Ends ends, const std::vector<std::string>& routers) {
    if (!port_of(*ends.from) || !port_of(*ends.to)) return;
    links_of_way_ = 0;
    std::string before = joined(*ends.from);
    for (const std::string& name : routers) {
      const std::string address = "10.254." + std::to_string(network_);
      const std::string next = "10.254." + std::to_string(network_ + 1);
      tree_.find("devices")->entries.push_back(
          {"decoy_" + name,
           {},
           parsed("{kind: router, mac: \"02:de:00:01:" + std::to_string(10 + network_) +
                  ":00\", interfaces: [{port: 1, address: " + address +
                  ".2/30}, {port: 2, address: " + next + ".1/30}]}")});
      link(before, "decoy_" + name + ":1");
      before = "decoy_" + name + ":2";
      ++network_;
    }
    link(before, joined(*ends.to));
    ++network_;
  }

  std::optional<int> port_of(const app::Entry& entry) const {
    const std::vector<int> free = free_ports(scenario_, entry);
    const auto used = used_.find(entry.name);
    const std::size_t next = used == used_.end() ? 0 : used->second;
    return next < free.size() ? std::optional(free[next]) : std::nullopt;
  }

  // Takes a free port; a router gets an interface there, in the network of the way's beginning or
  // end.
  std::string joined(const app::Entry& entry) {
    const std::string port = std::to_string(*port_of(entry));
    ++used_[entry.name];
    if (std::holds_alternative<app::RouterSpec>(entry.specs[0])) {
      const std::string network = "10.254." + std::to_string(network_);
      const bool first = links_of_way_ == 0;
      bench::apply(
          bench::append(
              "devices." + entry.name + ".interfaces",
              bench::map_of({{"port", port}, {"address", network + (first ? ".1/30" : ".2/30")}})),
          tree_);
    }
    return entry.name + ':' + port;
  }

  void link(const std::string& a, const std::string& b) {
    tree_.find("links")->items.push_back(bench::quoted(a + " - " + b));
    ++links_of_way_;
  }

  Node& tree_;
  const app::Scenario& scenario_;
  int network_ = 1;
  int links_of_way_ = 0;
  std::map<std::string, std::size_t> used_;
};

}  // namespace

void add_ways(Node& tree, const app::Scenario& scenario) { Ways(tree, scenario).add(); }

}  // namespace tests
