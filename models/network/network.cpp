#include "models/network/network.hpp"

#include <algorithm>

#include "sim/base/fetch.hpp"

namespace models {

template <class Device>
constexpr bool has_many_ports = requires(Device d, Time now, Outbox& out) {
  d.receive(std::uint16_t{}, FrameId{}, now, out);
};

const LinkDirection* Network::link_at(NodeId node, std::uint16_t port) const {
  const std::uint32_t number = leaving_[place(node, port)];
  return number == no_direction ? nullptr : &direction(links_, number);
}

std::uint32_t Network::link_number(NodeId node, std::uint16_t port) const {
  return leaving_[place(node, port)] / 2;
}

void Network::start() {
  prepare_channels();
  prepare_trees();
  for_each_kind([&]<class Device>() {
    if constexpr (requires(const Device& device) { device.first_wake(); }) {
      const auto& devices = all<Device>();
      for (std::uint32_t i = 0; i < devices.size(); ++i) {
        const NodeId node(static_cast<std::uint8_t>(node_kind<Device>()), i);
        const Time at = devices[i].first_wake();
        if (at == never) continue;
        simulation_.schedule(at, node, sim::EventKind::wake, Device::power_on);
      }
    }
  });
  prepare_power();
  prepare_floods();
}

void Network::run_until(Time end, std::uint64_t most) {
  if (outbox_.journal.drops.size() >= thin_at_) thin_journal();
  simulation_.run_until(end, *this, most);
}

void Network::trace_event(const sim::Event& event) {
  outbox_.trace->now = event.at;
  outbox_.trace->event = event.seq;
  if (event.kind != sim::EventKind::arrival) return;
  outbox_.trace->add({.event = event.seq,
                      .device = event.node,
                      .frame_id = event.index,
                      .port = event.port,
                      .kind = TraceRecord::Kind::arrived,
                      .frame = outbox_.frames[event.index]});
}

void Network::dispatch(const sim::Event& event) {
  if (outbox_.trace != nullptr) trace_event(event);
  if (event.kind == sim::EventKind::flood) return arrive(event.index);
  outbox_.self = event.node;
  visit(event.node, [&]<class Device>(Device& device) {
    if (event.kind == sim::EventKind::wake) {
      if constexpr (is_phone<Device>) {
        sim::fetch(device);
        if (const LinkDirection* cable = link_at(event.node, 0)) sim::fetch(*cable);
      }
      device.wake(event.index, now(), outbox_);
    } else if constexpr (has_many_ports<Device>) {
      device.receive(event.port, event.index, now(), outbox_);
    } else {
      device.receive(event.index, now(), outbox_);
    }
  });
  carry_out();
}

void Network::carry_out() {
  const NodeId self = outbox_.self;
  for (const auto& wake_up : outbox_.wakes) {
    simulation_.schedule(wake_up.at, self, sim::EventKind::wake, wake_up.index);
  }
  std::size_t floods = 0;
  for (const auto& sent : outbox_.sent) {
    if (sent.port != Floods::port) {
      transmit(sent.frame, sent.port);
    } else {
      transmit_flood(sent.frame, outbox_.floods.sent[floods++]);
    }
  }
  if (floods > 0) outbox_.floods.sent.clear();
  outbox_.wakes.clear();
  const bool has_lodgers = std::exchange(outbox_.has_lodgers, false);
  std::vector<Ipv4Packet> unreached;
  if (has_lodgers) unreached = outbox_.unreached;
  outbox_.unreached.clear();
  outbox_.sent.clear();
  if (outbox_.out_of_frames) simulation_.stop();
  if (outbox_.power_changed) {
    carry_out_power(self);
  } else if (outbox_.links_changed()) {
    carry_out_links(self);
  }
  if (!outbox_.flooded.empty()) follow_flooded();
  if (has_lodgers) carry_between(self, unreached);
}

// What the device did to links; each thing once, for what follows has consequences of its own.
void Network::carry_out_links(NodeId self) {
  const bool topology = std::exchange(outbox_.topology_changed, false);
  const bool came_up = std::exchange(outbox_.link_came_up, false);
  const bool bundles = std::exchange(outbox_.channels_changed, false);
  const bool went_dark = std::exchange(outbox_.went_dark, false);
  const auto ports = std::exchange(outbox_.ports, {});
  if (topology) change_topology();
  if (came_up || went_dark) {
    follow_links(self, came_up);
    if (is<Switch>(self)) follow_trees();
  }
  for (const auto& [port, up] : ports) {
    if (const LinkDirection* leaving = link_at(self, port)) tell(*leaving, up);
  }
  if (bundles || !ports.empty()) follow_trees();
}

// What follows from it has no event as its cause.
void Network::operator_acts() {
  if (outbox_.trace == nullptr) return;
  outbox_.trace->now = now();
  outbox_.trace->event = 0;
}

bool Network::is_on(NodeId node) const {
  bool on = false;
  visit(node, [&](const auto& device) { on = device.is_on(); });
  return on;
}

// The device at the other end of a cable sees its link go down, or come up.
void Network::tell(const LinkDirection& leaving, bool up) {
  if (!leaving.is_up()) return;
  const NodeId to = leaving.to();
  visit(to, [&](auto& device) {
    if constexpr (requires { device.link_changed(std::uint16_t{}, up, now(), outbox_); }) {
      outbox_.self = to;
      device.link_changed(leaving.to_port(), up, now(), outbox_);
      carry_out();
    }
  });
}

// A device was switched on or off, and its ports with it; what is in between may hide it.
void Network::follow_links(NodeId node, bool up) {
  const auto follow = [&](const LinkDirection& leaving) {
    if (!leaving.config().stays_lit) tell(leaving, up);
  };
  if (!is<Switch>(node) && !is<Router>(node)) {
    if (const LinkDirection* only = link_at(node, 0)) follow(*only);
    return;
  }
  for (const auto& [forth, back] : links_) {
    if (back.to() == node) follow(forth);
    if (forth.to() == node) follow(back);
  }
}

}  // namespace models
