// Headers and checksums by libtins, which is included here and nowhere else.
#include <tins/arp.h>
#include <tins/dot1q.h>
#include <tins/ethernetII.h>
#include <tins/icmp.h>
#include <tins/ip.h>
#include <tins/rawpdu.h>
#include <tins/tcp.h>
#include <tins/udp.h>

#include "models/wire/bytes/message_bytes.hpp"
#include "sim/base/ensure.hpp"
#include "sim/base/hash.hpp"

namespace models {
namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr std::uint16_t longest_window = 65'535;
constexpr std::uint16_t ethernet_mss = 1460;  // where it does not say
constexpr std::size_t echo_data = 56;         // as ping sends it

Tins::HWAddress<6> tins(Mac mac) {
  std::array<std::uint8_t, 6> octets{};
  for (unsigned i = 0; i < 6; ++i) octets[i] = static_cast<std::uint8_t>(mac.value >> (40 - 8 * i));
  return Tins::HWAddress<6>(octets.data());
}
Tins::IPv4Address tins(Ipv4 address) {  // libtins keeps it in network byte order
  return Tins::IPv4Address(Tins::Endian::host_to_be(address.value));
}

std::uint64_t seed_of(const TcpMessage& message) {
  if (const auto* web = std::get_if<WebMessage>(&message)) {
    return sim::mix64(web->user) + web->status;
  }
  const auto* call = std::get_if<CallMessage>(&message);
  const SipMessage* sip = call != nullptr ? call : std::get_if<SipMessage>(&message);
  if (sip == nullptr) return 0;
  return sim::mix64(sip->user) + sim::mix64(sip->cseq) + sip->status;
}

// The whole message; on the TLS ports it is what a capture of a real one shows.
Bytes message_of(const TcpSegment& tcp, const Carrier& carrier, const Parties& parties) {
  Bytes bytes;
  ByteWriter out(bytes);
  const auto is_tls = [](std::uint16_t port) { return port == https_port || port == sips_port; };
  if (tcp.length == 0) return bytes;
  if (const auto* tls = std::get_if<TlsMessage>(&tcp.message)) {
    write(*tls, out);
    return bytes;
  }
  if (const auto* http = std::get_if<HttpMessage>(&tcp.message)) {
    write(*http, parties, out);
    return bytes;
  }
  const bool readable = !is_tls(tcp.source_port) && !is_tls(tcp.destination_port);
  const auto* sip = readable ? std::get_if<SipMessage>(&tcp.message) : nullptr;
  const auto* sccp = readable ? std::get_if<SccpMessage>(&tcp.message) : nullptr;
  const auto* call = readable ? std::get_if<CallMessage>(&tcp.message) : nullptr;
  if (sip != nullptr) {
    write(*sip, carrier, parties, out);
  } else if (call != nullptr) {
    write(*call, carrier, parties, out);
  } else if (sccp != nullptr) {
    write(*sccp, parties, out);
  } else {
    write_tls(seed_of(tcp.message), carrier.length, out);
  }
  return bytes;
}

// What the segment carries: all of it, or a part.
Bytes payload_of(const TcpSegment& tcp, Carrier carrier, const Parties& parties) {
  carrier.length = std::max(tcp.length, tcp.whole);
  const Bytes message = message_of(tcp, carrier, parties);
  ENSURE(tcp.offset + tcp.length <= message.size());
  const auto from = message.begin() + tcp.offset;
  return {from, from + tcp.length};
}

Bytes payload_of(const UdpDatagram& udp, const Carrier& carrier, const NameTable& names,
                 const Parties& parties) {
  Bytes bytes;
  ByteWriter out(bytes);
  if (const auto* sip = std::get_if<SipMessage>(&udp.message)) {
    write(*sip, carrier, parties, out);
  } else if (const auto* dhcp = std::get_if<DhcpMessage>(&udp.message)) {
    write(*dhcp, names, out);
  } else if (const auto* radius = std::get_if<RadiusMessage>(&udp.message)) {
    write(*radius, carrier, names, out);
  } else if (const auto* tftp = std::get_if<TftpMessage>(&udp.message)) {
    write(*tftp, parties, out);
  } else if (const auto* ntp = std::get_if<NtpMessage>(&udp.message)) {
    write(*ntp, out);
  } else if (const auto* call = std::get_if<CallMessage>(&udp.message)) {
    write(*call, carrier, parties, out);
  } else if (const auto* rtp = std::get_if<RtpPacket>(&udp.message)) {
    write(*rtp, out);
  } else {
    write(std::get<DnsMessage>(udp.message), names, out);
  }
  return bytes;
}

Tins::TCP header_of(const TcpSegment& segment) {
  Tins::TCP tcp(segment.destination_port, segment.source_port);
  tcp.seq(segment.seq);
  tcp.ack_seq(segment.has_ack ? segment.ack : 0);
  tcp.window(segment.rst ? 0 : longest_window);
  tcp.set_flag(Tins::TCP::SYN, segment.syn);
  tcp.set_flag(Tins::TCP::FIN, segment.fin);
  tcp.set_flag(Tins::TCP::RST, segment.rst);
  tcp.set_flag(Tins::TCP::ACK, segment.has_ack);
  tcp.set_flag(Tins::TCP::PSH, segment.length > 0);
  if (segment.syn) tcp.mss(segment.mss != 0 ? segment.mss : ethernet_mss);
  if (segment.has_timestamps) {  // RFC 7323 appendix A
    tcp.add_option(Tins::TCP::NOP);
    tcp.add_option(Tins::TCP::NOP);
    tcp.timestamp(segment.tsval, segment.has_ack ? segment.tsecr : 0);
  }
  return tcp;
}

Tins::IP header_of(Ipv4 source, Ipv4 destination) {
  Tins::IP ip(tins(destination), tins(source));
  ip.id(0);
  ip.flags(Tins::IP::DONT_FRAGMENT);
  return ip;
}

// The headers of the packet that an error is about. Its payload is forgotten, and so are its
// sequence number and its lengths.
Tins::IP quoted(const IcmpMessage& m) {
  Tins::IP ip = header_of(m.about_from, m.about_to);
  switch (m.about_protocol) {
    case IpProtocol::udp: ip /= Tins::UDP(m.about_destination_port, m.about_source_port); break;
    case IpProtocol::tcp: ip /= Tins::TCP(m.about_destination_port, m.about_source_port); break;
    case IpProtocol::icmp: ip /= Tins::ICMP(); break;
  }
  return ip;
}

void carry(const IcmpMessage& m, Tins::IP& ip) {
  Tins::ICMP icmp(static_cast<Tins::ICMP::Flags>(m.type));
  icmp.code(m.code);
  if (m.is_error()) {
    icmp.id(static_cast<std::uint16_t>(m.gateway.value >> 16U));  // where a redirect has it;
    icmp.sequence(static_cast<std::uint16_t>(m.gateway.value));   // libtins 4.0 turns it around
    if (m.is_too_big()) icmp.sequence(m.sequence);                // RFC 1191 4
    ip /= icmp / quoted(m);
    return;
  }
  icmp.id(m.identifier);
  icmp.sequence(m.sequence);
  Bytes data(echo_data);
  for (std::size_t i = 0; i < data.size(); ++i) data[i] = static_cast<std::uint8_t>(i);
  ip /= icmp / Tins::RawPDU(data);
}

Tins::IP packet_of(const Ipv4Packet& packet, const NameTable& names, const Parties& parties) {
  Tins::IP ip = header_of(packet.source, packet.destination);
  ip.ttl(packet.ttl);
  if (!packet.dont_fragment) ip.flags(Tins::IP::Flags{});  // fragments are shown as one
  Carrier carrier{.source = packet.source, .destination = packet.destination};
  if (const auto* tcp = std::get_if<TcpSegment>(&packet.payload)) {
    carrier.tcp = true;
    ip /= header_of(*tcp);
    const Bytes payload = payload_of(*tcp, carrier, parties);
    ENSURE(payload.size() == tcp->length);
    if (!payload.empty()) ip /= Tins::RawPDU(payload);
  } else if (const auto* udp = std::get_if<UdpDatagram>(&packet.payload)) {
    carrier.source_port = udp->source_port;
    carrier.destination_port = udp->destination_port;
    carrier.length = udp->length;
    const Bytes payload = payload_of(*udp, carrier, names, parties);
    ENSURE(payload.size() == udp->length);
    ip /= Tins::UDP(udp->destination_port, udp->source_port) / Tins::RawPDU(payload);
  } else {
    carry(std::get<IcmpMessage>(packet.payload), ip);
  }
  ENSURE(ip.size() == length_of(packet));
  return ip;
}

// For whoever is on the link: RFC 2281 5.1 has TTL 1, RFC 3768 5.2.3 has 255.
Tins::IP packet_of(const FhrpPacket& packet, Mac source) {
  Tins::IP ip = header_of(packet.source, group_address(packet));
  Bytes bytes;
  ByteWriter out(bytes);
  write(packet, source, out);
  if (std::holds_alternative<HsrpMessage>(packet.message)) {
    ip.ttl(1);
    ip /= Tins::UDP(hsrp_port, hsrp_port) / Tins::RawPDU(bytes);
  } else {
    ip.ttl(255);
    ip.protocol(vrrp_protocol);
    ip /= Tins::RawPDU(bytes);
  }
  ENSURE(ip.size() == length_of(packet));
  return ip;
}

Tins::ARP packet_of(const ArpPacket& packet) {
  Tins::ARP arp(tins(packet.tpa), tins(packet.spa), tins(packet.tha), tins(packet.sha));
  arp.opcode(packet.op == ArpOp::request ? Tins::ARP::REQUEST : Tins::ARP::REPLY);
  return arp;
}

Bytes serialized(const Frame& frame, std::uint16_t type, const Bytes& payload) {
  Tins::EthernetII ethernet(tins(frame.destination), tins(frame.source));
  if (frame.vlan == 0) {
    ethernet.payload_type(type);
    return (ethernet / Tins::RawPDU(payload)).serialize();
  }
  Tins::Dot1Q tag(frame.vlan, false);
  tag.payload_type(type);
  return (ethernet / tag / Tins::RawPDU(payload)).serialize();
}

// LLDP has a type; CDP's length stands in its place ([ieee-802-3] with LLC).
Bytes serialized(const Frame& frame, const Announcement& m) {
  Bytes payload;
  ByteWriter writer(payload);
  write(m, frame.source, writer);
  const auto type =
      static_cast<std::uint16_t>(m.protocol == DiscoveryProtocol::lldp ? 0x88cc : payload.size());
  return serialized(frame, type, payload);
}

Bytes serialized(const Frame& frame, const EapolFrame& m, const NameTable& names) {
  Bytes payload;
  ByteWriter writer(payload);
  write(m, names, writer);
  return serialized(frame, 0x888e, payload);
}

Bytes serialized(const Frame& frame, const LacpPdu& m) {
  Bytes payload;
  ByteWriter writer(payload);
  write(m, writer);
  return serialized(frame, 0x8809, payload);
}

}  // namespace

void write_tls(std::uint64_t seed, std::uint32_t length, ByteWriter& out) {
  constexpr std::uint32_t header = 5;
  ENSURE(length >= header);
  out.u8(23);       // application data
  out.u16(0x0303);  // as TLS 1.2 and 1.3 write it
  out.u16(length - header);
  for (std::uint32_t i = 0; i < length - header; ++i) {
    out.u8(static_cast<std::uint32_t>(sim::mix64(seed + i)));
  }
}

void encode(const Frame& frame, const NameTable& names, const Parties& parties,
            std::vector<std::uint8_t>& out) {
  if (const Announcement* said = frame.announcement()) {
    out = serialized(frame, *said);
    return;
  }
  if (const EapolFrame* eapol = frame.eapol()) {
    out = serialized(frame, *eapol, names);
    return;
  }
  if (const LacpPdu* lacp = frame.lacp()) {
    out = serialized(frame, *lacp);
    return;
  }
  Tins::EthernetII ethernet(tins(frame.destination), tins(frame.source));
  if (frame.vlan != 0) ethernet /= Tins::Dot1Q(frame.vlan, false);
  if (const Ipv4Packet* packet = frame.ipv4()) {
    ethernet /= packet_of(*packet, names, parties);
  } else if (const FhrpPacket* hello = frame.fhrp()) {
    ethernet /= packet_of(*hello, frame.source);
  } else {
    ethernet /= packet_of(std::get<ArpPacket>(frame.payload));
  }
  out = ethernet.serialize();
}

}  // namespace models
