#include "app/proof/candidates.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "app/cause/connected.hpp"
#include "app/scenario/idle.hpp"
#include "app/scenario/kinds/spec.hpp"
#include "app/scenario/setting.hpp"
#include "models/network/topology.hpp"

namespace app {
namespace {

// Where things are, and what they are called: not how long, or how much.
bool is_structure(const Leaf& leaf) {
  using Kind = sim::Shape::Kind;
  const Kind kind = leaf.shape->kind;
  if (kind == Kind::boolean) {
    return leaf.key == "enabled" || leaf.key == "trunk" || leaf.key == "outside" ||
           leaf.key == "proxy_arp" || leaf.key == "up" || leaf.key == "passes_eapol";
  }
  if (kind == Kind::integer) {
    return leaf.key == "vlan" || leaf.key == "voice_vlan" || leaf.key.ends_with("port");
  }
  return kind == Kind::ipv4 || kind == Kind::ipv4_interface || kind == Kind::text ||
         kind == Kind::port_ranges;
}

// What a device does before its line, and does not: dozens of values that nobody would miss.
bool is_asleep(const Scenario& scenario, const Leaf& leaf) {
  constexpr std::array sections{"provisioning", "time", "tls",   "files",
                                "ntp",          "tcp",  "calls", "rtp"};
  std::vector<std::string> key = sim::split_path(leaf.path);
  key.erase(key.begin());
  if (key.size() < 2 || std::ranges::find(sections, key[0]) == sections.end()) return false;
  return !idle_because(scenario, spec_of(scenario, leaf.owner), key).empty();
}

bool is_empty(const Leaf& leaf) {
  return leaf.value.empty() || leaf.value == "0" || leaf.value == "false" ||
         leaf.value == "0.0.0.0" || leaf.value == "none";
}

}  // namespace

Candidates::Candidates(const Scenario& scenario, const Story& story, const Knowledge& knowledge)
    : scenario_(scenario), story_(story), knowledge_(knowledge) {
  find_way();
  for (const std::size_t device : way_) {
    auto leaves = leaves_of_device(scenario, device);
    std::erase_if(leaves, [&](const Leaf& leaf) { return is_asleep(scenario, leaf); });
    std::ranges::move(leaves, std::back_inserter(leaves_));
  }
  for (const std::size_t link : links_) {
    auto leaves = leaves_of_link(scenario, link);
    std::ranges::move(leaves, std::back_inserter(leaves_));
  }
}

// The shortest ways from one who suffers to its call servers, to all that serves DHCP or DNS, and
// to all routers that a cable leads to; and where its frames died. One of each kind of settings.
void Candidates::find_way() {
  const std::vector<models::Edge> edges = neighbours(scenario_);
  const std::size_t nodes = scenario_.devices.size();
  const std::size_t phone = story_.phones.begin()->first;
  const auto next = models::towards(phone, nodes, edges);
  std::set<std::size_t> all{phone};
  const auto add_way = [&](std::size_t from) {
    while (all.insert(from).second && next[from] != nodes && next[from] != from) from = next[from];
  };
  for (const auto& word : servers_of(spec_of(scenario_, phone))) {
    if (const auto server = scenario_.device(word.value)) add_way(*server);
  }
  for (const Cause* cause : story_.causes) {
    if (cause->died_at) add_way(*cause->died_at);
    if (cause->culprit) add_way(*cause->culprit);
  }
  for (std::size_t i = 0; i < nodes; ++i) {
    const auto kind = scenario_.entries[scenario_.devices[i].entry].kind;
    if (next[i] == nodes) continue;
    if (models::is<models::Server>(kind) || models::is<models::Router>(kind)) add_way(i);
  }
  for (const std::size_t device : has_rings(scenario_) ? std::set(all) : std::set<std::size_t>()) {
    const auto ring = ring_of(scenario_, device);
    all.insert(ring.begin(), ring.end());
  }
  add_doubles(all);
  std::set<std::pair<std::size_t, std::size_t>> specs;
  for (const std::size_t device : all) {
    const Device& d = scenario_.devices[device];
    if (specs.emplace(d.entry, d.spec).second) way_.push_back(device);
  }
  std::ranges::stable_partition(way_, [&](std::size_t device) { return device == phone; });
  std::set<std::size_t> links;
  for (const LinkPlan& link : scenario_.links) {
    if (all.contains(link.a) && all.contains(link.b)) links.insert(link.entry);
  }
  links_.assign(links.begin(), links.end());
}

// Who has the address, or the MAC, of one on the way, or takes it over.
void Candidates::add_doubles(std::set<std::size_t>& way) const {
  std::set<sim::Ipv4> addresses;
  std::set<sim::Mac> macs;
  for (const std::size_t device : way) {
    macs.insert(scenario_.devices[device].mac);
    addresses.insert(scenario_.devices[device].address.address);
    const auto* router = std::get_if<RouterSpec>(&spec_of(scenario_, device));
    if (router == nullptr) continue;
    for (const InterfaceSpec& interface : router->interfaces) {
      addresses.insert(interface.address.value.address);
    }
  }
  addresses.erase(sim::Ipv4{});
  macs.erase(sim::Mac{});
  for (const TimelineEntry& entry : scenario_.timeline) {
    for (const TimelineEntry::Move& move : entry.moves) {
      if (addresses.contains(move.to.address)) way.insert(move.device);
    }
  }
  for (std::size_t i = 0; i < scenario_.devices.size(); ++i) {
    const Device& device = scenario_.devices[i];
    if (addresses.contains(device.address.address) || macs.contains(device.mac)) way.insert(i);
  }
}

// Of the operator, up to the last symptom; of many the last ones.
std::vector<Difference> Candidates::acts() const {
  constexpr std::size_t most = 20;
  std::vector<Difference> all;
  std::set<std::size_t> known;
  for (const TimelineEntry& entry : scenario_.timeline) {
    using Kind = TimelineEntry::Kind;
    const bool is_users =
        entry.kind == Kind::call || entry.kind == Kind::hold || entry.kind == Kind::unhold;
    if (entry.at > story_.last || is_users) continue;
    if (known.insert(entry.number).second) all.push_back(without(entry.number));
  }
  if (all.size() > most) all.erase(all.begin(), all.end() - most);
  std::ranges::reverse(all);
  return all;
}

bool Candidates::is_hint(const std::string& path) const {
  return std::ranges::any_of(story_.causes, [&](const Cause* cause) {
    return cause->walked == path || cause->walked_too == path ||
           (!cause->walked.empty() && path.starts_with(cause->walked + "."));
  });
}

std::vector<Difference> Candidates::of(Stage stage) const {
  using Kind = Difference::Kind;
  std::vector<Difference> all;
  const auto add = [&](const Leaf& leaf, bool thorough) {
    std::vector<std::string> values = knowledge_.values_for(leaf, thorough);
    if (value_then(scenario_, leaf.path, story_.last).value != leaf.value) {
      values.insert(values.begin(), leaf.value);  // as it was before the timeline set it
    }
    for (const std::string& value : values) {
      auto change = difference_of(leaf.path, value);
      if (!change) continue;
      change->kind = leaf.is_written  ? Kind::written
                     : is_empty(leaf) ? Kind::missing
                                      : Kind::nature;
      all.push_back(std::move(*change));
    }
  };
  if (stage == Stage::walk) {
    for (const Leaf& leaf : leaves_) {
      if (is_hint(leaf.path)) add(leaf, true);
    }
    for (Difference& act : acts()) all.push_back(std::move(act));
    return all;
  }
  if (stage == Stage::structure) all = missing();
  for (const Leaf& leaf : leaves_) {
    if (is_hint(leaf.path)) continue;
    const Stage its = leaf.is_written      ? Stage::written
                      : is_structure(leaf) ? Stage::structure
                                           : Stage::rest;
    if (its == stage) add(leaf, false);
  }
  return all;
}

}  // namespace app
