// Loops that no spanning tree opens. In reality a broadcast goes round in one until somebody pulls
// a cable; here it takes each way once, and what the storm does to all else is judged by its rate.
// Assumed: it is at its full rate at once, and one that was begun lasts as long as its loop.
#include <algorithm>

#include "models/network/loop_search.hpp"
#include "models/network/network.hpp"

namespace models {

void Network::prepare_loops() {
  storms_ = std::make_unique<Storms>();
  std::vector<VlanId>& vlans = storms_->vlans;
  vlans = vlans_;
  for (const Switch& device : all<Switch>()) {
    vlans.push_back(device.config().management_vlan);
    for (const SwitchPortConfig& port : device.config().ports) {
      vlans.push_back(port.vlan);
      if (port.voice_vlan != 0) vlans.push_back(port.voice_vlan);
    }
  }
  std::ranges::sort(vlans);
  const auto again = std::ranges::unique(vlans);
  vlans.erase(again.begin(), again.end());
  storms_->looped.resize(all<Switch>().size() * vlans.size());
  storms_->storming.resize(storms_->looped.size());
  storms_->domains.resize(storms_->looped.size());
}

// A bundle of cables is one edge, for what comes in by it does not leave by it.
void Network::find_loop_edges(LoopSearch& search) const {
  const std::vector<VlanId>& vlans = storms_->vlans;
  std::vector<bool> taken(trees_->roles.size());
  for (std::uint32_t k = 0; k < trees_->links.size(); ++k) {
    const LinkEnd a = tree_end(2 * k);
    const LinkEnd b = tree_end(2 * k + 1);
    const std::uint32_t place_a = representative(2 * k);
    const std::uint32_t place_b = representative(2 * k + 1);
    if (!carries_bpdus(2 * k) || taken[place_a] || taken[place_b]) continue;
    const Switch& one = at<Switch>(a.node);
    const Switch& other = at<Switch>(b.node);
    if (!one.forwards(a.port, now()) || !other.forwards(b.port, now())) continue;
    taken[place_a] = taken[place_b] = true;
    for (std::uint32_t i = 0; i < vlans.size(); ++i) {
      if (!one.carries(a.port, vlans[i])) continue;
      const VlanId tag = one.tags(a.port, vlans[i]) ? vlans[i] : VlanId{0};
      const VlanId there = other.entered(b.port, tag);
      const auto place = std::ranges::lower_bound(vlans, there);
      if (there == 0 || place == vlans.end() || *place != there) continue;
      if (!other.carries(b.port, there) || other.tags(b.port, there) != (tag != 0)) continue;
      const auto j = static_cast<std::uint32_t>(place - vlans.begin());
      const auto width = static_cast<std::uint32_t>(vlans.size());
      search.edges.push_back({a.node.index() * width + i, b.node.index() * width + j});
      search.ways.push_back({k, a.port, b.port});
    }
  }
}

// Who lets it be: ports that do not heed BPDUs, or else the first switch without spanning tree.
void Network::blame_loop(LoopSearch& search) const {
  constexpr std::uint32_t nobody = ~std::uint32_t{0};
  const auto width = static_cast<std::uint32_t>(storms_->vlans.size());
  search.culprits.assign(search.found.domain.size(), nobody);
  search.filters.resize(search.culprits.size());
  for (std::size_t e = 0; e < search.edges.size(); ++e) {
    if (!search.found.circles[e]) continue;
    const auto& [cable, port_a, port_b] = search.ways[e];
    for (const auto& [node, port] :
         {std::pair{search.edges[e].a, port_a}, std::pair{search.edges[e].b, port_b}}) {
      const std::uint32_t domain = search.found.domain[node];
      const Switch& device = all<Switch>()[node / width];
      const bool has_tree = device.spanning_tree().enabled;
      const bool filters = has_tree && device.filters_bpdus(port);
      if (has_tree && !filters) continue;
      const bool better = search.culprits[domain] == nobody || (filters && !search.filters[domain]);
      if (!better) continue;
      search.culprits[domain] = node / width;
      search.filters[domain] = filters;
    }
  }
  for (std::size_t node = 0; node < search.culprits.size(); ++node) {
    search.culprits[node] = search.culprits[search.found.domain[node]];
    search.filters[node] = search.filters[search.found.domain[node]];
  }
}

LoopSearch Network::search_loops() const {
  LoopSearch search;
  find_loop_edges(search);
  search.found = broadcast_loops(storms_->looped.size(), search.edges);
  blame_loop(search);
  return search;
}

void Network::follow_loops() {
  if (storms_ == nullptr) return;
  const LoopSearch search = search_loops();
  const bool is_calm = std::ranges::find(search.found.looped, true) == search.found.looped.end();
  if (is_calm && storms_->is_calm) return;
  storms_->is_calm = is_calm;
  storms_->domains = search.found.domain;
  storms_->astray.clear();
  for (std::size_t node = 0; node < storms_->looped.size(); ++node) {
    storms_->looped[node] = search.found.looped[node] ? 1 : 0;
    storms_->storming[node] = storms_->storming[node] & storms_->looped[node];
  }
  fill_cables(search);
  tell_loops(search);
  tell_storms();
}

namespace {

// Does what leaves `from` by that edge come back: by it, or by another one?
struct Return {
  bool by_itself = false;
  bool by_another = false;
};
Return returns(std::span<const LoopEdge> edges, std::uint32_t from, std::size_t first) {
  if (edges[first].a == edges[first].b) return {.by_itself = true, .by_another = true};
  std::vector<std::uint32_t> reached{edges[first].a == from ? edges[first].b : edges[first].a};
  std::size_t inside = 0;
  Return result;
  const auto knows = [&](std::uint32_t node) {
    return std::ranges::find(reached, node) != reached.end();
  };
  for (bool changed = true; changed;) {
    changed = false;
    for (const auto& [a, b] : edges) {
      if (a == from || b == from || knows(a) == knows(b)) continue;
      reached.push_back(knows(a) ? b : a);
      changed = true;
    }
  }
  for (std::size_t e = 0; e < edges.size(); ++e) {
    const auto& [a, b] = edges[e];
    if (a != from && b != from && knows(a)) ++inside;
    const bool touches = (a == from && knows(b)) || (b == from && knows(a));
    result.by_another = result.by_another || (touches && e != first);
  }
  result.by_itself = inside >= reached.size();  // more edges than a tree has
  return result;
}

}  // namespace

void Network::tell_loops(const LoopSearch& search) {
  const auto width = static_cast<std::uint32_t>(storms_->vlans.size());
  std::vector<LoopView> views(all<Switch>().size());
  for (std::size_t e = 0; e < search.edges.size(); ++e) {
    const auto& [cable, port_a, port_b] = search.ways[e];
    for (const auto& [node, port] :
         {std::pair{search.edges[e].a, port_a}, std::pair{search.edges[e].b, port_b}}) {
      if (!search.found.looped[node]) continue;
      LoopView& view = views[node / width];
      const VlanId vlan = storms_->vlans[node % width];
      if (search.found.cut[e]) view.cuts.emplace_back(port, vlan);
      const LoopProtectConfig& c = all<Switch>()[node / width].config().loop_protect;
      if (!has_port(c.ports, port) || all<Switch>()[node / width].tags(port, vlan)) continue;
      const Return back = returns(search.edges, node, e);
      if (back.by_itself || (back.by_another && !c.own_port_only)) view.returned.push_back(port);
    }
  }
  for (std::uint32_t node = 0; node < search.found.looped.size(); ++node) {
    if (!search.found.looped[node]) continue;
    LoopView& view = views[node / width];
    view.looped.push_back(storms_->vlans[node % width]);
    if (search.culprits[node] >= all<Switch>().size()) continue;
    view.culprit = sim::Beside<const SwitchConfig>(&all<Switch>()[search.culprits[node]].config());
    view.filters = search.filters[node];
  }
  for (std::uint32_t i = 0; i < views.size(); ++i) {
    std::ranges::sort(views[i].cuts);
    outbox_.self = NodeId(static_cast<std::uint8_t>(node_kind<Switch>()), i);
    std::get<Rack<Switch>>(devices_)[i].see_loops(std::move(views[i]), now(), outbox_);
    carry_out();
  }
}

}  // namespace models
