// What a router does with the answers of its firewall and its proxy ARP.
#include "models/device/ip_host.hpp"
#include "models/device/nat_packet.hpp"
#include "models/device/router.hpp"

namespace models {
namespace {

struct Refusal {
  Fate fate;
  Setting setting;
};
Refusal refusal(const FirewallConfig& c, const FirewallVerdict& verdict) {
  switch (verdict.why) {
    case FirewallRefusal::none: break;
    case FirewallRefusal::no_connection: return {Fate::firewall_no_connection, &c.tcp_state_bypass};
    case FirewallRefusal::aged: return {Fate::firewall_conn_aged, &value_of(c, verdict.timer)};
    case FirewallRefusal::not_permitted: return {Fate::firewall_denied, &c.permit};
    case FirewallRefusal::inter_interface:
      return {Fate::firewall_denied, &c.same_security_permit_inter_interface};
    case FirewallRefusal::intra_interface:
      return {Fate::firewall_denied, &c.same_security_permit_intra_interface};
    case FirewallRefusal::table_full: return {Fate::firewall_table_full, &c.capacity};
    case FirewallRefusal::out_of_state: return {Fate::firewall_out_of_state, &c.tcp_state_bypass};
  }
  return {};
}

FlowPacket flow_of(const Ipv4Packet& packet) {
  const auto seen = outbound_packet(packet);
  if (!seen) {  // an ICMP error
    return {.protocol = NatProtocol::icmp,
            .source = {packet.source},
            .destination = {packet.destination},
            .icmp_query = false};
  }
  FlowPacket flow{.protocol = seen->protocol,
                  .source = seen->local,
                  .destination = seen->remote,
                  .tcp = seen->tcp};
  if (const auto* icmp = std::get_if<IcmpMessage>(&packet.payload)) {
    flow.destination.port = flow.source.port;
    flow.icmp_query = icmp->type == IcmpType::echo;
  }
  return flow;
}

}  // namespace

// False: the frame has met its fate.
bool Router::permits(FrameId id, std::size_t from, std::size_t to, Time now, Outbox& out) {
  const Ipv4Packet packet = *out.frames[id].ipv4();
  const FirewallVerdict verdict =
      firewall_.pass(flow_of(packet), static_cast<int>(from), static_cast<int>(to), now);
  if (verdict.why == FirewallRefusal::none) return true;
  Refusal r = refusal(config_->firewall, verdict);
  // Out by the way it came in, to its own link: only a wrong ARP entry brings it here.
  const bool astray = from == to && interfaces_[from].prefix().contains(packet.destination);
  if (astray && config_->proxy_arp.enabled) r.setting = &config_->proxy_arp.enabled;
  const bool aged = verdict.why == FirewallRefusal::aged;
  drop(id, r.fate,
       {.setting = r.setting,
        .since = verdict.since,
        .limit = aged ? value_of(config_->firewall, verdict.timer) : 0s},
       now, out);
  if (!verdict.resets) return false;
  if (const auto reset = refusal_of(packet)) send(*reset, now, out);
  return false;
}

void Router::offer_to_proxy(std::size_t interface, FrameId id, Time now, Outbox& out) {
  const Frame& frame = out.frames[id];
  const auto* arp = std::get_if<ArpPacket>(&frame.payload);
  const IpInterface& in = interfaces_[interface];
  if (arp == nullptr || !config_->proxy_arp.enabled) return;
  if (!config_->interfaces[interface].proxy_arp || frame.vlan != in.vlan()) return;
  if (arp->tpa == in.address()) return;  // its own: the ArpCache's
  const RouteLookup hop = routes_.lookup(arp->tpa, now);
  ProxyArpActions actions;
  proxies_[interface].receive(
      {.packet = *arp,
       .is_unicast = frame.destination == in.mac(),
       .routed_elsewhere = hop.found && hop.interface != static_cast<int>(interface)},
      now, actions);
  carry_out(actions, interface, out);
}

void Router::carry_out(const ProxyArpActions& actions, std::size_t interface, Outbox& out) {
  for (const ArpSend& send : actions) interfaces_[interface].send_arp(send, out);
}

}  // namespace models
