// Spanning tree over a network with redundant cables: which ports are blocked, and what follows
// when a cable or a switch is gone, or back (IEEE 802.1D-1998 8.6, 802.1D-2004 17). A network
// without loops between switches has nothing to block.
#include <numeric>

#include "models/network/network.hpp"
#include "models/network/topology.hpp"

namespace models {
namespace {

// What is joined with what, by places.
class Joined {
 public:
  explicit Joined(std::size_t size) : parents_(size) {
    std::iota(parents_.begin(), parents_.end(), 0U);
  }
  std::uint32_t of(std::uint32_t i) const {
    while (parents_[i] != i) i = parents_[i];
    return i;
  }
  void join(std::uint32_t a, std::uint32_t b) { parents_[of(a)] = of(b); }

 private:
  std::vector<std::uint32_t> parents_;
};

}  // namespace

LinkEnd Network::end_of(std::uint32_t port) const {
  const Link& link = links_[trees_->links[port / 2]];
  const LinkDirection& towards = port % 2 == 0 ? link.back : link.forth;
  return {towards.to(), towards.to_port()};
}

// The same as its switch has it: of a channel the lowest port.
LinkEnd Network::tree_end(std::uint32_t port) const {
  const LinkEnd end = end_of(port);
  return {end.node, at<Switch>(end.node).logical(end.port)};
}

// Of the cable at that port: it carries frames, and so BPDUs.
bool Network::carries_bpdus(std::uint32_t port) const {
  if (!is_plugged(trees_->links[port / 2])) return false;
  for (const LinkEnd end : {end_of(port), end_of(port ^ 1U)}) {
    const Switch& device = at<Switch>(end.node);
    if (!device.carries_frames(end.port)) return false;
  }
  return true;
}

// Its own switch sees that the cable is dead.
bool Network::sees_link_down(std::uint32_t port) const {
  for (std::uint32_t p = 0; p < trees_->roles.size(); ++p) {
    if (representative(p) == representative(port) && !is_cable_down(p)) return false;
  }
  return true;
}

bool Network::is_cable_down(std::uint32_t port) const {
  if (!is_plugged(trees_->links[port / 2])) return true;
  const LinkEnd own = end_of(port);
  const LinkEnd other = end_of(port ^ 1U);
  if (at<Switch>(own.node).err_disabled(own.port)) return true;
  if (at<Switch>(other.node).is_on()) return at<Switch>(other.node).err_disabled(other.port);
  return !links_[trees_->links[port / 2]].forth.config().stays_lit;
}

void Network::prepare_trees() {
  std::vector<Edge> edges;
  std::vector<std::uint32_t> between;
  bool guarded = false;
  for (std::uint32_t i = 0; i < links_.size(); ++i) {
    const NodeId a = links_[i].back.to();
    const NodeId b = links_[i].forth.to();
    if (!is<Switch>(a) || !is<Switch>(b)) continue;
    edges.push_back({a.index(), b.index()});
    between.push_back(i);
    for (const NodeId node : {a, b}) {
      guarded = guarded || at<Switch>(node).spanning_tree().bpdu_guard;
    }
  }
  if (!guarded && !first_loop(all<Switch>().size(), edges)) return;
  trees_ = std::make_unique<SpanningTrees>();
  trees_->links = std::move(between);
  trees_->roles.resize(2 * trees_->links.size());
  trees_->heard.resize(trees_->roles.size());
  trees_->rooted.assign(all<Switch>().size(), no_tree_port);
  trees_->best.resize(trees_->rooted.size());
  prepare_loops();
  trees_->settling = true;
  follow_trees();
  trees_->settling = false;
}

// Ports of the tree as it is now, and what each segment joins: a cable, a bundle of them, or what
// switches without spanning tree join that pass BPDUs on.
void Network::list_tree_ports(std::vector<TreePort>& ports, std::vector<std::uint32_t>& places) {
  const auto tree = [&](LinkEnd end) { return at<Switch>(end.node).spanning_tree(); };
  const auto speaks = [&](LinkEnd end) { return tree(end).enabled; };
  const auto passes = [&](LinkEnd end) { return !speaks(end) && tree(end).passes_bpdus; };
  const auto filters = [&](LinkEnd end) {
    return speaks(end) && at<Switch>(end.node).filters_bpdus(end.port);
  };
  Joined clusters(all<Switch>().size());
  const auto number = static_cast<std::uint32_t>(trees_->links.size());
  for (std::uint32_t k = 0; k < number; ++k) {
    const LinkEnd a = end_of(2 * k);
    const LinkEnd b = end_of(2 * k + 1);
    if (carries_bpdus(2 * k) && passes(a) && passes(b))
      clusters.join(a.node.index(), b.node.index());
  }
  std::vector<std::uint32_t> bundles(number);
  join_bundles(bundles);
  const auto alone = static_cast<std::uint32_t>(number + all<Switch>().size());
  std::vector<bool> listed(2 * number);
  for (std::uint32_t p = 0; p < 2 * number; ++p) {
    const LinkEnd own = end_of(p);
    const LinkEnd other = end_of(p ^ 1U);
    const std::uint32_t place = representative(p);
    if (!carries_bpdus(p) || !speaks(own) || listed[place]) continue;
    listed[place] = true;
    const Switch& device = at<Switch>(own.node);
    const LinkConfig& cable = links_[trees_->links[p / 2]].forth.config();
    const std::uint16_t port = device.logical(own.port);
    const bool hears_nobody = filters(own) || filters(other) || (!speaks(other) && !passes(other));
    places.push_back(place);
    ports.push_back({.bridge = own.node.index(),
                     .segment = hears_nobody    ? alone + p
                                : speaks(other) ? bundles[p / 2]
                                                : number + clusters.of(other.node.index()),
                     .cost = device.path_cost(port, cable.rate),
                     .id = static_cast<std::uint16_t>(port + 1)});
  }
}

void Network::follow_trees() {
  if (trees_ == nullptr) return;
  const bool settled = trees_->settling;
  std::vector<std::uint64_t> bridges;
  for (const Switch& device : all<Switch>()) bridges.push_back(device.bridge_id());
  std::vector<TreePort> ports;
  std::vector<std::uint32_t> places;
  list_tree_ports(ports, places);
  const Tree tree = tree_of(bridges, ports, 3 * trees_->links.size() + bridges.size());
  std::vector<std::uint32_t> speakers(tree.segments.size());
  for (const TreePort& port : ports) ++speakers[port.segment];
  for (std::size_t i = 0; i < ports.size(); ++i) {
    const LinkEnd end = tree_end(places[i]);
    if (speakers[ports[i].segment] < 2) continue;
    Switch& device = this->device<Switch>(end.node);
    if (!device.guards(end.port)) continue;
    outbox_.self = end.node;
    device.guard(end.port, now(), outbox_);
    return carry_out();  // the port is down: this begins anew
  }
  SpanningTrees old = *trees_;
  std::ranges::fill(trees_->roles, TreeRole::none);
  std::ranges::fill(trees_->rooted, no_tree_port);
  trees_->best = tree.bridges;
  for (std::size_t i = 0; i < ports.size(); ++i) {
    trees_->roles[places[i]] = tree.roles[i];
    trees_->heard[places[i]] = tree.segments[ports[i].segment];
    if (tree.roles[i] == TreeRole::root) trees_->rooted[ports[i].bridge] = places[i];
  }
  for (std::size_t i = 0; i < ports.size(); ++i) {
    const bool hears = speakers[ports[i].segment] >= 2;
    change_role(places[i], old, hears, settled);
  }
  for (std::uint32_t p = 0; p < old.roles.size(); ++p) {  // 802.1D-1998 8.5.3.1
    if (old.roles[p] != TreeRole::none && trees_->roles[p] == TreeRole::none && !settled &&
        old.roles[p] != TreeRole::alternate) {
      outbox_.topology_changed = true;
    }
  }
  check_channels();
  if (std::exchange(outbox_.topology_changed, false)) return change_topology();
  follow_loops();
}

void Network::change_role(std::uint32_t p, const SpanningTrees& old, bool hears, bool settled) {
  const LinkEnd end = tree_end(p);
  Switch& device = this->device<Switch>(end.node);
  device.hear_bridges(end.port, hears);
  const TreeRole role = trees_->roles[p];
  const bool blocked = role == TreeRole::alternate;
  const bool was_open = old.roles[p] == TreeRole::root || old.roles[p] == TreeRole::designated;
  if (blocked || settled) return device.set_blocked(end.port, blocked);
  if (was_open) return;
  const Duration wait = until_it_knows(p, old);
  const bool rapid = device.spanning_tree().mode == SpanningTreeMode::rstp;
  if (rapid && role == TreeRole::root && wait == 0s) {  // 802.1D-2004 17.29.2, ROOT_FORWARD
    outbox_.topology_changed = true;
    return device.set_blocked(end.port, false);
  }
  outbox_.self = end.node;
  device.open(end.port, now() + wait, now(), outbox_);
  const bool changed = std::exchange(outbox_.topology_changed, false);
  carry_out();
  outbox_.topology_changed = changed || outbox_.topology_changed;
}

// How long a bridge believes what it has heard before, although nobody says so any more: the link
// that it came by still seems to be up (802.1D-1998 8.6.8; 802.1D-2004 17.21.23: three hellos).
Duration Network::until_it_knows(std::uint32_t p, const SpanningTrees& old) const {
  if (old.roles[p] != TreeRole::alternate) return 0s;  // its own link came up
  const std::uint32_t bridge = end_of(p).node.index();
  const SpanningTreeConfig& c = at<Switch>(end_of(p).node).spanning_tree();
  const bool rapid = c.mode == SpanningTreeMode::rstp;
  const std::uint32_t root_port = old.rooted[bridge];
  const bool is_root = trees_->roles[p] == TreeRole::root;
  const bool worse =
      is_root ? old.best[bridge] < trees_->best[bridge] : old.heard[p] < trees_->heard[p];
  if (!worse) return 0s;
  const bool saw_it = is_root && root_port != no_tree_port && sees_link_down(root_port);
  if (saw_it) return 0s;
  if (!rapid) return c.max_age;
  const auto is_dead = [&](std::uint32_t port) {  // and nobody told
    return port != no_tree_port && !sees_link_down(port) && !carries_bpdus(port);
  };
  return is_dead(is_root ? root_port : p) ? 3 * c.hello : 0s;
}

// 802.1D-1998 8.3.5, 802.1D-2004 17.11: addresses are learned anew.
void Network::change_topology() {
  for (Switch& device : std::get<Rack<Switch>>(devices_)) device.topology_changed(now());
  follow_loops();
}

}  // namespace models
