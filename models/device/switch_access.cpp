// The switch as authenticator and as a host: EAP at its ports, RADIUS through its own network.
#include "models/device/switch_access.hpp"

#include <algorithm>

#include "models/device/switch.hpp"

namespace models {
namespace {

constexpr std::uint16_t radius_client_port = 49'200;  // any dynamic port

// The setting that keeps a device out, or would let it in.
Setting setting_of(AccessBar bar, const AccessConfig& c, bool voice) {
  switch (bar) {
    case AccessBar::none: return {};
    case AccessBar::asking: return c.has_mab() ? Setting(&c.tx_period) : Setting(&c.order);
    case AccessBar::listening:
    case AccessBar::no_method: return &c.order;
    case AccessBar::server: return voice ? Setting(&c.critical_voice) : Setting(&c.critical);
    case AccessBar::rejected: return &c.failure_vlan;
    case AccessBar::domain:
    case AccessBar::host_mode: return &c.host_mode;
    case AccessBar::crowded: return &c.max_devices;
  }
  return {};
}

}  // namespace

SwitchAccess::SwitchAccess(const SwitchConfig& config, const Installation& self)
    : host(config.management, self.id, self.mac, self.address), radius(config.radius) {
  if (config.access.empty()) return;
  ports.resize(config.ports.size());
  for (std::size_t port = 0; port < ports.size(); ++port) {
    const std::uint16_t number = config.access_of[port];
    if (number != 0) ports[port].access.emplace(config.access[number - 1U]);
  }
}

Time SwitchAccess::deadline() const {
  Time first = std::min(host.deadline(), radius.deadline());
  for (const Port& port : ports) {
    if (port.access) first = std::min(first, port.access->deadline());
  }
  return first;
}

void Switch::prepare_access(const Installation& self) {
  if (config_->access.empty() && self.address.address == Ipv4{}) return;
  access_ = std::make_unique<SwitchAccess>(*config_, self);
  for (std::size_t port = 0; port < access_->ports.size(); ++port) {
    if (!access_->ports[port].access) continue;
    states_[port].controlled = true;
    states_[port].closed = !access_->ports[port].access->is_open();
  }
}

VlanId Switch::given_vlan(std::uint16_t port) const {
  const VlanId given = access_->ports[port].access->vlan();
  return given != 0 ? given : config_->ports[port].vlan;
}

bool Switch::disabled_by_access(std::uint16_t port) const {
  return states_[port].controlled && access_->ports[port].disabled;
}

// False: the frame has met its fate at the port. What devices say about themselves, and EAP, is
// for the switch itself, whoever says it.
bool Switch::enters(std::uint16_t port, VlanId vlan, FrameId frame, Time now, Outbox& out) {
  const Frame& f = out.frames[frame];
  PortAccess& access = *access_->ports[port].access;
  if (f.announcement() != nullptr) return true;
  AccessActions actions;
  if (const EapolFrame* eapol = f.eapol()) {
    const EapolFrame said = *eapol;
    const Mac from = f.source;
    out.end(frame, access.config().enabled ? Fate::delivered : Fate::not_for_me);
    access.receive(from, said, now, actions);
    carry_out(actions, port, now, out);
    return false;
  }
  const VlanId voice = config_->ports[port].voice_vlan;
  const bool tagged = voice != 0 && vlan == voice && f.vlan == voice;
  const AccessBar bar = access.admit(f.source, tagged, now, actions);
  if (bar != AccessBar::none) {
    const bool is_one_more = bar == AccessBar::host_mode;
    out.drop(frame, is_one_more ? Fate::access_violation : Fate::access_unauthorized, port,
             {.setting = setting_of(bar, access.config(), voice != 0)}, now);
  }
  if (!actions.empty()) {
    carry_out(actions, port, now, out);
  } else if (states_[port].closed) {  // it may have been switched off
    states_[port].closed = !access.is_open();
  }
  return bar == AccessBar::none;
}

void Switch::drop_closed(std::uint16_t port, FrameId frame, Time now, Outbox& out) const {
  const PortAccess& access = *access_->ports[port].access;
  const AccessBar bar =
      access.sessions().empty() ? AccessBar::listening : access.sessions().front().bar;
  out.drop(frame, Fate::access_unauthorized, port,
           {.setting = setting_of(bar, access.config(), config_->ports[port].voice_vlan != 0)},
           now);
}

void Switch::miss_closed(std::uint16_t port, FrameId frame, Time now, Outbox& out) {
  const Frame& f = out.frames[frame];
  const auto& sessions = access_->ports[port].access->sessions();
  const bool is_there =
      std::ranges::find(sessions, f.destination, &AccessSession::mac) != sessions.end();
  if (!is_there && (f.arp() == nullptr || sessions.empty())) return;
  const FrameId lost = out.make(out.frames[frame]);
  if (!out.out_of_frames) drop_closed(port, lost, now, out);
}

void Switch::access_link(std::uint16_t port, bool up, Time now, Outbox& out) {
  SwitchAccess::Port& p = access_->ports[port];
  AccessActions actions;
  if (up) {
    p.disabled = false;
    p.access->link_up(now, actions);
  } else {
    p.access->link_down();
  }
  carry_out(actions, port, now, out);
}

void Switch::clear_auth(Time now, Outbox& out) {
  for (std::uint16_t port = 0; port < states_.size(); ++port) clear_auth(port, now, out);
}

void Switch::clear_auth(std::uint16_t port, Time now, Outbox& out) {
  if (!on_ || !states_[port].controlled || states_[port].err_disabled) return;
  AccessActions actions;
  access_->ports[port].access->reset(now, actions);
  carry_out(actions, port, now, out);
}

void Switch::carry_out(const AccessActions& actions, std::uint16_t port, Time now, Outbox& out) {
  bool disables = false;
  for (const AccessAction& action : actions) {
    if (const auto* send = std::get_if<AccessSend>(&action)) {
      out.send(out.make({.payload = send->frame,
                         .source = mac_,
                         .destination = pae_mac,
                         .vlan = 0,
                         .origin = out.self}),
               port);
    } else if (const auto* ask = std::get_if<AccessAsk>(&action)) {
      RadiusActions radius;
      access_->radius.ask(port, ask->request, now, radius);
      carry_out(radius, now, out);
    } else if (const auto* forget = std::get_if<AccessForget>(&action)) {
      table_.erase_if([&](const MacKey& key, const MacEntry& entry) {
        return entry.port == port && !entry.secure && MacKey(key.vlan(), forget->mac) == key;
      });
    } else {
      disables = true;
    }
  }
  if (disables) return err_disable_access(port, now, out);
  states_[port].closed = !access_->ports[port].access->is_open();
  arm_access(out);
}

void Switch::err_disable_access(std::uint16_t port, Time now, Outbox& out) {
  SwitchAccess::Port& p = access_->ports[port];
  p.disabled = true;
  p.access->link_down();
  states_[port].err_disabled = true;
  states_[port].closed = !p.access->is_open();
  lost_link(port);
  out.ports.push_back({port, false});
  power_follows(port, now, out);
  const Duration recovery = p.access->config().errdisable_recovery;
  if (recovery > 0s) ports_[port].recovery.set(now + recovery, port, out);
  arm_access(out);
}

void Switch::carry_out(const RadiusActions& actions, Time now, Outbox& out) {
  for (const auto& action : actions) {
    if (const auto* send = std::get_if<RadiusSend>(&action)) {
      const std::size_t before = out.sent.size();
      access_->host.send(UdpDatagram{.message = send->message,
                                     .source_port = radius_client_port,
                                     .destination_port = radius_port,
                                     .length = length_of(send->message)},
                         send->to, now, out);
      from_cpu(before, now, out);
    } else if (const auto* answered = std::get_if<RadiusAnswered>(&action)) {
      AccessActions then;
      access_->ports[answered->port].access->answered(answered->answer, now, then);
      carry_out(then, answered->port, now, out);
    } else if (const auto* unanswered = std::get_if<RadiusUnanswered>(&action)) {
      AccessActions then;
      access_->ports[unanswered->port].access->unanswered(unanswered->station, now, then);
      carry_out(then, unanswered->port, now, out);
    } else {
      for (std::uint16_t port = 0; port < access_->ports.size(); ++port) {
        if (!states_[port].controlled) continue;
        AccessActions then;
        access_->ports[port].access->server_back(now, then);
        carry_out(then, port, now, out);
      }
    }
  }
}

// What the switch itself sends has been put where its ports' frames are: it is switched now.
void Switch::from_cpu(std::size_t before, Time now, Outbox& out) {
  const std::vector<Outbox::Transmission> own(
      out.sent.begin() + static_cast<std::ptrdiff_t>(before), out.sent.end());
  out.sent.resize(before);
  const auto cpu = static_cast<std::uint16_t>(ports_.size());
  const VlanId vlan = config_->management_vlan;
  for (const auto& [frame, port] : own) {
    const Mac to = out.frames[frame].destination;
    const MacEntry* known = to.is_group() ? nullptr : table_.fresh(MacKey(vlan, to), now);
    if (known == nullptr) {
      flood(cpu, vlan, frame, now, out);
    } else {
      leave(known->port, vlan, frame, now, out);
    }
  }
}

// True: it was for the switch itself, and has met its fate; a broadcast goes on as well.
bool Switch::to_cpu(VlanId vlan, FrameId frame, Time now, Outbox& out) {
  const Frame& f = out.frames[frame];
  if (vlan != config_->management_vlan || access_->host.address() == Ipv4{}) return false;
  const bool mine = f.destination == mac_;
  if (!mine && f.destination != sim::broadcast_mac) return false;
  FrameId id = frame;
  if (!mine) {
    if (f.arp() == nullptr) return false;
    id = out.make(f);
    if (out.out_of_frames) return true;
  }
  out.frames[id].vlan = 0;
  const std::size_t before = out.sent.size();
  const Ipv4Packet* packet = access_->host.receive(id, now, out);
  from_cpu(before, now, out);
  if (packet != nullptr) {
    const auto* datagram = std::get_if<UdpDatagram>(&packet->payload);
    const auto* radius =
        datagram != nullptr ? std::get_if<RadiusMessage>(&datagram->message) : nullptr;
    if (radius != nullptr && datagram->destination_port == radius_client_port) {
      const RadiusMessage answer = *radius;
      const Ipv4 from = packet->source;
      out.end(id, Fate::delivered);
      RadiusActions actions;
      access_->radius.receive(answer, from, now, actions);
      carry_out(actions, now, out);
    } else {
      access_->host.refuse(*packet, id, now, out);
      from_cpu(before, now, out);
    }
  }
  arm_access(out);
  return mine;
}

void Switch::wake_access(Time at, Outbox& out) {
  if (!access_->alarm.rings(at) || !on_) return;
  const std::size_t before = out.sent.size();
  access_->host.wake(at, out);
  from_cpu(before, at, out);
  while (at >= access_->radius.deadline()) {
    RadiusActions actions;
    access_->radius.wake(at, actions);
    carry_out(actions, at, out);
  }
  for (std::uint16_t port = 0; port < access_->ports.size(); ++port) {
    auto& access = access_->ports[port].access;
    if (!access || at < access->deadline()) continue;
    AccessActions actions;
    access->wake(at, actions);
    carry_out(actions, port, at, out);
  }
  arm_access(out);
}

void Switch::stop_access(Time now, Outbox& out) {
  access_->radius.stop();
  access_->host.stop(now, out);
  access_->alarm.clear();
  for (std::uint16_t port = 0; port < access_->ports.size(); ++port) {
    if (!states_[port].controlled) continue;
    access_->ports[port].access->link_down();
    access_->ports[port].disabled = false;
    states_[port].closed = !access_->ports[port].access->is_open();
  }
}

void Switch::arm_access(Outbox& out) { access_->alarm.set(access_->deadline(), of_access, out); }

}  // namespace models
