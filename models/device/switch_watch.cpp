// The switch that watches its hosts: DHCP snooping, ARP inspection, IP source guard, IP device
// tracking. What may go on is forwarded as any frame.
#include "models/device/switch.hpp"

namespace models {
namespace {

DhcpMessage* dhcp_of(Frame& frame) {
  auto* packet = std::get_if<Ipv4Packet>(&frame.payload);
  auto* datagram = packet != nullptr ? std::get_if<UdpDatagram>(&packet->payload) : nullptr;
  return datagram != nullptr ? std::get_if<DhcpMessage>(&datagram->message) : nullptr;
}

void set_relay_info(Frame& frame, bool there) {
  auto& datagram = std::get<UdpDatagram>(std::get<Ipv4Packet>(frame.payload).payload);
  auto& message = std::get<DhcpMessage>(datagram.message);
  message.relay_info = there;
  datagram.length = length_of(message);
}

}  // namespace

HostWatch& Switch::watch() {
  if (watch_ == nullptr) watch_ = std::make_unique<HostWatch>(config_->watch, port_count());
  return *watch_;
}

// True: the frame has met its fate, or is on its way.
bool Switch::watched(std::uint16_t port, VlanId vlan, FrameId id, Time now, Outbox& out) {
  Frame& frame = out.frames[id];
  if (frame.arp() != nullptr) return inspected(port, vlan, id, now, out);
  if (frame.ipv4() == nullptr) return false;
  if (dhcp_of(frame) != nullptr) return snooped(port, vlan, id, now, out);
  return guarded(port, vlan, id, now, out);
}

bool Switch::snooped(std::uint16_t port, VlanId vlan, FrameId id, Time now, Outbox& out) {
  const DhcpSnoopingConfig& c = config_->watch.dhcp_snooping;
  if (!c.covers(vlan)) return false;
  HostWatch& w = watch();
  Frame& frame = out.frames[id];
  const DhcpMessage m = *dhcp_of(frame);
  const bool is_trusted = has_port(c.trusted, port);
  if (!is_trusted) {
    if (w.dhcp[port].exceeds(c.rate, c.burst_interval, now)) {
      exceeded(port, c, id, now, out);
      return true;
    }
    const MacKey source(vlan, frame.source);
    const auto why = check_untrusted(c, w.bindings, m, source, port, now);
    if (why != SnoopingDrop::none) {
      drop_snooped(port, why, id, now, out);
      return true;
    }
  }
  const MacKey client(vlan, m.chaddr());
  if (!m.is_from_client()) {
    answered(client, id, now, out);
    return false;
  }
  if (m.type == DhcpType::release || m.type == DhcpType::decline) {
    w.bindings.release(client);
    w.tracking.released(client);
  }
  if (is_trusted) return false;
  if (c.inserts_relay_info && !m.relay_info) set_relay_info(frame, true);
  if (frame.destination != sim::broadcast_mac) return false;
  flood(port, vlan, id, now, out, &c.trusted);
  return true;
}

// A server's message on its way to a client: of an untrusted port it is bound there by an ACK.
void Switch::answered(MacKey client, FrameId id, Time now, Outbox& out) {
  const DhcpSnoopingConfig& c = config_->watch.dhcp_snooping;
  const MacEntry* at = table_.fresh(client, now);
  if (at == nullptr || has_port(c.trusted, at->port)) return;
  Frame& frame = out.frames[id];
  const DhcpMessage m = *dhcp_of(frame);
  if (c.inserts_relay_info && m.relay_info) set_relay_info(frame, false);
  const auto until = granted_until(m, now);
  if (!until || *until <= now) return;
  watch().bindings.bind(client, m.yiaddr, at->port, *until, now);
  track(client, m.yiaddr, at->port, true, now, out);
}

void Switch::drop_snooped(std::uint16_t port, SnoopingDrop why, FrameId id, Time now,
                          Outbox& out) const {
  const DhcpSnoopingConfig& c = config_->watch.dhcp_snooping;
  const auto drop = [&](Fate fate, Setting setting) {
    out.drop(id, fate, port, {.setting = setting}, now);
  };
  switch (why) {
    case SnoopingDrop::none: return;
    case SnoopingDrop::from_server: return drop(Fate::dhcp_server_untrusted, &c.trusted);
    case SnoopingDrop::relay_info:
      return drop(Fate::dhcp_relay_info_untrusted, &c.accepts_relay_info);
    case SnoopingDrop::relayed: return drop(Fate::dhcp_client_untrusted, &c.trusted);
    case SnoopingDrop::other_mac: return drop(Fate::dhcp_client_untrusted, &c.verifies_mac);
    case SnoopingDrop::other_port: return drop(Fate::dhcp_client_untrusted, &c.enabled);
  }
}

bool Switch::inspected(std::uint16_t port, VlanId vlan, FrameId id, Time now, Outbox& out) {
  const ArpInspectionConfig& c = config_->watch.arp_inspection;
  const ArpPacket arp = *out.frames[id].arp();
  const MacKey sender(vlan, arp.sha);
  if (c.covers(vlan) && !has_port(c.trusted, port)) {
    if (watch().arp[port].exceeds(c.rate, c.burst_interval, now)) {
      exceeded(port, c, id, now, out);
      return true;
    }
    if (!c.allows_zeros || arp.spa != Ipv4{}) {
      const auto cause = unbound(sender, arp.spa, port, &c.enabled, now);
      if (cause) {
        out.drop(id, Fate::arp_not_bound, port, *cause, now);
        return true;
      }
    }
  }
  if (!config_->watch.device_tracking.enabled) return false;
  if (arp.spa != Ipv4{}) track(sender, arp.spa, port, false, now, out);
  if (out.frames[id].destination != mac_) return false;
  out.end(id, Fate::delivered);  // the answer to a probe
  return true;
}

bool Switch::guarded(std::uint16_t port, VlanId vlan, FrameId id, Time now, Outbox& out) {
  const SourceGuardConfig& c = config_->watch.source_guard;
  const DhcpSnoopingConfig& snooping = config_->watch.dhcp_snooping;
  if (!c.enabled || !has_port(c.ports, port) || has_port(snooping.trusted, port)) return false;
  const Frame& frame = out.frames[id];
  const auto cause =
      unbound(MacKey(vlan, frame.source), frame.ipv4()->source, port, &c.enabled, now);
  if (!cause) return false;
  out.drop(id, Fate::ip_not_bound, port, *cause, now);
  return true;
}

// Why the host is not bound to that address at that port; none: it is.
std::optional<Cause> Switch::unbound(MacKey host, Ipv4 address, std::uint16_t port,
                                     const bool* enabled, Time now) {
  if (is_bound(config_->watch.bindings, host, address, port)) return std::nullopt;
  const DhcpSnoopingConfig& c = config_->watch.dhcp_snooping;
  const auto [is, since] = watch().bindings.check(host, address, port, now);
  switch (is) {
    case Bound::yes: return std::nullopt;
    case Bound::unknown:
    case Bound::elsewhere:
    case Bound::other_address: return Cause{.setting = enabled};
    case Bound::ended: return Cause{.setting = enabled, .since = since};
    case Bound::pending: return Cause{.setting = &c.binding_delay, .limit = c.binding_delay};
    case Bound::no_room: return Cause{.setting = &c.capacity};
    case Bound::rebooted: return Cause{.setting = &c.database};
    case Bound::cleared: return Cause{};
  }
  return std::nullopt;
}

void Switch::exceeded(std::uint16_t port, const RateLimitConfig& limit, FrameId id, Time now,
                      Outbox& out) {
  out.drop(id, Fate::rate_exceeded, port, {.setting = &limit.rate}, now);
  watch().dhcp[port].clear();
  watch().arp[port].clear();
  shut(port, &limit.rate, limit.errdisable_recovery ? limit.errdisable_interval : 0s, now, out);
}

void Switch::track(MacKey host, Ipv4 address, std::uint16_t port, bool granted, Time now,
                   Outbox& out) {
  const DeviceTrackingConfig& c = config_->watch.device_tracking;
  if (!c.enabled || !has_port(c.ports, port)) return;
  DeviceTracking& tracking = watch().tracking;
  granted ? tracking.granted(host, address, port, now) : tracking.heard(host, address, port, now);
  plan_probe(now, out);
}

void Switch::plan_probe(Time now, Outbox& out) {
  const Time next = watch_->tracking.deadline();
  if (next != never) watch_->next_probe.set(std::max(next, now), of_watch, out);
}

void Switch::probe_hosts(Time now, Outbox& out) {
  if (watch_ == nullptr || !watch_->next_probe.rings(now)) return;
  TrackingActions actions;
  watch_->tracking.wake(now, actions);
  for (const TrackingProbe& probe : actions) {
    if (states_[probe.port].err_disabled || !config_->watch.device_tracking.enabled) continue;
    const Mac to{probe.host.value & sim::broadcast_mac.value};
    const FrameId id = out.make({.payload = ArpPacket{.sha = mac_,
                                                      .tha = {},
                                                      .spa = config_->watch.device_tracking.source,
                                                      .tpa = probe.address,
                                                      .op = ArpOp::request},
                                 .source = mac_,
                                 .destination = to,
                                 .vlan = 0,
                                 .origin = out.self});
    if (out.out_of_frames) return;
    forward(probe.port, probe.host.vlan(), id, out);
  }
  plan_probe(now, out);
}

void Switch::watch_link(std::uint16_t port, bool up, Time now, Outbox& out) {
  if (!config_->watch.device_tracking.enabled) return;
  DeviceTracking& tracking = watch().tracking;
  if (!up) return tracking.link_lost(port);
  tracking.link_came_up(port, now);
  plan_probe(now, out);
}

void Switch::forget_hosts(Time now) {
  if (watch_ == nullptr) return;
  watch_->bindings.power_off(now);
  watch_->tracking.power_off();
  watch_->next_probe.clear();
}

void Switch::clear_bindings() {
  if (watch_ != nullptr) watch_->bindings.clear();
}

}  // namespace models
