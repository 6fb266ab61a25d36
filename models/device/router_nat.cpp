// What a router does with the answers of its NAT.
#include <utility>

#include "models/device/ip_host.hpp"
#include "models/device/nat_packet.hpp"
#include "models/device/router.hpp"

namespace models {
namespace {

// Which of them leaves no port.
Setting port_setting(const NatConfig& c) {
  if (c.port_allocation == NatPorts::fixed) return &c.port_allocation;
  return &c.last_port;
}

}  // namespace

// Makes the run faster, never different. What comes in answers what went out: that is near.
void Router::expect(const Frame& frame) const {
  const Ipv4Packet* packet = frame.ipv4();
  if (packet == nullptr || packet->destination == nat_.address()) return;
  if (nat_.address() == Ipv4{}) return;  // nothing is outside
  if (const auto flow = outbound_packet(*packet)) nat_.fetch(*flow);
}

// RFC 4787 4. False: the frame has met its fate.
bool Router::translate_out(FrameId id, std::size_t to, Time now, Outbox& out) {
  auto& packet = std::get<Ipv4Packet>(out.frames[id].payload);
  const auto flow = outbound_packet(packet);
  if (!flow) {
    translate_error_out(packet, now);
    return true;
  }
  const NatOutbound result = nat_.outbound(*flow, interfaces_[to].address(), now);
  switch (result.why) {
    case NatRefusal::none:
      set_source(packet, result.outside);
      if (config_->nat.sip_alg && flow->remote.port == sip_port) {
        if (SipMessage* sip = sip_message(packet); sip != nullptr && sip->contact_port != 0) {
          sip->contact = result.outside.address;
          sip->contact_port = result.outside.port;
        }
        open_for_media(packet, to, now);
      }
      return true;
    case NatRefusal::table_full:
      drop(id, Fate::nat_table_full, {.setting = &config_->nat.capacity}, now, out);
      return false;
    case NatRefusal::no_port_free:
      drop(id, Fate::nat_no_port_free, {.setting = port_setting(config_->nat)}, now, out);
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

// An ALG: the SDP names the outside, and a port there is kept for the media ([linux-sip-alg]: an
// expectation, here a flow to the other side at any port).
void Router::open_for_media(Ipv4Packet& packet, std::size_t to, Time now) {
  CallMessage* call = call_message(packet);
  if (call == nullptr || !call->has_media() || !is_inside(call->media)) return;
  const NatPacket media{.protocol = NatProtocol::udp,
                        .local = {call->media, call->media_port},
                        .remote = {packet.destination}};
  const NatOutbound result = nat_.outbound(media, interfaces_[to].address(), now);
  if (result.why != NatRefusal::none) return;
  call->media = result.outside.address;
  call->media_port = result.outside.port;
}

// RFC 4787 5. False: the frame has met its fate, or was for the router itself.
bool Router::translate_in(FrameId id, Time now, Outbox& out) {
  auto& packet = std::get<Ipv4Packet>(out.frames[id].payload);
  const auto flow = inbound_packet(packet);
  if (!flow) {
    if (translate_error_in(packet, now)) return true;
    deliver(id, now, out);
    return false;
  }
  const NatInbound result = nat_.inbound(*flow, now);
  if (result.why == NatMiss::none) {
    set_destination(packet, result.inside);
    return true;
  }
  if (result.why == NatMiss::never_seen && flow->protocol == NatProtocol::icmp) {
    deliver(id, now, out);
    return false;
  }
  const NatUnsolicited what = config_->nat.unsolicited;
  const auto answer = what == NatUnsolicited::drop ? std::nullopt : refusal_of(packet);
  if (what == NatUnsolicited::accept && result.why != NatMiss::own)
    nat_.take_in(*flow, result, now);
  switch (result.why) {
    case NatMiss::none: break;
    case NatMiss::never_seen:  // no setting would have let it in
      drop(id, Fate::nat_unsolicited, {}, now, out);
      break;
    case NatMiss::own: {
      const Duration& life = value_of(config_->nat, result.timer);
      Cause cause{.setting = &config_->nat.unsolicited};
      if (result.since != never) cause = {.setting = &life, .since = result.since, .limit = life};
      drop(id, Fate::nat_taken_in, cause, now, out);
      break;
    }
    case NatMiss::aged: {
      const Duration& life = value_of(config_->nat, result.timer);
      drop(id, Fate::nat_mapping_aged, {.setting = &life, .since = result.since, .limit = life},
           now, out);
      break;
    }
    case NatMiss::filtered:
      drop(id, Fate::nat_filtered, {.setting = &config_->nat.filtering}, now, out);
      break;
  }
  if (answer) send(*answer, now, out);
  return false;
}

// The line's other end has no way there either, as a rule; here it may still know the MAC.
bool Router::is_for_former_address(const Ipv4Packet& packet, Time now) {
  const auto flow = inbound_packet(packet);
  return flow && nat_.is_of_former_address(*flow, now);
}

// RFC 5508 REQ-4: an error about what had gone out is its sender's, with the endpoint that he
// knows. False: it is nobody's inside.
bool Router::translate_error_in(Ipv4Packet& packet, Time now) {
  auto& error = std::get<IcmpMessage>(packet.payload);
  const auto about = packet_about(error);
  if (!about || packet.destination != about->local.address) return false;
  const auto inside = nat_.inside_of(*about, now);
  if (!inside) return false;
  packet.destination = error.about_from = inside->address;
  error.about_source_port = inside->port;
  return true;
}

// RFC 5508 REQ-5: an error about what had come in names the endpoint that its sender knows.
void Router::translate_error_out(Ipv4Packet& packet, Time now) {
  auto& error = std::get<IcmpMessage>(packet.payload);
  auto about = packet_about(error);
  if (!about) return;
  std::swap(about->local, about->remote);
  const auto outside = nat_.outside_of(*about, now);
  if (!outside) return;
  if (packet.source == error.about_to) packet.source = outside->address;
  error.about_to = outside->address;
  error.about_destination_port = outside->port;
}

}  // namespace models
