// A storm: how much goes round, what that leaves of each cable and of the hosts at their ends, and
// which frames are lost to it. Assumed: the slowest cable of the loop is full, both ways; who hangs
// off it gets what goes round in both directions.
#include <algorithm>

#include "models/network/loop_search.hpp"
#include "models/network/network.hpp"

namespace models {
namespace {

constexpr std::uint64_t without_limit = ~std::uint64_t{0};

}  // namespace

// Frames in a second, by domain: what the slowest cable of its loops carries; less, if storm
// control filters every loop.
std::vector<std::uint64_t> Network::storm_rates(const LoopSearch& search) const {
  const auto width = static_cast<std::uint32_t>(storms_->vlans.size());
  std::vector<std::uint64_t> rates(storms_->looped.size(), without_limit);
  std::vector<std::uint64_t> levels(storms_->looped.size());
  std::vector<LoopEdge> open;  // what nobody filters
  for (std::size_t e = 0; e < search.edges.size(); ++e) {
    if (!search.found.circles[e]) continue;
    const std::uint32_t domain = search.found.domain[search.edges[e].a];
    const LinkConfig& cable = links_[trees_->links[search.ways[e].cable]].forth.config();
    rates[domain] = std::min(rates[domain], frames_per_second(cable.rate));
    std::uint64_t level = without_limit;
    for (const auto& [node, port] : {std::pair{search.edges[e].a, search.ways[e].port_a},
                                     std::pair{search.edges[e].b, search.ways[e].port_b}}) {
      const StormControlConfig& c = all<Switch>()[node / width].config().storm_control;
      if (!c.covers(port) || c.action != StormAction::drop) continue;
      level = std::min(level, static_cast<std::uint64_t>(c.level));
    }
    if (level == without_limit) open.push_back(search.edges[e]);
    if (level != without_limit) levels[domain] = std::max(levels[domain], level);
  }
  const BroadcastLoops left = broadcast_loops(storms_->looped.size(), open);
  std::vector<bool> unfiltered(storms_->looped.size());
  for (std::uint32_t node = 0; node < unfiltered.size(); ++node) {
    if (left.looped[node]) unfiltered[search.found.domain[node]] = true;
  }
  for (std::uint32_t node = 0; node < rates.size(); ++node) {
    const std::uint32_t domain = search.found.domain[node];
    if (node == domain && !unfiltered[node]) rates[node] = std::min(rates[node], levels[node]);
    if (node != domain) rates[node] = rates[domain];
  }
  return rates;
}

void Network::fill_cables(const LoopSearch& search) {
  Storms& s = *storms_;
  const bool storms = std::ranges::find(s.storming, 1) != s.storming.end();
  s.flooded.assign(storms ? 2 * links_.size() : 0, 0);
  s.overrun = s.culprits = s.flooded;
  s.filters.assign(s.flooded.size(), 0);
  s.into.assign(s.flooded.size(), 0);
  if (!storms) return;
  const std::vector<std::uint64_t> rates = storm_rates(search);
  const auto fill = [&](std::uint32_t direction, std::uint32_t node, std::uint64_t rate) {
    s.into[direction] += rate;
    s.culprits[direction] = search.culprits[node];
    s.filters[direction] = search.filters[node] ? 1 : 0;
  };
  for (std::size_t e = 0; e < search.edges.size(); ++e) {
    const auto& [a, b] = search.edges[e];
    if (s.storming[a] == 0) continue;
    const std::uint32_t link = trees_->links[search.ways[e].cable];
    if (search.found.circles[e]) {
      fill(2 * link, a, rates[a]);
      fill(2 * link + 1, a, rates[a]);
    } else if (!search.found.cut[e]) {
      const bool forth = search.found.distance[a] < search.found.distance[b];
      fill(2 * link + (forth ? 0U : 1U), a, 2 * rates[a]);
    }
  }
  fill_hosts(search, rates);
  for (std::uint32_t d = 0; d < s.into.size(); ++d) {
    const std::uint64_t room = frames_per_second(direction(links_, d).config().rate);
    // Where the loop's own frames fill the cable, one that enters is one of two that ask for room.
    s.flooded[d] = s.into[d] == room ? 500'000'000 : overload_loss(s.into[d], room);
  }
}

// What reaches the devices at a switch's other cables.
void Network::fill_hosts(const LoopSearch& search, const std::vector<std::uint64_t>& rates) {
  Storms& s = *storms_;
  const auto width = static_cast<std::uint32_t>(s.vlans.size());
  for (std::uint32_t d = 0; d < s.into.size(); ++d) {
    const LinkDirection& way = direction(links_, d);
    const LinkDirection& from = direction(links_, d ^ 1U);
    if (is<Switch>(way.to()) || !is<Switch>(from.to()) || !way.is_up()) continue;
    const Switch& device = at<Switch>(from.to());
    for (std::uint32_t i = 0; i < width; ++i) {
      const std::uint32_t node = from.to().index() * width + i;
      if (s.storming[node] == 0 || !device.carries(from.to_port(), s.vlans[i])) continue;
      s.into[d] += 2 * rates[node];
      s.culprits[d] = search.culprits[node];
      s.filters[d] = search.filters[node] ? 1 : 0;
    }
    visit(way.to(), [&](const auto& host) {
      if constexpr (requires { host.broadcast_limit(); }) {
        const auto room = frames_per_second(way.config().rate);
        const auto limit = static_cast<std::uint64_t>(host.broadcast_limit());
        if (limit > 0) s.overrun[d] = overload_loss(std::min(s.into[d], room), limit);
      }
    });
  }
}

// To switches with storm control: what comes in at their ports.
void Network::tell_storms() {
  const Storms& s = *storms_;
  if (s.into.empty()) return;
  const auto width = static_cast<std::uint32_t>(s.vlans.size());
  std::vector<StormRates> rates(all<Switch>().size());
  for (std::uint32_t d = 0; d < s.into.size(); ++d) {
    const LinkDirection& way = direction(links_, d);
    if (s.into[d] == 0 || !is<Switch>(way.to())) continue;
    rates[way.to().index()].emplace_back(at<Switch>(way.to()).logical(way.to_port()), s.into[d]);
  }
  for (std::uint32_t node = 0; node < s.storming.size(); ++node) {
    if (s.storming[node] == 0) continue;
    const std::uint32_t i = node / width;
    outbox_.self = NodeId(static_cast<std::uint8_t>(node_kind<Switch>()), i);
    std::get<Rack<Switch>>(devices_)[i].storm_began(s.vlans[node % width], rates[i], now(),
                                                    outbox_);
    carry_out();
  }
}

// What switches have flooded goes round from now on, if there is a loop in its VLAN.
void Network::follow_flooded() {
  const auto all_flooded = std::exchange(outbox_.flooded, {});
  if (storms_ == nullptr) return;
  Storms& s = *storms_;
  const auto width = static_cast<std::uint32_t>(s.vlans.size());
  bool begins = false;
  for (const auto& [source, vlan, device] : all_flooded) {
    const auto place = std::ranges::lower_bound(s.vlans, vlan);
    if (place == s.vlans.end() || *place != vlan) continue;
    const auto node = device.index() * width + static_cast<std::uint32_t>(place - s.vlans.begin());
    if (s.looped[node] == 0) continue;
    const std::pair stray{s.domains[node], source.value};
    const auto known = std::ranges::lower_bound(s.astray, stray);
    if (known != s.astray.end() && *known == stray) continue;
    s.astray.insert(known, stray);
    begins = begins || s.storming[node] == 0;
    for (std::uint32_t other = 0; other < s.looped.size(); ++other) {
      if (s.looped[other] == 0 || s.domains[other] != s.domains[node]) continue;
      s.storming[other] = 1;
      std::get<Rack<Switch>>(devices_)[other / width].goes_astray(s.vlans[other % width], source,
                                                                  outbox_);
    }
  }
  if (!begins) return;
  fill_cables(search_loops());
  tell_storms();
}

// It dies in a storm, on its way or where it arrives.
bool Network::drowns(FrameId frame, std::uint32_t number, std::uint16_t port) {
  const Storms& s = *storms_;
  if (s.into.empty() || s.into[number] == 0) return false;
  const bool floods = dice_[number].chance(s.flooded[number]);
  if (!floods && !dice_[number].chance(s.overrun[number])) return false;
  Setting setting;
  if (s.culprits[number] < all<Switch>().size()) {
    const SwitchConfig& c = all<Switch>()[s.culprits[number]].config();
    setting = s.filters[number] != 0 ? Setting(&c.ports) : Setting(&c.spanning_tree.enabled);
  }
  outbox_.drop(frame, floods ? Fate::storm_flooded : Fate::host_overrun, port, {.setting = setting},
               now());
  return true;
}

}  // namespace models
