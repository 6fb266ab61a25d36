#include "models/protocol/l2/power_sourcing.hpp"

#include <algorithm>

namespace models {

using enum PowerState;

namespace {

constexpr bool is_of_budget(PowerBar why) {
  return why == PowerBar::budget || why == PowerBar::outranked || why == PowerBar::refused;
}

}  // namespace

PowerSourcing::PowerSourcing(const PowerSourcingConfig& config, const PowerPorts& settings,
                             const AnnouncementConfig& cdp, const AnnouncementConfig& lldp,
                             std::uint16_t ports)
    : config_(&config), settings_(&settings), cdp_(&cdp), lldp_(&lldp), ports_(ports) {}

void PowerSourcing::attach(std::uint16_t port, const PoweredDeviceConfig& device, Time now) {
  Port& p = ports_[port];
  if (p.attached && p.state != idle) return;
  p.device = &device;
  p.attached = true;
  p.why = PowerBar::none;
  if (on_ && !p.shut) search(port, now + config_->detection);
}

void PowerSourcing::detach(std::uint16_t port, Time now) {
  Port& p = ports_[port];
  const bool gave = p.state == delivering;
  p.attached = false;
  p.allocated = {};
  p.state = idle;
  p.next = never;
  if (gave) freed(now);
}

void PowerSourcing::shut(std::uint16_t port, bool shut, Time now, PowerActions& out) {
  Port& p = ports_[port];
  if (p.shut == shut) return;
  p.shut = shut;
  if (!p.attached || !on_) return;
  if (!shut) return search(port, now + config_->detection);
  if (p.state == delivering) cut(port, idle, PowerBar::err_disabled, now, out);
  p.state = idle;
  p.next = never;
}

void PowerSourcing::start(Time now) {
  on_ = true;
  Time at = now + config_->boot + config_->detection;
  for (const std::uint16_t port : by_rank()) {
    if (!ports_[port].attached || ports_[port].shut) continue;
    search(port, at);
    at += config_->stagger;
  }
}

void PowerSourcing::stop(PowerActions& out) {
  on_ = false;
  next_ = never;
  for (std::uint16_t port = 0; port < ports_.size(); ++port) {
    Port& p = ports_[port];
    if (p.state == delivering) out.push_back({port, PowerChange::Kind::cut, PowerBar::off});
    p.allocated = {};
    p.state = idle;
    p.why = PowerBar::none;
    p.next = never;
    p.shut = false;
  }
}

// The budget, or a port's settings, may be others now.
void PowerSourcing::reconfigured(Time now, PowerActions& out) {
  if (!on_) return;
  for (std::uint16_t port = 0; port < ports_.size(); ++port) {
    if (ports_[port].state != delivering) continue;
    const PowerBar why = bar(port);
    if (why != PowerBar::none) cut(port, denied, why, now, out);
  }
  const auto ranked = by_rank();
  for (auto worst = ranked.rbegin(); worst != ranked.rend() && used() > config_->budget; ++worst) {
    if (ports_[*worst].state == delivering) cut(*worst, denied, PowerBar::budget, now, out);
  }
  freed(now);
}

void PowerSourcing::wake(Time now, PowerActions& out) {
  while (now >= next_) {
    for (const std::uint16_t port : by_rank()) {
      if (ports_[port].next > now) continue;
      ports_[port].next = never;
      act(port, now, out);
    }
    next_ = never;
    for (const Port& p : ports_) next_ = std::min(next_, p.next);
  }
}

void PowerSourcing::act(std::uint16_t port, Time now, PowerActions& out) {
  switch (ports_[port].state) {
    case idle: return;
    case searching:
    case denied:
    case fault: return decide(port, now, out);
    case delivering:
      if (hears_requests(port)) return ask(port, now, out);
      cut(port, fault, PowerBar::overload, now, out);
      return set(ports_[port], now + config_->fault_retry);
  }
}

void PowerSourcing::decide(std::uint16_t port, Time now, PowerActions& out) {
  const PowerBar why = bar(port);
  if (why != PowerBar::none) return deny(port, why, out);
  const bool by_use = config_->allocation == PowerAllocation::by_use && !is_reserved(port);
  const Power need = by_use ? std::max(drawn(port), config_->guard_band)
                            : std::max(entitled(port), reserved(port));
  if (need > left_for(port) && !make_room(port, need, now, out)) {
    return deny(port, PowerBar::budget, out);
  }
  ports_[port].allocated = by_use ? drawn(port) : need;
  grant(port, now, out);
}

void PowerSourcing::grant(std::uint16_t port, Time now, PowerActions& out) {
  Port& p = ports_[port];
  p.state = delivering;
  p.why = PowerBar::none;
  out.push_back({port, PowerChange::Kind::granted, PowerBar::none});
  if (hears_requests(port)) {
    set(p, now + p.device->boot);
  } else if (p.device->draw > ceiling(port) ||
             (config_->allocation == PowerAllocation::by_class && p.device->draw > p.allocated)) {
    set(p, now + config_->overload);
  }
}

void PowerSourcing::deny(std::uint16_t port, PowerBar why, PowerActions& out) {
  Port& p = ports_[port];
  const bool is_news =
      p.state == searching || (p.why != why && !(is_of_budget(why) && is_of_budget(p.why)));
  p.state = denied;
  if (!is_news) return;  // what took it away tells more
  p.why = why;
  out.push_back({port, PowerChange::Kind::denied, why});
}

// [ieee-802-3] 33.6, and CDP: it runs, and says how much it needs.
void PowerSourcing::ask(std::uint16_t port, Time now, PowerActions& out) {
  Port& p = ports_[port];
  if (is_reserved(port) || config_->allocation == PowerAllocation::by_use) return;
  const Power wanted = p.device->request > Power{} ? p.device->request : drawn(port);
  if (wanted <= p.allocated) {
    const bool frees = wanted < p.allocated;
    p.allocated = wanted;
    if (frees) freed(now);
  } else if (wanted <= ceiling(port) &&
             (wanted <= left_for(port) || make_room(port, wanted, now, out))) {
    p.allocated = wanted;
  } else {
    refuse(port, now, out);
  }
}

// [catalyst-poe]: a refused request turns the port off, and its device begins anew; by the standard
// it goes on with what it has.
void PowerSourcing::refuse(std::uint16_t port, Time now, PowerActions& out) {
  if (config_->refused == RefusedRequest::kept) return;
  cut(port, denied, PowerBar::refused, now, out);
  set(ports_[port], now + config_->retry);
}

void PowerSourcing::cut(std::uint16_t port, PowerState then, PowerBar why, Time now,
                        PowerActions& out, std::uint16_t by) {
  Port& p = ports_[port];
  p.state = then;
  p.why = why;
  p.allocated = {};
  p.next = never;
  out.push_back({port, PowerChange::Kind::cut, why, by});
  freed(now);
}

// From the ports that rank lowest, if that suffices.
bool PowerSourcing::make_room(std::uint16_t port, Power need, Time now, PowerActions& out) {
  if (config_->precedence == PowerPrecedence::first_come) return false;
  Power left = left_for(port);
  std::vector<std::uint16_t> losers;
  const auto ranked = by_rank();
  for (auto worst = ranked.rbegin(); worst != ranked.rend() && left < need; ++worst) {
    const Port& p = ports_[*worst];
    if (p.state != delivering || is_reserved(*worst) || !outranks(port, *worst)) continue;
    left += p.allocated;
    losers.push_back(*worst);
  }
  if (left < need) return false;
  for (const std::uint16_t loser : losers) {
    cut(loser, denied, PowerBar::outranked, now, out, port);
  }
  return true;
}

void PowerSourcing::search(std::uint16_t port, Time at) {
  ports_[port].state = searching;
  ports_[port].next = never;
  set(ports_[port], at);
}

void PowerSourcing::set(Port& port, Time at) {
  port.next = std::min(port.next, at);
  next_ = std::min(next_, at);
}

// There may be power for who had to wait.
void PowerSourcing::freed(Time now) {
  for (Port& p : ports_) {
    if (p.state == denied && p.next == never) set(p, now + config_->retry);
  }
}

}  // namespace models
