// The switch as a source of power: what its budget decides goes to the network, with its reason.
#include "models/device/switch.hpp"

namespace models {

void Switch::attach(std::uint16_t port, const PoweredDeviceConfig& device, Time now, Outbox& out) {
  if (poe_ == nullptr) {
    poe_ = std::make_unique<PowerSourcing>(config_->poe, config_->power_ports, config_->cdp,
                                           config_->lldp, port_count());
    PowerActions none;
    if (!on_) poe_->stop(none);
  }
  poe_->attach(port, device, now);
  next_power_.set(poe_->deadline(), of_poe, out);
}

void Switch::detach(std::uint16_t port, Time now, Outbox& out) {
  if (poe_ == nullptr) return;
  poe_->detach(port, now);
  next_power_.set(poe_->deadline(), of_poe, out);
}

void Switch::reconfigured(Time now, Outbox& out) {
  if (poe_ == nullptr) return;
  PowerActions actions;
  poe_->reconfigured(now, actions);
  carry_out(actions, out);
}

void Switch::power_follows(std::uint16_t port, Time now, Outbox& out) {
  if (poe_ == nullptr) return;
  PowerActions actions;
  poe_->shut(port, states_[port].err_disabled && config_->poe.cut_by_err_disable, now, actions);
  carry_out(actions, out);
}

void Switch::wake_poe(Time at, Outbox& out) {
  if (!next_power_.rings(at) || !on_) return;
  PowerActions actions;
  poe_->wake(at, actions);
  carry_out(actions, out);
}

void Switch::carry_out(const PowerActions& actions, Outbox& out) {
  for (const PowerChange& change : actions) {
    const auto kind = change.kind == PowerChange::Kind::granted  ? PowerFact::Kind::granted
                      : change.kind == PowerChange::Kind::denied ? PowerFact::Kind::denied
                                                                 : PowerFact::Kind::cut;
    out.powers.push_back({change.port, kind, cause_of(change)});
    out.power_changed = true;
  }
  next_power_.set(poe_->deadline(), of_poe, out);
}

Cause Switch::cause_of(const PowerChange& change) const {
  const PowerSourcingConfig& c = config_->poe;
  switch (change.why) {
    case PowerBar::none: return {};
    case PowerBar::disabled: return {.setting = &c.enabled};
    case PowerBar::mode: return {.setting = &poe_->settings(change.port)->mode};
    case PowerBar::limit: return {.setting = &poe_->settings(change.port)->limit};
    case PowerBar::budget: return {.setting = &c.budget};
    case PowerBar::outranked: {
      const PowerPortConfig* winner = poe_->settings(change.by);
      return {.setting = winner != nullptr ? Setting(&winner->priority) : Setting(&c.precedence)};
    }
    case PowerBar::refused: return {.setting = &c.refused};
    case PowerBar::overload: return {.setting = &poe_->device(change.port).draw};
    case PowerBar::err_disabled: return {.setting = &c.cut_by_err_disable};
    case PowerBar::off: return {.act = Act::power};
  }
  return {};
}

}  // namespace models
