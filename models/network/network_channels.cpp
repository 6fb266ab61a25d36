// Bundles of cables between switches: at the start they have long been one; to spanning tree each
// is one cable, wherever both ends take it for one.
#include <algorithm>
#include <numeric>

#include "models/network/network.hpp"

namespace models {

// LACP has been spoken until nothing changed any more.
void Network::prepare_channels() {
  auto& switches = std::get<Rack<Switch>>(devices_);
  const auto settle = [&](bool on) {
    for (std::uint32_t i = 0; i < switches.size(); ++i) {
      outbox_.self = NodeId(static_cast<std::uint8_t>(node_kind<Switch>()), i);
      switches[i].settle_channels(on, now(), outbox_);
      carry_out();
    }
  };
  const bool has_channels = std::ranges::any_of(
      switches, [](const Switch& device) { return !device.config().channels.empty(); });
  if (!has_channels) return;
  for (const auto& [forth, back] : links_) {
    if (forth.is_up()) continue;
    for (const LinkDirection* to : {&forth, &back}) {
      if (is<Switch>(to->to())) device<Switch>(to->to()).unlit(to->to_port());
    }
  }
  settle(true);
  constexpr int rounds = 4;  // a word, an answer, and each other's state
  for (int i = 0; i < rounds; ++i) {
    for (const auto& [forth, back] : links_) {
      const NodeId a = back.to();
      const NodeId b = forth.to();
      if (!forth.is_up() || !is<Switch>(a) || !is<Switch>(b)) continue;
      const auto said = at<Switch>(a).says_lacp(back.to_port());
      device<Switch>(a).settle_lacp(back.to_port(), at<Switch>(b).says_lacp(forth.to_port()),
                                    now());
      device<Switch>(b).settle_lacp(forth.to_port(), said, now());
    }
  }
  settle(false);
}

std::uint32_t Network::representative(std::uint32_t port) const {
  const LinkEnd end = tree_end(port);
  if (at<Switch>(end.node).config().channels.empty()) return port;
  for (std::uint32_t p = 0; p < port; ++p) {
    const LinkEnd other = tree_end(p);
    if (other.node == end.node && other.port == end.port) return p;
  }
  return port;
}

// By cable between switches: the first one that has its two ends in the same two channels.
void Network::join_bundles(std::vector<std::uint32_t>& segments) const {
  std::iota(segments.begin(), segments.end(), 0U);
  for (std::uint32_t k = 0; k < segments.size(); ++k) {
    const std::uint32_t a = representative(2 * k);
    const std::uint32_t b = representative(2 * k + 1);
    if (a == 2 * k || b == 2 * k + 1) continue;
    for (std::uint32_t first = 0; first < k; ++first) {
      const auto [low, high] =
          std::minmax({representative(2 * first), representative(2 * first + 1)});
      const auto [own_low, own_high] = std::minmax({a, b});
      if (low != own_low || high != own_high) continue;
      segments[k] = segments[first];
      break;
    }
  }
}

// A static channel whose cables end at several ports of bridges that speak on them.
void Network::check_channels() {
  const auto number = static_cast<std::uint32_t>(trees_->roles.size());
  for (std::uint32_t p = 0; p < number; ++p) {
    const LinkEnd end = tree_end(p);
    Switch& device = this->device<Switch>(end.node);
    if (!device.spanning_tree().enabled || !device.is_static_channel(end.port)) continue;
    if (representative(p) != p) continue;
    std::vector<std::uint32_t> speakers;
    for (std::uint32_t q = 0; q < number; ++q) {
      if (representative(q) != p || !carries_bpdus(q)) continue;
      const std::uint32_t other = representative(q ^ 1U);
      if (trees_->roles[other] == TreeRole::designated) speakers.push_back(other);
    }
    std::ranges::sort(speakers);
    const auto again = std::ranges::unique(speakers);
    const auto different = speakers.size() - again.size();
    outbox_.self = end.node;
    device.suspect_channel(end.port, different > 1, now(), outbox_);
    const bool changed = std::exchange(outbox_.topology_changed, false);
    carry_out();
    outbox_.topology_changed = changed || outbox_.topology_changed;
  }
}

}  // namespace models
