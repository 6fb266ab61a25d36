// The same traffic captured at two points, in any of the formats that real devices write.
#pragma once

#include <string>

#include "app/evidence/captures/capture_file.hpp"
#include "app/evidence/captures/comparison.hpp"
#include "models/wire/bytes/encode.hpp"
#include "tests/catch.hpp"

namespace tests {

inline constexpr models::Ipv4 phone{0x0a00'000b};    // 10.0.0.11
inline constexpr models::Ipv4 server{0x0a00'0002};   // 10.0.0.2
inline constexpr models::Ipv4 outside{0xc000'0205};  // 192.0.2.5: the phone's, behind its NAT
inline constexpr std::uint64_t start = 1'436'964'176;

using Bytes = std::vector<std::uint8_t>;

inline Bytes bytes_of(const models::Ipv4Packet& packet) {
  static const models::NameTable names;
  static const models::PhoneIdentity phones[] = {
      {.name = "phone1", .mac = {0x24}, .address = phone}};
  static const models::Ipv4 servers[] = {server};
  Bytes bytes;
  models::encode({.payload = packet, .source = {1}, .destination = {2}}, names,
                 {.phones = phones, .servers = servers}, bytes);
  return bytes;
}

inline models::Ipv4Packet tcp(std::uint32_t seq, models::TcpMessage message, bool up = true) {
  models::TcpSegment segment{.message = message,
                             .seq = seq,
                             .source_port = up ? std::uint16_t{50'000} : models::sip_port,
                             .destination_port = up ? models::sip_port : std::uint16_t{50'000},
                             .has_ack = true};
  segment.length = std::visit([](const auto& m) { return length_of(m); }, message);
  return {.payload = segment, .source = up ? phone : server, .destination = up ? server : phone};
}
inline models::Ipv4Packet syn(std::uint32_t seq) {
  auto packet = tcp(seq, {});
  auto& segment = std::get<models::TcpSegment>(packet.payload);
  segment.length = 0;
  segment.syn = true;
  segment.has_ack = false;
  return packet;
}
inline models::Ipv4Packet udp(const models::SipMessage& message, bool up = true) {
  return {.payload = models::UdpDatagram{.message = message,
                                         .source_port = models::sip_port,
                                         .destination_port = models::sip_port,
                                         .length = length_of(message)},
          .source = up ? phone : server,
          .destination = up ? server : phone};
}

// What a NAT makes of it on its way out, or on its way in before it is undone.
inline models::Ipv4Packet translated(models::Ipv4Packet packet, std::uint16_t port = 40'123) {
  const bool up = packet.source == phone;
  (up ? packet.source : packet.destination) = outside;
  std::visit(
      [&]<class T>(T& payload) {
        if constexpr (!std::is_same_v<T, models::IcmpMessage>) {
          auto* sip = std::get_if<models::SipMessage>(&payload.message);
          if (sip != nullptr) {
            sip->contact = phone;
            sip->contact_port = models::sip_port;
          }
          (up ? payload.source_port : payload.destination_port) = port;
        }
      },
      packet.payload);
  return packet;
}

// B's clock is ahead; the way between the points takes `way`.
class TwoCaptures {
 public:
  explicit TwoCaptures(sim::Duration ahead = {}, sim::Duration way = std::chrono::milliseconds(1))
      : ahead_(ahead), way_(way) {
    a_.add_interface("A", "");
    b_.add_interface("B", "");
  }
  // From the phone, at A, to the server, at B; or back.
  void both(sim::Duration at, const models::Ipv4Packet& packet) { pass(at, packet, packet); }
  void nat(sim::Duration at, const models::Ipv4Packet& p) { pass(at, p, translated(p)); }
  void only_a(sim::Duration at, const models::Ipv4Packet& packet) {
    a_.add_packet(0, sim::Time{at}, bytes_of(packet), app::CaptureDirection::unknown);
  }
  void only_b(sim::Duration at, const models::Ipv4Packet& packet) {
    b_.add_packet(0, sim::Time{at + ahead_ + std::chrono::seconds(10)}, bytes_of(packet),
                  app::CaptureDirection::unknown);
  }
  app::Capture a() const { return app::parse_capture(a_.text()); }
  app::Capture b() const { return app::parse_capture(b_.text()); }
  const std::string& file_a() const { return a_.text(); }
  const std::string& file_b() const { return b_.text(); }
  app::Comparison compare() const { return app::compare(a(), b()); }

 private:
  void pass(sim::Duration at, const models::Ipv4Packet& in_a, const models::Ipv4Packet& in_b) {
    const bool up = in_a.source == phone;
    only_a(up ? at : at + way_, in_a);
    only_b(up ? at + way_ : at, in_b);
  }

  sim::Duration ahead_, way_;
  app::CaptureFile a_{start}, b_{start - 10};
};

// "REGISTER ..., copy 1 of 2, 1 arrived": what is missing, a line each.
inline std::string lines(const app::Capture& capture, const std::vector<app::Missing>& missing) {
  std::string text;
  for (const app::Missing& m : missing) {
    text += std::to_string(capture.segments[m.segment].number) + ": " +
            capture.segments[m.segment].what;
    if (m.copies > 1) {
      text += ", copy " + std::to_string(m.copy) + " of " + std::to_string(m.copies) + ", " +
              std::to_string(m.arrived) + " arrived";
    }
    if (m.outside != app::Missing::Outside::no) text += ", outside";
    text += "\n";
  }
  return text;
}

// A classic pcap, link type and byte order as asked, microseconds.
struct ClassicPcap {
  bool big_endian = false;
  std::uint32_t link_type = 1;
  std::string text{};

  void u16(std::uint32_t v) {
    const char low = static_cast<char>(v);
    const char high = static_cast<char>(v >> 8U);
    text += {big_endian ? high : low, big_endian ? low : high};
  }
  void u32(std::uint32_t v) {
    u16(big_endian ? v >> 16U : v & 0xffffU);
    u16(big_endian ? v & 0xffffU : v >> 16U);
  }
  void begin(std::uint32_t magic = 0xa1b2'c3d4) {
    u32(magic);
    u16(2);
    u16(4);
    u32(0);
    u32(0);
    u32(65'535);
    u32(link_type);
  }
  void packet(std::uint32_t seconds, std::uint32_t micros, const Bytes& bytes,
              std::uint32_t snap = 65'535) {
    const auto length = static_cast<std::uint32_t>(bytes.size());
    const std::uint32_t kept = std::min(length, snap);
    u32(seconds);
    u32(micros);
    u32(kept);
    u32(length);
    text.append(bytes.begin(), bytes.begin() + kept);
  }
};

}  // namespace tests
