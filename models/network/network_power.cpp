// Power over Ethernet: what a switch's ports give, and who goes dark. A device that its port powers
// asks for it when it is switched on; the switch answers; a cable that is pulled takes it away.
#include "models/network/network.hpp"

namespace models {

const PoweredDeviceConfig* Network::powered(NodeId node) const {
  const PoweredDeviceConfig* config = nullptr;
  visit(node, [&](const auto& device) {
    if constexpr (requires { device.wants_power(); }) config = &device.power();
  });
  return config != nullptr && config->source == PowerSupply::poe ? config : nullptr;
}

// Of a switch, as the one inside a phone: its first cable to another switch.
const LinkDirection* Network::source_of(NodeId node) const {
  const auto ports = is<Switch>(node) ? at<Switch>(node).port_count() : std::uint16_t{1};
  for (std::uint16_t port = 0; port < ports; ++port) {
    const LinkDirection* cable = link_at(node, port);
    if (cable != nullptr && is<Switch>(cable->to())) return cable;
  }
  return nullptr;
}

bool Network::is_meant_on(NodeId node) const {
  bool wants = false;
  visit(node, [&](const auto& device) {
    if constexpr (requires { device.wants_power(); }) wants = device.wants_power();
  });
  return is_on(node) || (wants && powered(node) != nullptr);
}

// At the start of a run a switch that its port powers asks for it, as phones do at theirs.
void Network::prepare_power() {
  for (std::uint32_t i = 0; i < all<Switch>().size(); ++i) {
    const NodeId node(static_cast<std::uint8_t>(node_kind<Switch>()), i);
    if (powered(node) == nullptr) continue;
    darken(node);
    switch_powered(node, true);
  }
}

// What a device's event has done to power, after everything else that it did.
void Network::carry_out_power(NodeId self) {
  outbox_.power_changed = false;
  const bool draws = std::exchange(outbox_.draws_power, false);
  const auto powers = std::exchange(outbox_.powers, {});
  carry_out_links(self);
  if (draws) connect_power(self);
  for (const auto& [port, kind, cause] : powers) {
    const LinkDirection* cable = link_at(self, port);
    if (cable == nullptr) continue;
    const NodeId to = cable->to();
    outbox_.journal.add(PowerFact{
        .at = now(), .device = to, .source = self, .cause = cause, .port = port, .kind = kind});
    if (kind == PowerFact::Kind::granted) light(to);
    if (kind == PowerFact::Kind::cut) darken(to);
  }
}

// To the port that powers it, which may take its time.
void Network::connect_power(NodeId node) {
  const PoweredDeviceConfig& config = *powered(node);
  const LinkDirection* cable = source_of(node);
  if (cable == nullptr || !cable->is_up()) {
    const Cause cause =
        cable == nullptr ? Cause{.setting = &config.source} : Cause{.act = Act::cable};
    return outbox_.journal.add(PowerFact{.at = now(),
                                         .device = node,
                                         .source = node,
                                         .cause = cause,
                                         .kind = PowerFact::Kind::denied});
  }
  outbox_.self = cable->to();
  device<Switch>(cable->to()).attach(cable->to_port(), config, now(), outbox_);
  carry_out();
}

void Network::light(NodeId node) {
  outbox_.self = node;
  visit(node, [&](auto& device) {
    if constexpr (requires { device.power_came(now(), outbox_); }) {
      device.power_came(now(), outbox_);
    }
  });
  carry_out();
}

void Network::darken(NodeId node) {
  outbox_.self = node;
  visit(node, [&](auto& device) {
    if constexpr (requires { device.power_lost(now(), outbox_); }) {
      device.power_lost(now(), outbox_);
    }
  });
  carry_out();
  follow_links(node, false);
  if (is<Switch>(node)) follow_trees();
}

void Network::switch_powered(NodeId node, bool on) {
  if (on && is_meant_on(node)) return;
  visit(node, [&](auto& device) {
    if constexpr (requires { device.want_power(on); }) device.want_power(on);
  });
  if (on) return connect_power(node);
  outbox_.self = node;
  visit(node, [&](auto& device) { device.stop(now(), outbox_); });
  carry_out();
  follow_links(node, false);
  if (is<Switch>(node)) follow_trees();
  const LinkDirection* cable = source_of(node);
  if (cable == nullptr) return;
  outbox_.self = cable->to();
  device<Switch>(cable->to()).detach(cable->to_port(), now(), outbox_);
  carry_out();
}

void Network::plug_powered(std::uint32_t link, bool in) {
  const auto& [forth, back] = links_[link];
  for (const LinkDirection* to_device : {&forth, &back}) {
    const NodeId node = to_device->to();
    if (powered(node) == nullptr || !is_meant_on(node)) continue;
    const LinkDirection* cable = source_of(node);
    if (cable == nullptr || (cable != &forth && cable != &back)) continue;
    if (in) {
      connect_power(node);
      continue;
    }
    const NodeId source = cable->to();
    outbox_.self = source;
    device<Switch>(source).detach(cable->to_port(), now(), outbox_);
    carry_out();
    outbox_.journal.add(PowerFact{.at = now(),
                                  .device = node,
                                  .source = source,
                                  .cause = {.act = Act::cable},
                                  .port = cable->to_port(),
                                  .kind = PowerFact::Kind::cut});
    darken(node);
  }
}

}  // namespace models
