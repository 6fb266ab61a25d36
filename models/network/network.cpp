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
}

void Network::run_until(Time end, std::uint64_t most) { simulation_.run_until(end, *this, most); }

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
  for (const auto& sent : outbox_.sent) transmit(sent.frame, sent.port);
  if (std::exchange(outbox_.link_came_up, false)) links_came_up(self);
  outbox_.wakes.clear();
  outbox_.unreached.clear();
  outbox_.sent.clear();
  if (outbox_.out_of_frames) simulation_.stop();
}

// What follows from it has no event as its cause.
void Network::operator_acts() {
  if (outbox_.trace == nullptr) return;
  outbox_.trace->now = now();
  outbox_.trace->event = 0;
}

// A device was switched on: the switches at its cables see their ports come up.
void Network::links_came_up(NodeId node) {
  const auto tell = [&](const LinkDirection& leaving) {
    if (!leaving.is_up() || !is<Switch>(leaving.to())) return;
    device<Switch>(leaving.to()).link_came_up(leaving.to_port(), now());
  };
  if (!is<Switch>(node) && !is<Router>(node)) {
    if (const LinkDirection* only = link_at(node, 0)) tell(*only);
    return;
  }
  for (const auto& [forth, back] : links_) {
    if (back.to() == node) tell(forth);
    if (forth.to() == node) tell(back);
  }
}

void Network::power(NodeId node, bool on) {
  operator_acts();
  outbox_.self = node;
  visit(node, [&]<class Device>(Device& device) {
    if (on) {
      device.start(now(), outbox_);
    } else {
      device.stop(now(), outbox_);
    }
  });
  carry_out();
  tell_routers(node, on);
}

// A router at the other end sees its link go or come, as long as the cable is in.
void Network::tell_router(const LinkDirection& way, bool up) {
  if (!is<Router>(way.to())) return;
  outbox_.self = way.to();
  device<Router>(way.to()).link_changed(way.to_port(), up, now(), outbox_);
  carry_out();
}

void Network::tell_routers(NodeId node, bool up) {
  if (!is<Switch>(node) && !is<Router>(node)) {
    const LinkDirection* const only = link_at(node, 0);
    if (only != nullptr) tell_router(*only, up && only->is_up());
    return;
  }
  for (const auto& [forth, back] : links_) {
    if (back.to() == node) tell_router(forth, up && forth.is_up());
    if (forth.to() == node) tell_router(back, up && back.is_up());
  }
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
}

void Network::plug(std::uint32_t link, bool in) {
  if (is_plugged(link) == in) return;
  for (LinkDirection* const way : {&links_[link].back, &links_[link].forth}) {  // to a, to b
    way->plug(in);
    tell_router(*way, in);
    if (!is<Switch>(way->to())) continue;
    device<Switch>(way->to()).link_changed(way->to_port(), in, now());
  }
}

}  // namespace models
