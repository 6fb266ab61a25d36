// What a router does with the answers of its NAT.
#include "models/device/nat_packet.hpp"
#include "models/device/router.hpp"

namespace models {
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
      if (config_->nat.sip_alg && flow->remote.port == sip_port) {
        if (SipMessage* sip = sip_message(packet); sip != nullptr && sip->contact_port != 0) {
          sip->contact = result.outside.address;
          sip->contact_port = result.outside.port;
        }
      }
      return true;
    case NatRefusal::table_full:
      drop(id, Fate::nat_table_full, {.setting = &config_->nat.capacity}, now, out);
      return false;
    case NatRefusal::no_port_free:
      drop(id, Fate::nat_no_port_free, {.setting = &config_->nat.last_port}, now, out);
      return false;
    case NatRefusal::not_open: {
      const Duration& life = value_of(config_->nat, result.timer);
      Cause cause{.setting = &config_->nat.tcp_loose};
      if (result.aged_since != never) {
        cause = {.setting = &life, .since = result.aged_since, .limit = life};
      }
      drop(id, Fate::nat_no_connection, cause, now, out);
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
    case NatMiss::aged: {
      const Duration& life = value_of(config_->nat, result.timer);
      drop(id, Fate::nat_mapping_aged, {.setting = &life, .since = result.since, .limit = life},
           now, out);
      return false;
    }
    case NatMiss::filtered:
      drop(id, Fate::nat_filtered, {.setting = &config_->nat.filtering}, now, out);
      return false;
  }
  return false;
}

}  // namespace models
