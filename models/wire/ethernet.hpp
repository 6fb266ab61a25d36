// An Ethernet frame as a value: [ieee-802-3] with the tag of [ieee-802-1q], carrying ARP, IPv4,
// EAP, or what devices say about themselves: to whoever is at the port, to routers that share an
// address, to the other end of a bundle of cables.
#pragma once

#include <algorithm>
#include <variant>

#include "models/wire/arp.hpp"
#include "models/wire/discovery.hpp"
#include "models/wire/eapol.hpp"
#include "models/wire/fhrp.hpp"
#include "models/wire/ipv4.hpp"
#include "models/wire/lacp.hpp"

namespace models {

using VlanId = std::uint16_t;  // 1-4094; 0 = untagged

struct Frame {
  std::variant<ArpPacket, Ipv4Packet, Announcement, EapolFrame, FhrpPacket, LacpPdu> payload;
  Mac source;
  Mac destination;
  VlanId vlan = 0;
  NodeId origin{};  // the device that made it; evidence, not on the wire

  constexpr const Ipv4Packet* ipv4() const { return std::get_if<Ipv4Packet>(&payload); }
  constexpr const ArpPacket* arp() const { return std::get_if<ArpPacket>(&payload); }
  constexpr const Announcement* announcement() const { return std::get_if<Announcement>(&payload); }
  constexpr const EapolFrame* eapol() const { return std::get_if<EapolFrame>(&payload); }
  constexpr const FhrpPacket* fhrp() const { return std::get_if<FhrpPacket>(&payload); }
  constexpr const LacpPdu* lacp() const { return std::get_if<LacpPdu>(&payload); }
};

// Bytes on the medium: header 14, tag 4, FCS 4, padded to 64, plus preamble and gap 20 (802.3); of
// fragments each has its own, and an IP header.
constexpr std::uint32_t medium_bytes(const Frame& frame) {
  const Ipv4Packet* packet = frame.ipv4();
  const std::uint32_t tag = frame.vlan != 0 ? 4U : 0U;
  if (packet != nullptr && packet->fragment != 0) {
    return length_of(*packet) + 38U + tag +
           (fragments_of(*packet) - 1) * (38U + tag + ip_header_bytes);
  }
  const Announcement* said = frame.announcement();
  const EapolFrame* eapol = frame.eapol();
  const FhrpPacket* hello = frame.fhrp();
  const std::uint32_t payload = packet != nullptr         ? length_of(*packet)
                                : said != nullptr         ? length_of(*said)
                                : eapol != nullptr        ? length_of(*eapol)
                                : hello != nullptr        ? length_of(*hello)
                                : frame.lacp() != nullptr ? lacp_bytes
                                                          : arp_bytes;
  return std::max(64U, 18U + tag + payload) + 20U;
}

}  // namespace models
