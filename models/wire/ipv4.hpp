// IPv4 packets with what they carry, as values: RFC 791, RFC 792, RFC 768, TCP (9293, 7323).
// A datagram in fragments is one packet that takes several frames. Left out: IP options.
#pragma once

#include <algorithm>
#include <variant>

#include "models/wire/call.hpp"
#include "models/wire/dhcp.hpp"
#include "models/wire/dns.hpp"
#include "models/wire/http.hpp"
#include "models/wire/ntp.hpp"
#include "models/wire/radius.hpp"
#include "models/wire/sccp.hpp"
#include "models/wire/sip.hpp"
#include "models/wire/tftp.hpp"
#include "models/wire/tls.hpp"
#include "models/wire/web.hpp"

namespace models {

using TcpMessage =
    std::variant<SipMessage, SccpMessage, WebMessage, HttpMessage, TlsMessage, CallMessage>;

struct TcpSegment {
  TcpMessage message{};  // the application's message, when length > 0
  std::uint32_t seq = 0;
  std::uint32_t ack = 0;
  std::uint32_t tsval = 0;  // RFC 7323, in ms; meaningful with has_timestamps
  std::uint32_t tsecr = 0;
  std::uint16_t source_port = 0;
  std::uint16_t destination_port = 0;
  std::uint16_t length = 0;  // bytes of data
  std::uint16_t offset = 0;  // of the data in its message,
  std::uint16_t whole = 0;   // which has so many bytes, if it is longer than the segment
  std::uint16_t mss = 0;     // of a SYN: RFC 9293 3.7.1; 0: no such option
  bool syn = false;
  bool fin = false;
  bool rst = false;
  bool has_ack = false;
  bool has_timestamps = false;

  constexpr bool is_last() const { return offset + length >= whole; }  // of its message
  // The sequence space that the segment takes: SYN and FIN count one each (RFC 9293 3.4).
  constexpr std::uint32_t span() const { return length + (syn ? 1U : 0U) + (fin ? 1U : 0U); }
};

struct UdpDatagram {
  std::variant<SipMessage, DhcpMessage, DnsMessage, RadiusMessage, TftpMessage, NtpMessage,
               CallMessage, RtpPacket>
      message;
  std::uint16_t source_port = 0;
  std::uint16_t destination_port = 0;
  std::uint16_t length = 0;  // bytes of data
};

enum class IpProtocol : std::uint8_t { icmp = 1, tcp = 6, udp = 17 };

enum class IcmpType : std::uint8_t {
  echo_reply = 0,
  unreachable = 3,
  redirect = 5,
  echo = 8,
  time_exceeded = 11,
};
inline constexpr std::uint8_t icmp_net_unreachable = 0;
inline constexpr std::uint8_t icmp_host_unreachable = 1;
inline constexpr std::uint8_t icmp_protocol_unreachable = 2;
inline constexpr std::uint8_t icmp_port_unreachable = 3;
inline constexpr std::uint8_t icmp_fragmentation_needed = 4;  // and DF set
struct IcmpMessage {
  IcmpType type = IcmpType::echo;
  std::uint8_t code = 0;  // of unreachable: see above
  std::uint16_t identifier = 0;
  std::uint16_t sequence = 0;           // of "fragmentation needed": the next hop's MTU, RFC 1191 4
  Ipv4 gateway{};                       // of a redirect: the better one
  Ipv4 about_from{};                    // of an error: the packet's source,
  Ipv4 about_to{};                      // its destination,
  std::uint16_t about_source_port = 0;  // and of TCP and UDP its ports
  std::uint16_t about_destination_port = 0;
  IpProtocol about_protocol = IpProtocol::icmp;

  // RFC 1122 4.2.3.9: these will not pass by themselves.
  constexpr bool is_hard() const {
    return type == IcmpType::unreachable &&
           (code == icmp_protocol_unreachable || code == icmp_port_unreachable);
  }
  constexpr bool is_error() const { return type != IcmpType::echo && type != IcmpType::echo_reply; }
  constexpr bool is_too_big() const {
    return type == IcmpType::unreachable && code == icmp_fragmentation_needed;
  }
};

inline constexpr std::uint8_t initial_ttl = 64;  // RFC 1700

struct Ipv4Packet {
  std::variant<TcpSegment, UdpDatagram, IcmpMessage> payload;
  Ipv4 source;
  Ipv4 destination;
  std::uint8_t ttl = initial_ttl;
  bool dont_fragment = false;
  std::uint16_t fragment = 0;  // it travels in fragments of at most so many bytes; 0: whole
};

// An ICMP error about a packet, addressed to its sender; whoever sends it is the source.
constexpr Ipv4Packet icmp_error(IcmpType type, std::uint8_t code, const Ipv4Packet& about) {
  IcmpMessage message{
      .type = type, .code = code, .about_from = about.source, .about_to = about.destination};
  if (const auto* udp = std::get_if<UdpDatagram>(&about.payload)) {
    message.about_protocol = IpProtocol::udp;
    message.about_source_port = udp->source_port;
    message.about_destination_port = udp->destination_port;
  } else if (const auto* tcp = std::get_if<TcpSegment>(&about.payload)) {
    message.about_protocol = IpProtocol::tcp;
    message.about_source_port = tcp->source_port;
    message.about_destination_port = tcp->destination_port;
  }
  return {.payload = message, .source = {}, .destination = about.source};
}

// Bytes of the IPv4 packet: header 20; TCP 20, with timestamps 12 more, with SYN the MSS; UDP 8;
// ICMP 8, an echo with 56 of data, an error with the headers that it is about (RFC 1812 4.3.2.3).
constexpr std::uint32_t length_of(const Ipv4Packet& packet) {
  if (const auto* tcp = std::get_if<TcpSegment>(&packet.payload)) {
    return 40U + (tcp->has_timestamps ? 12U : 0U) + (tcp->syn ? 4U : 0U) + tcp->length;
  }
  if (const auto* udp = std::get_if<UdpDatagram>(&packet.payload)) return 28U + udp->length;
  const auto& icmp = std::get<IcmpMessage>(packet.payload);
  if (!icmp.is_error()) return 84U;
  return 48U + (icmp.about_protocol == IpProtocol::tcp ? 20U : 8U);
}

inline constexpr std::uint32_t ip_header_bytes = 20;
inline constexpr std::uint32_t tcp_ip_header_bytes = 40;  // what an MTU is larger than its MSS

// Bytes of the largest packet that it is at present.
constexpr std::uint32_t largest_of(const Ipv4Packet& packet) {
  const std::uint32_t length = length_of(packet);
  return packet.fragment == 0 ? length : std::min<std::uint32_t>(packet.fragment, length);
}

// How many packets it is: RFC 791 3.2, each but the last carries a multiple of eight bytes.
constexpr std::uint32_t fragments_of(const Ipv4Packet& packet) {
  if (packet.fragment == 0) return 1;
  const std::uint32_t each = (packet.fragment - ip_header_bytes) / 8 * 8;
  return (length_of(packet) - ip_header_bytes + each - 1) / each;
}

}  // namespace models
