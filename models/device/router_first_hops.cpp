// A router that shares a virtual address with others: HSRP and VRRP at its interfaces. What comes
// to the virtual MAC it routes while it is active; who is not answers nobody. Left out: groups that
// follow another one.
#include "models/device/router.hpp"

namespace models {
namespace {

Setting setting_of(const FhrpGroup& group, FhrpRefusal why) {
  const HsrpConfig* const hsrp = group.hsrp_config();
  switch (why) {
    case FhrpRefusal::password:
      return hsrp != nullptr ? Setting(&hsrp->password) : Setting(&group.vrrp_config()->password);
    case FhrpRefusal::interval: return &group.vrrp_config()->interval;
    case FhrpRefusal::address: return &group.config().address;
    case FhrpRefusal::none:
    case FhrpRefusal::other_group: break;
  }
  return {};
}

// Why it is not active any more, as far as it can know.
Setting stepped_down(const FhrpGroup& group) {
  if (!group.config().enabled) return &group.config().enabled;
  if (group.has_failures()) return &group.config().decrement;
  return &group.config().priority;
}

}  // namespace

void Router::build_first_hops() {
  first_hops_.clear();
  for (std::size_t i = 0; i < interfaces_.size(); ++i) {
    sim::Random dice(seed_ + i, "fhrp", "");
    const auto add = [&](const auto& config) {
      const FhrpPhase phase{static_cast<std::uint16_t>(dice.next() >> 48U)};
      first_hops_.push_back({i, {config, interfaces_[i].address(), interfaces_[i].mac(), phase}});
    };
    for (const HsrpConfig& one : config_->interfaces[i].hsrp) add(one);
    for (const VrrpConfig& one : config_->interfaces[i].vrrp) add(one);
  }
}

bool Router::has_first_hop(Ipv4 address) const {
  return std::ranges::any_of(first_hops_, [&](const FirstHop& hop) {
    return hop.group.is_active() && hop.group.address() == address;
  });
}

bool Router::shares_first_hop(std::size_t interface) const {
  return std::ranges::any_of(first_hops_,
                             [&](const FirstHop& hop) { return hop.interface == interface; });
}

void Router::start_first_hops(FhrpStart how, Time now, Outbox& out) {
  follow_tracks();
  for (FirstHop& hop : first_hops_) {
    if (is_down_[hop.interface]) continue;
    FhrpActions actions;
    hop.group.start(how, now, actions);
    carry_out(actions, hop, out);
  }
}

void Router::follow_link_with_first_hops(std::size_t interface, Time now, Outbox& out) {
  follow_tracks();
  for (FirstHop& hop : first_hops_) {
    if (hop.interface != interface || !on_) continue;
    FhrpActions actions;
    if (is_down_[interface]) {
      hop.group.stop();
    } else {
      hop.group.start(FhrpStart::link, now, actions);
    }
    carry_out(actions, hop, out);
  }
  arm(out);
}

void Router::reconfigure_first_hops(Time now, Outbox& out) {
  follow_tracks();
  for (FirstHop& hop : first_hops_) {
    FhrpActions actions;
    hop.group.reconfigured(now, actions);
    carry_out(actions, hop, out);
  }
}

void Router::follow_tracks() {
  for (FirstHop& hop : first_hops_) {
    const FhrpConfig& c = hop.group.config();
    const auto is_down = [&](int number) {
      const auto i = static_cast<std::size_t>(number - 1);
      return i < is_down_.size() && is_down_[i];
    };
    const auto is_dead = [&](int number) { return !probes_.is_alive(number - 1); };
    hop.group.tracked(static_cast<int>(std::ranges::count_if(c.track, is_down) +
                                       std::ranges::count_if(c.track_routes, is_dead)));
  }
}

void Router::wake_first_hops(Time now, Outbox& out) {
  for (FirstHop& hop : first_hops_) {
    while (now >= hop.group.deadline()) {
      FhrpActions actions;
      hop.group.wake(now, actions);
      carry_out(actions, hop, out);
    }
    soonest_ = std::min(soonest_, hop.group.deadline());
  }
}

// True: the frame has met its fate. Else it is a host's, as if it had come to this router alone.
bool Router::meets_first_hop(FrameId id, std::size_t from, Time now, Outbox& out) {
  Frame& frame = out.frames[id];
  IpInterface& in = interfaces_[from];
  if (frame.vlan != in.vlan()) return false;
  if (frame.fhrp() != nullptr) {
    hear(id, from, now, out);
    return true;
  }
  for (const FirstHop& hop : first_hops_) {
    const FhrpGroup& group = hop.group;
    if (hop.interface != from) continue;
    if (auto* const arp = std::get_if<ArpPacket>(&frame.payload)) {
      if (arp->tpa != group.address() || arp->op != ArpOp::request || !group.is_active()) continue;
      const ArpPacket asked = *arp;
      // What is left of it is learned like an answer to the interface's own address.
      *arp = {.sha = asked.sha,
              .tha = in.mac(),
              .spa = asked.spa,
              .tpa = in.address(),
              .op = ArpOp::reply};
      frame.destination = in.mac();
      send_arp({.sha = {},
                .tha = asked.sha,
                .spa = group.address(),
                .tpa = asked.spa,
                .op = ArpOp::reply},
               asked.sha, hop, out);
      return false;
    }
    if (frame.destination != group.virtual_mac() || group.config().use_bia) continue;
    if (group.is_active()) {
      frame.destination = in.mac();
      return false;
    }
    if (!group.was_active()) return false;  // a flooded copy
    drop(id, Fate::first_hop_not_active, {.setting = stepped_down(group)}, now, out);
    return true;
  }
  return false;
}

void Router::hear(FrameId id, std::size_t from, Time now, Outbox& out) {
  const FhrpPacket hello = *out.frames[id].fhrp();
  bool is_known = false;
  bool is_refused = false;
  Setting refused;
  for (FirstHop& hop : first_hops_) {
    if (hop.interface != from) continue;
    FhrpActions actions;
    const FhrpRefusal why = hop.group.receive(hello, now, actions);
    is_known = is_known || why == FhrpRefusal::none;
    if (why != FhrpRefusal::none && why != FhrpRefusal::other_group) {
      is_refused = true;
      refused = setting_of(hop.group, why);
    }
    carry_out(actions, hop, out);
  }
  if (is_refused) return drop(id, Fate::first_hop_refused, {.setting = refused}, now, out);
  out.end(id, is_known ? Fate::delivered : Fate::not_for_me);
}

void Router::carry_out(const FhrpActions& actions, const FirstHop& hop, Outbox& out) {
  const IpInterface& in = interfaces_[hop.interface];
  for (const auto& action : actions) {
    if (const auto* send = std::get_if<FhrpSend>(&action)) {
      const bool is_virtual = send->from_active && hop.group.config().virtual_source;
      out.send(out.make({.payload = send->packet,
                         .source = is_virtual ? hop.group.virtual_mac() : in.mac(),
                         .destination = group_mac(send->packet),
                         .vlan = in.vlan(),
                         .origin = id_}),
               in.port());
    } else {
      send_arp({.sha = {},
                .tha = {},
                .spa = hop.group.address(),
                .tpa = hop.group.address(),
                .op = ArpOp::request},
               sim::broadcast_mac, hop, out);
    }
  }
  soonest_ = std::min(soonest_, hop.group.deadline());
}

void Router::send_arp(ArpPacket packet, Mac to, const FirstHop& hop, Outbox& out) {
  const IpInterface& in = interfaces_[hop.interface];
  packet.sha = hop.group.virtual_mac();
  out.send(out.make({.payload = packet,
                     .source = packet.sha,
                     .destination = to,
                     .vlan = in.vlan(),
                     .origin = id_}),
           in.port());
}

}  // namespace models
