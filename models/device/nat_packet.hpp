// An IPv4 packet as a NAT sees it, and the rewriting of its endpoints.
#pragma once

#include <optional>

#include "models/protocol/nat/nat_flow.hpp"
#include "models/wire/ipv4.hpp"

namespace models {

// What goes out: local is its source. None: ICMP errors, which have no endpoints of their own.
std::optional<NatPacket> outbound_packet(const Ipv4Packet& packet);
// What comes in: local is its destination.
std::optional<NatPacket> inbound_packet(const Ipv4Packet& packet);
// What an ICMP error is about, as it was sent. None: a ping, or no error.
std::optional<NatPacket> packet_about(const IcmpMessage& error);
void set_source(Ipv4Packet& packet, const Endpoint& source);
void set_destination(Ipv4Packet& packet, const Endpoint& destination);
// The SIP message that it carries, or null.
SipMessage* sip_message(Ipv4Packet& packet);
// The same, if it is a call's.
CallMessage* call_message(Ipv4Packet& packet);

}  // namespace models
