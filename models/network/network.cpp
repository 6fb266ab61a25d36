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
  outbox_.power_changed ? carry_out_power(self) : carry_out_links(self);
  if (has_lodgers) carry_between(self, unreached);
}

void Network::carry_out_links(NodeId self) {
  if (std::exchange(outbox_.topology_changed, false)) change_topology();
  if (std::exchange(outbox_.link_came_up, false)) {
    follow_links(self, true);
    if (is<Switch>(self)) follow_trees();
  }
  if (outbox_.ports.empty()) return;
  for (const auto& [port, up] : std::exchange(outbox_.ports, {})) {
    if (const LinkDirection* leaving = link_at(self, port)) tell(*leaving, up);
  }
  follow_trees();
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

void Network::power(NodeId node, bool on) {
  const NodeId host = host_of(node);
  if (on && host != sim::no_node && !device<CallServer>(host).runs()) return;
  operator_acts();
  if (powered(node) != nullptr) return switch_powered(node, on);
  outbox_.self = node;
  visit(node, [&]<class Device>(Device& device) {
    if (on) {
      device.start(now(), outbox_);
    } else {
      device.stop(now(), outbox_);
    }
  });
  carry_out();
  if (is<CallServer>(node)) follow_process(node, on ? ProcessAct::start : ProcessAct::stop);
  if (on) return;
  follow_links(node, false);
  if (is<Switch>(node)) follow_trees();
}

void Network::act(NodeId server, ProcessAct act) {
  operator_acts();
  outbox_.self = server;
  visit(server, [&]<class Device>(Device& device) {
    if constexpr (requires { device.act(act, now(), outbox_); }) device.act(act, now(), outbox_);
  });
  carry_out();
  if (is<CallServer>(server)) follow_process(server, act);
}

void Network::clear(NodeId node, ClearedTable table) {
  operator_acts();
  outbox_.self = node;
  visit(node, [&]<class Device>(Device& device) {
    if constexpr (requires { device.clear_arp(); }) {
      if (table == ClearedTable::arp) device.clear_arp();
    }
    if constexpr (requires { device.clear_mac(); }) {
      if (table == ClearedTable::mac) device.clear_mac();
    }
    if constexpr (requires { device.clear_bindings(); }) {
      if (table == ClearedTable::bindings) device.clear_bindings();
    }
    if constexpr (requires { device.clear_nat(); }) {
      if (table == ClearedTable::nat) device.clear_nat();
    }
    if constexpr (requires { device.clear_auth(now(), outbox_); }) {
      if (table == ClearedTable::auth) device.clear_auth(now(), outbox_);
    }
  });
  carry_out();
}

void Network::readdress(NodeId host, Ipv4Interface address) {
  operator_acts();
  outbox_.self = host;
  visit(host, [&]<class Device>(Device& device) {
    if constexpr (requires { device.readdress(address, now(), outbox_); }) {
      device.readdress(address, now(), outbox_);
    }
  });
  carry_out();
  for_lodgers_of(host, [&](Phone& trunk) { trunk.follow(address); });
}

void Network::call(NodeId server, std::uint32_t phone) {
  operator_acts();
  outbox_.self = server;
  device<CallServer>(server).call(phone, now(), outbox_);
  carry_out();
}

void Network::reconfigured() {
  operator_acts();
  auto& routers = std::get<Rack<Router>>(devices_);
  for (std::uint32_t i = 0; i < routers.size(); ++i) {
    outbox_.self = NodeId(static_cast<std::uint8_t>(node_kind<Router>()), i);
    routers[i].reconfigured(now(), outbox_);
    carry_out();
  }
  auto& switches = std::get<Rack<Switch>>(devices_);
  for (std::uint32_t i = 0; i < switches.size(); ++i) {
    outbox_.self = NodeId(static_cast<std::uint8_t>(node_kind<Switch>()), i);
    switches[i].reconfigured(now(), outbox_);
    carry_out();
  }
  follow_trees();
  prepare_floods();
}

bool Network::has_cable(LinkEnd end, std::uint32_t link) const {
  return leaving_[place(end.node, end.port)] / 2 == link;
}

void Network::take_ports(std::uint32_t link) {
  const auto& [forth, back] = links_[link];
  leaving_[place(back.to(), back.to_port())] = 2 * link;
  leaving_[place(forth.to(), forth.to_port())] = 2 * link + 1;
}

void Network::plug(std::uint32_t link, bool in) {
  if (is_plugged(link) == in) return;
  move_cable(link);
  Link& cable = links_[link];
  if (in) take_ports(link);
  // A port that has another cable by now sees nothing of this one.
  const bool lit_forth = (cable.forth.config().stays_lit || is_on(cable.back.to())) &&
                         has_cable({cable.forth.to(), cable.forth.to_port()}, link);
  const bool lit_back = (cable.back.config().stays_lit || is_on(cable.forth.to())) &&
                        has_cable({cable.back.to(), cable.back.to_port()}, link);
  operator_acts();
  if (in) {
    cable.forth.plug(true);
    cable.back.plug(true);
  }
  if (lit_back) tell(cable.back, in);  // to a, to b
  if (lit_forth) tell(cable.forth, in);
  cable.forth.plug(in);
  cable.back.plug(in);
  follow_trees();
  plug_powered(link, in);
}

}  // namespace models
