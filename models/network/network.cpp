#include "models/network/network.hpp"

#include <algorithm>

namespace models {

Network::Network(const NetworkSize& size, std::uint64_t seed)
    : size_(size),
      seed_(seed),
      frames_(size.frames),
      outbox_{frames_, journal_, {}, {}, 0, {}},
      simulation_(1024 + std::size_t{4} * size.phones) {  // a healthy phone has three
  frames_.reserve(std::min(size.frames, 1024U));
  outbox_.sent.reserve(64);
  outbox_.wakes.reserve(64);
  phones_.reserve(size.phones);
  call_servers_.reserve(size.call_servers);
  switches_.reserve(size.switches);
  directions_.reserve(size.ports);
  journal_.bindings.reserve(std::size_t{2} * size.phones);
  journal_.phones.reserve(std::size_t{2} * size.phones);
}

NodeId Network::next_id(NodeKind kind, std::size_t index, std::uint16_t ports) {
  first_port_[static_cast<std::size_t>(kind)].push_back(
      static_cast<std::uint32_t>(directions_.size()));
  directions_.resize(directions_.size() + ports);
  return NodeId(static_cast<std::uint8_t>(kind), static_cast<std::uint32_t>(index));
}

NodeId Network::add(const PhoneConfig& config, Mac mac, Ipv4Interface address,
                    const std::string& name) {
  const NodeId id = next_id(NodeKind::phone, phones_.size(), 1);
  phones_.emplace_back(config, id.index(), id, mac, address, seed_, name);
  return id;
}

NodeId Network::add(const CallServerConfig& config, Mac mac, Ipv4Interface address,
                    const std::string& name) {
  const NodeId id = next_id(NodeKind::call_server, call_servers_.size(), 1);
  call_servers_.emplace_back(config, id, mac, address, size_.phones, size_.phones, seed_, name);
  return id;
}

NodeId Network::add(const SwitchConfig& config) {
  const NodeId id =
      next_id(NodeKind::switch_, switches_.size(), static_cast<std::uint16_t>(config.ports.size()));
  switches_.emplace_back(config);
  return id;
}

std::uint32_t Network::connect(LinkEnd a, LinkEnd b, const LinkConfig& config,
                               const std::string& name) {
  const auto link = static_cast<std::uint32_t>(links_.size());
  links_.push_back({a, b});
  direction(a.node, a.port) = LinkDirection(config, link, b, sim::Random(seed_, name, "forth"));
  direction(b.node, b.port) = LinkDirection(config, link, a, sim::Random(seed_, name, "back"));
  for (const LinkEnd end : {a, b}) {
    if (kind_of(end.node) == NodeKind::switch_) switches_[end.node.index()].plug(end.port);
  }
  return link;
}

LinkDirection& Network::direction(NodeId node, std::uint16_t port) {
  return directions_[first_port_[node.kind()][node.index()] + port];
}

const LinkDirection* Network::link_at(NodeId node, std::uint16_t port) const {
  const LinkDirection& d = directions_[first_port_[node.kind()][node.index()] + port];
  return d.is_plugged() ? &d : nullptr;
}

void Network::start() {
  for (std::uint32_t i = 0; i < phones_.size(); ++i) {
    simulation_.schedule(phones_[i].first_wake(),
                         NodeId(static_cast<std::uint8_t>(NodeKind::phone), i),
                         sim::EventKind::wake, Phone::power_on);
  }
}

void Network::run_until(Time end) { simulation_.run_until(end, *this); }

void Network::dispatch(const sim::Event& event) {
  outbox_.self = event.node;
  switch (event.kind) {
    case sim::EventKind::arrival: receive(event.node, event.port, event.index); break;
    case sim::EventKind::wake: wake(event.node, event.index); break;
  }
  carry_out();
}

void Network::receive(NodeId node, std::uint16_t port, FrameId frame) {
  switch (kind_of(node)) {
    case NodeKind::phone: return phones_[node.index()].receive(frame, now(), outbox_);
    case NodeKind::call_server: return call_servers_[node.index()].receive(frame, now(), outbox_);
    case NodeKind::switch_: return switches_[node.index()].receive(port, frame, now(), outbox_);
  }
}

void Network::wake(NodeId node, std::uint32_t index) {
  switch (kind_of(node)) {
    case NodeKind::phone: return phones_[node.index()].wake(index, now(), outbox_);
    case NodeKind::call_server: return call_servers_[node.index()].wake(index, now(), outbox_);
    case NodeKind::switch_: return switches_[node.index()].wake(index, now(), outbox_);
  }
}

void Network::carry_out() {
  const NodeId self = outbox_.self;
  for (const auto& wake_up : outbox_.wakes) {
    simulation_.schedule(wake_up.at, self, sim::EventKind::wake, wake_up.index);
  }
  for (const auto& sent : outbox_.sent) transmit(sent.frame, sent.port);
  outbox_.wakes.clear();
  outbox_.sent.clear();
  if (outbox_.out_of_frames) simulation_.stop();
}

void Network::transmit(FrameId frame, std::uint16_t port) {
  LinkDirection& d = direction(outbox_.self, port);
  const auto drop = [&](Fate fate, Setting setting, Duration limit) {
    outbox_.drop(frame, fate, port, {.setting = setting, .since = never, .limit = limit}, now());
  };
  if (!d.is_plugged()) return drop(Fate::no_link, Setting::none, 0s);
  const auto [outcome, at] = d.enter(frames_[frame], now());
  switch (outcome) {
    case LinkDirection::Outcome::arrives:
      simulation_.schedule(at, d.to(), sim::EventKind::arrival, frame, d.to_port());
      return;
    case LinkDirection::Outcome::lost: return drop(Fate::lost_on_link, Setting::link_loss, 0s);
    case LinkDirection::Outcome::down: return drop(Fate::link_down, Setting::link_up, 0s);
    case LinkDirection::Outcome::queue_full:
      return drop(Fate::link_queue_full, Setting::link_queue, 0s);
  }
}

void Network::power(NodeId node, bool on) {
  outbox_.self = node;
  switch (kind_of(node)) {
    case NodeKind::phone:
      if (on) {
        phones_[node.index()].start(now(), outbox_);
      } else {
        phones_[node.index()].stop(now(), outbox_);
      }
      break;
    case NodeKind::call_server:
      if (on) {
        call_servers_[node.index()].start();
      } else {
        call_servers_[node.index()].stop(now(), outbox_);
      }
      break;
    case NodeKind::switch_:
      if (on) {
        switches_[node.index()].start();
      } else {
        switches_[node.index()].stop();
      }
      break;
  }
  carry_out();
}

void Network::link_changed(std::uint32_t link, bool up) {
  for (const LinkEnd end : {links_[link].a, links_[link].b}) {
    if (kind_of(end.node) != NodeKind::switch_) continue;
    switches_[end.node.index()].link_changed(end.port, up);
  }
}

}  // namespace models
