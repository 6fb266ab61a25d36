// What a router does with the answers of its NAT.
#include "models/device/nat_packet.hpp"
#include "models/device/router.hpp"

namespace models {
namespace {

constexpr Setting setting_of(NatTimer timer) {
  switch (timer) {
    case NatTimer::udp_timeout: return Setting::nat_udp_timeout;
    case NatTimer::udp_stream_timeout: return Setting::nat_udp_stream_timeout;
    case NatTimer::tcp_syn_timeout: return Setting::nat_tcp_syn_timeout;
    case NatTimer::tcp_established_timeout: return Setting::nat_tcp_established_timeout;
    case NatTimer::tcp_closing_timeout: return Setting::nat_tcp_closing_timeout;
    case NatTimer::icmp_timeout: return Setting::nat_icmp_timeout;
    case NatTimer::sip_timeout: return Setting::nat_sip_timeout;
  }
  return Setting::none;
}

}  // namespace

// Makes the run faster, never different. What comes in answers what went out: that is near.
void Router::expect(const Frame& frame) const {
  const Ipv4Packet* packet = config_->outside ? frame.ipv4() : nullptr;
  if (packet == nullptr || packet->destination == nat_.address()) return;
  if (const auto flow = outbound_packet(*packet)) nat_.fetch(*flow);
}

// RFC 4787 4. False: the frame has met its fate.
bool Router::translate_out(FrameId id, Time now, Outbox& out) {
  auto& packet = std::get<Ipv4Packet>(out.frames[id].payload);
  const auto flow = outbound_packet(packet);
  if (!flow) return true;  // an ICMP error about something inside: left out
  const NatOutbound result = nat_.outbound(*flow, now);
  switch (result.why) {
    case NatRefusal::none:
      set_source(packet, result.outside);
      if (config_->nat.sip_alg && flow->remote.port == sip_port) return true;
      if (SipMessage* sip = sip_message(packet)) sip->behind_nat = true;
      return true;
    case NatRefusal::table_full:
      drop(id, Fate::nat_table_full, {.setting = Setting::nat_capacity}, now, out);
      return false;
    case NatRefusal::no_port_free:
      drop(id, Fate::nat_no_port_free, {.setting = Setting::nat_ports}, now, out);
      return false;
    case NatRefusal::not_open: {
      const bool aged = result.aged_since != never;
      drop(id, Fate::nat_no_connection,
           {.setting = aged ? setting_of(result.timer) : Setting::nat_tcp_loose,
            .since = result.aged_since,
            .limit = aged ? value_of(config_->nat, result.timer) : 0s},
           now, out);
      return false;
    }
  }
  return false;
}

// RFC 4787 5. False: the frame has met its fate, or was for the router itself.
bool Router::translate_in(FrameId id, Time now, Outbox& out) {
  auto& packet = std::get<Ipv4Packet>(out.frames[id].payload);
  const auto flow = inbound_packet(packet);
  if (!flow) {
    deliver(id, now, out);
    return false;
  }
  const NatInbound result = nat_.inbound(*flow, now);
  switch (result.why) {
    case NatMiss::none: set_destination(packet, result.inside); return true;
    case NatMiss::never_seen:
      if (flow->protocol == NatProtocol::icmp) {
        deliver(id, now, out);
      } else {
        drop(id, Fate::nat_unsolicited, {}, now, out);  // no setting would have let it in
      }
      return false;
    case NatMiss::aged:
      drop(id, Fate::nat_mapping_aged,
           {.setting = setting_of(result.timer),
            .since = result.since,
            .limit = value_of(config_->nat, result.timer)},
           now, out);
      return false;
    case NatMiss::filtered:
      drop(id, Fate::nat_filtered, {.setting = Setting::nat_filtering}, now, out);
      return false;
  }
  return false;
}

}  // namespace models
