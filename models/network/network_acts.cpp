// What an operator does to the network between two slices: power, cables, tables, calls, and what
// follows from a changed config.
#include "models/network/network.hpp"

namespace models {

void Network::power(NodeId node, bool on, bool restarts) {
  const NodeId host = host_of(node);
  if (on && host != sim::no_node && !device<CallServer>(host).runs()) return;
  operator_acts();
  if (powered(node) != nullptr) return switch_powered(node, on);
  outbox_.self = node;
  if (!on && !restarts && is<Switch>(node) &&
      device<Switch>(node).runs_on_battery(now(), outbox_)) {
    return carry_out();
  }
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

// RFC 5176, with `subscriber:command=reauthenticate`; of a device without such a port nothing.
void Network::change_authorization(NodeId host) {
  const LinkDirection* cable = link_at(host, 0);
  if (cable == nullptr || !cable->is_up() || !is<Switch>(cable->to())) return;
  operator_acts();
  outbox_.self = cable->to();
  device<Switch>(cable->to()).clear_auth(cable->to_port(), now(), outbox_);
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

void Network::talk(NodeId server, std::uint32_t phone, Duration lasts) {
  operator_acts();
  outbox_.self = server;
  device<CallServer>(server).talk(phone, lasts, now(), outbox_);
  carry_out();
}

void Network::dial(NodeId phone, std::uint32_t called, Duration lasts) {
  operator_acts();
  outbox_.self = phone;
  device<Phone>(phone).dial(called, lasts, now(), outbox_);
  carry_out();
}

void Network::hold(NodeId phone, bool holds) {
  operator_acts();
  outbox_.self = phone;
  device<Phone>(phone).hold(holds, now(), outbox_);
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
