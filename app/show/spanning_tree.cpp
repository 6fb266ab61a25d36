// show spanning-tree of a Catalyst ([ntc-templates]). There is one tree for all VLANs, shown as
// that of VLAN 1. Left out: port priorities.
#include <algorithm>
#include <deque>

#include "app/show/sight.hpp"

namespace app::showing {
namespace {

struct TreeView {
  std::uint64_t root = 0;
  std::uint32_t cost = 0;
  std::optional<std::uint16_t> root_port{};
};

// Where no cable is redundant there is one way to the root: along the cables that are in.
TreeView walk(const Sight& sight) {
  const models::Network& network = sight.world.network();
  struct At {
    std::size_t device;
    std::uint32_t cost;
    std::optional<std::uint16_t> first;
  };
  const auto& own = sight.of<models::Switch>();
  TreeView best{own.bridge_id(), 0, {}};
  std::vector<bool> seen(sight.scenario.devices.size());
  std::deque<At> open{{sight.device, 0, {}}};
  seen[sight.device] = true;
  while (!open.empty()) {
    const At here = open.front();
    open.pop_front();
    const auto& bridge = network.at<models::Switch>(sight.world.node(here.device));
    if (bridge.spanning_tree().enabled && bridge.bridge_id() < best.root) {
      best = {bridge.bridge_id(), here.cost, here.first};
    }
    for (std::uint32_t i = 0; i < sight.scenario.links.size(); ++i) {
      const LinkPlan& link = sight.scenario.links[i];
      const bool is_a = link.a == here.device;
      if ((!is_a && link.b != here.device) || !network.is_plugged(i)) continue;
      const std::size_t other = is_a ? link.b : link.a;
      const auto node = sight.world.node(other);
      if (seen[other] || !models::is<models::Switch>(node)) continue;
      if (!network.at<models::Switch>(node).is_on()) continue;
      const std::uint16_t port = is_a ? link.port_a : link.port_b;
      const auto* cable = network.link_at(sight.world.node(here.device), port);
      const std::uint32_t cost =
          bridge.path_cost(port, cable == nullptr ? 0 : cable->config().rate);
      seen[other] = true;
      open.push_back({other, here.cost + cost, here.first ? here.first : std::optional(port)});
    }
  }
  return best;
}

// The tree port at that end of a cable, if the network keeps a tree.
std::optional<std::size_t> tree_port(const Sight& sight, const models::SpanningTrees& trees,
                                     std::uint16_t port) {
  for (std::size_t n = 0; n < trees.links.size(); ++n) {
    const LinkPlan& link = sight.scenario.links[trees.links[n]];
    if (link.a == sight.device && link.port_a == port) return 2 * n;
    if (link.b == sight.device && link.port_b == port) return 2 * n + 1;
  }
  return std::nullopt;
}

TreeView view(const Sight& sight) {
  const models::SpanningTrees* trees = sight.world.network().trees();
  const std::size_t own = sight.node().index();
  if (trees == nullptr || own >= trees->best.size()) return walk(sight);
  TreeView found{trees->best[own].root, trees->best[own].cost, {}};
  const auto& device = sight.of<models::Switch>();
  for (std::uint16_t port = 0; port < device.port_count(); ++port) {
    const auto place = tree_port(sight, *trees, port);
    if (place && trees->roles[*place] == models::TreeRole::root) found.root_port = port;
  }
  return found;
}

std::string_view role_of(const Sight& sight, const TreeView& tree, std::uint16_t port) {
  if (tree.root_port == port) return "Root";
  return sight.of<models::Switch>().is_blocked(port) ? "Altn" : "Desg";
}

std::string_view state_text(const Sight& sight, std::uint16_t port) {
  using enum models::SpanningTreeState;
  const auto& device = sight.of<models::Switch>();
  if (device.is_blocked(port)) return "BLK";
  const models::SpanningTreeConfig& c = device.spanning_tree();
  switch (state_of(c, device.neighbour(port), device.config().ports[port].trunk,
                   sight.now() - device.up_since(port))) {
    case discarding: return c.mode == models::SpanningTreeMode::rstp ? "BLK" : "LIS";
    case learning: return "LRN";
    case forwarding: return "FWD";
  }
  return "FWD";
}

constexpr unsigned vlan_extension = 1;  // sys-id-ext of VLAN 1

std::string bridge_lines(std::string_view title, std::uint64_t id, bool own) {
  const auto priority = static_cast<unsigned>(id >> 48U);
  std::string text = fmt::format("  {:<10} Priority    {}", title, priority + vlan_extension);
  if (own) text += fmt::format("  (priority {} sys-id-ext {})", priority, vlan_extension);
  return text + fmt::format("\n             Address     {}\n", dotted({id & 0xffff'ffff'ffffU}));
}

}  // namespace

Shown spanning_tree(const Sight& sight) {
  const auto& device = sight.of<models::Switch>();
  const models::SpanningTreeConfig& c = device.spanning_tree();
  if (!c.enabled) return {.text = "No spanning tree instance exists.\n"};
  const TreeView tree = view(sight);
  const bool is_root = tree.root == device.bridge_id();
  const std::string timers = fmt::format(
      "             Hello Time  {:>2} sec  Max Age {:>2} sec  Forward Delay {:>2} sec\n",
      whole(c.hello, 1s), whole(c.max_age, 1s), whole(c.forward_delay, 1s));
  Shown shown;
  shown.text = fmt::format("VLAN{:04}\n  Spanning tree enabled protocol {}\n", vlan_extension,
                           c.mode == models::SpanningTreeMode::rstp ? "rstp" : "ieee") +
               bridge_lines("Root ID", tree.root, false);
  if (is_root) {
    shown.text += "             This bridge is the root\n";
  } else {
    shown.text += fmt::format("             Cost        {}\n", tree.cost);
    if (tree.root_port) {
      shown.text += fmt::format("             Port        {} ({})\n", *tree.root_port + 1,
                                long_port_name(*tree.root_port));
    }
  }
  shown.text += timers + "\n" + bridge_lines("Bridge ID", device.bridge_id(), true) + timers;
  shown.text +=
      fmt::format("             Aging Time  {} sec\n\n", whole(device.config().mac_aging, 1s));
  shown.text +=
      "Interface           Role Sts Cost      Prio.Nbr Type\n"
      "------------------- ---- --- --------- -------- --------------------------------\n";
  for (std::uint16_t port = 0; port < device.port_count(); ++port) {
    if (!is_lit(sight, port) || device.err_disabled(port)) continue;
    const auto* cable = sight.world.network().link_at(sight.node(), port);
    const std::uint32_t cost = device.path_cost(port, cable == nullptr ? 0 : cable->config().rate);
    const std::string role(role_of(sight, tree, port));
    const std::string state(state_text(sight, port));
    const bool edge =
        c.portfast && may_be_edge(device.neighbour(port), device.config().ports[port].trunk);
    const std::string type = edge ? "P2p Edge" : "P2p";
    shown.text += fmt::format("{:<19} {:<4} {:<3} {:<9} {:<8} {}\n", port_name(port), role, state,
                              cost, fmt::format("128.{}", port + 1), type);
    shown.rows.push_back({{"interface", port_name(port)},
                          {"role", role},
                          {"status", state},
                          {"cost", std::to_string(cost)},
                          {"port_id", fmt::format("128.{}", port + 1)},
                          {"type", type}});
  }
  return shown;
}

}  // namespace app::showing
