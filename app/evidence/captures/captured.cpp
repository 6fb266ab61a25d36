#include "app/evidence/captures/captured.hpp"

#include <algorithm>

namespace app {
namespace {

constexpr std::uint32_t ipv4_type = 0x0800;
constexpr std::uint8_t tcp_protocol = 6;
constexpr std::uint8_t udp_protocol = 17;

std::uint32_t u16(CapturedBytes b, std::size_t at) {
  return std::uint32_t{b[at]} << 8U | b[at + 1];
}
std::uint32_t u32(CapturedBytes b, std::size_t at) { return u16(b, at) << 16U | u16(b, at + 2); }

bool is_tag(std::uint32_t type) {  // 802.1Q, 802.1ad, and the older double tag
  return type == 0x8100 || type == 0x88a8 || type == 0x9100;
}

// The IPv4 packet in a frame; empty if there is none.
CapturedBytes network_layer(LinkLayer layer, CapturedBytes frame) {
  struct Header {
    std::size_t bytes, type_at;
  };
  Header header{};
  switch (layer) {
    case LinkLayer::ethernet: header = {14, 12}; break;
    case LinkLayer::linux_sll: header = {16, 14}; break;
    case LinkLayer::linux_sll2: header = {20, 0}; break;
    case LinkLayer::raw_ip: return frame;
  }
  if (frame.size() < header.bytes) return {};
  std::uint32_t type = u16(frame, header.type_at);
  frame = frame.subspan(header.bytes);
  while (is_tag(type) && frame.size() >= 4) {
    type = u16(frame, 2);
    frame = frame.subspan(4);
  }
  return type == ipv4_type ? frame : CapturedBytes{};
}

std::uint64_t hash_of(CapturedBytes bytes) {  // FNV-1a
  std::uint64_t hash = 0xcbf2'9ce4'8422'2325;
  for (const std::uint8_t byte : bytes) hash = (hash ^ byte) * 0x100'0000'01b3;
  return hash;
}

}  // namespace

std::optional<Captured> dissect(LinkLayer layer, CapturedBytes frame) {
  const CapturedBytes ip = network_layer(layer, frame);
  if (ip.size() < 20 || ip[0] >> 4U != 4) return std::nullopt;
  const std::size_t ip_header = std::size_t{4} * (ip[0] & 15U);
  const std::size_t total = u16(ip, 2);
  const std::uint32_t fragment = u16(ip, 6);
  if (ip_header < 20 || total < ip_header || (fragment & 0x1fffU) != 0) return std::nullopt;
  Captured c;
  c.ip_id = static_cast<std::uint16_t>(u16(ip, 4));
  c.tcp = ip[9] == tcp_protocol;
  if (!c.tcp && ip[9] != udp_protocol) return std::nullopt;

  const std::size_t least = c.tcp ? 20 : 8;
  const CapturedBytes rest = ip.first(std::min(ip.size(), total));  // without Ethernet's padding
  if (rest.size() < ip_header + least) return std::nullopt;
  const CapturedBytes transport = rest.subspan(ip_header);
  const std::size_t header = c.tcp ? std::size_t{4} * (transport[12] >> 4U) : 8;
  if (header < least || total < ip_header + header) return std::nullopt;
  const auto port = [&](std::size_t at) { return static_cast<std::uint16_t>(u16(transport, at)); };
  c.from = {{u32(ip, 12)}, port(0)};
  c.to = {{u32(ip, 16)}, port(2)};
  c.length = static_cast<std::uint32_t>(total - ip_header - header);
  const CapturedBytes payload = transport.subspan(std::min(header, transport.size()));
  c.cut = payload.size() < c.length || (fragment & 0x2000U) != 0;
  c.payload_hash = hash_of(payload);
  bool acks = false;
  if (c.tcp) {
    c.seq = u32(transport, 4);
    c.fin = (transport[13] & 0x01U) != 0;
    c.syn = (transport[13] & 0x02U) != 0;
    c.rst = (transport[13] & 0x04U) != 0;
    acks = (transport[13] & 0x10U) != 0;
  }
  if (c.says_something()) c.what = words_for(c, acks, payload);
  return c;
}

}  // namespace app
