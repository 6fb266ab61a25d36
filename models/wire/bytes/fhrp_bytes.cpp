// HSRP and VRRP as bytes: RFC 2281 5.1, the group state and text TLVs of version 2 ([cisco-hsrp]),
// RFC 3768 5.1 with RFC 2338's password, RFC 5798 5.1. Their IP header is written elsewhere.
#include "models/wire/bytes/message_bytes.hpp"
#include "sim/base/ensure.hpp"

namespace models {
namespace {

void write(const FhrpPassword& password, ByteWriter& out) {
  for (const char c : password) out.u8(static_cast<std::uint8_t>(c));
}

void write_hsrp1(const HsrpMessage& m, ByteWriter& out) {
  const std::uint32_t state =
      m.state == HsrpState::initial ? 0U : 1U << (static_cast<std::uint32_t>(m.state) - 1U);
  out.u8(0);  // version 0 on the wire
  out.u8(static_cast<std::uint8_t>(m.op));
  out.u8(state);
  out.u8(m.hello_ms / 1000);
  out.u8(m.hold_ms / 1000);
  out.u8(m.priority);
  out.u8(m.group);
  out.u8(0);
  write(m.password, out);
  out.address(m.address);
}

void write_hsrp2(const HsrpMessage& m, Mac source, ByteWriter& out) {
  out.u8(1);  // group state
  out.u8(40);
  out.u8(2);
  out.u8(static_cast<std::uint8_t>(m.op));
  out.u8(static_cast<std::uint32_t>(m.state) + 1U);  // 0 is "disabled"
  out.u8(4);                                         // IPv4
  out.u16(m.group);
  out.mac(source);
  out.u32(m.priority);
  out.u32(m.hello_ms);
  out.u32(m.hold_ms);
  out.address(m.address);
  out.zeros(12);
  out.u8(3);  // text authentication
  out.u8(8);
  write(m.password, out);
}

std::uint32_t sum_of(const std::vector<std::uint8_t>& bytes) {
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
    sum += std::uint32_t{bytes[i]} << 8U | bytes[i + 1];
  }
  return sum;
}

void write_vrrp(const VrrpMessage& m, const FhrpPacket& packet, ByteWriter& out) {
  std::vector<std::uint8_t> bytes;
  ByteWriter body(bytes);
  body.u8(std::uint32_t{m.version} << 4U | 1U);  // an advertisement
  body.u8(m.group);
  body.u8(m.priority);
  body.u8(1);  // one address
  if (m.version == 2) {
    body.u8(m.password == FhrpPassword{} ? 0 : 1);
    body.u8(m.interval_ms / 1000);
  } else {
    body.u16(m.interval_ms / 10);
  }
  body.u16(0);  // the checksum's place
  body.address(m.address);
  if (m.version == 2) write(m.password, body);
  std::uint32_t sum = sum_of(bytes);
  if (m.version == 3) {  // RFC 5798 5.2.8: with a pseudo-header
    const Ipv4 to = group_address(packet);
    sum += (packet.source.value >> 16U) + (packet.source.value & 0xffffU) + (to.value >> 16U) +
           (to.value & 0xffffU) + vrrp_protocol + static_cast<std::uint32_t>(bytes.size());
  }
  while (sum > 0xffff) sum = (sum & 0xffffU) + (sum >> 16U);
  bytes[6] = static_cast<std::uint8_t>(~sum >> 8U);
  bytes[7] = static_cast<std::uint8_t>(~sum);
  for (const std::uint8_t byte : bytes) out.u8(byte);
}

}  // namespace

void write(const FhrpPacket& packet, Mac source, ByteWriter& out) {
  const std::size_t begin = out.size();
  const auto* hsrp = std::get_if<HsrpMessage>(&packet.message);
  if (hsrp == nullptr) {
    write_vrrp(std::get<VrrpMessage>(packet.message), packet, out);
  } else if (hsrp->version == 1) {
    write_hsrp1(*hsrp, out);
  } else {
    write_hsrp2(*hsrp, source, out);
  }
  ENSURE(out.size() - begin == length_of(packet) - (hsrp != nullptr ? 28 : 20));
}

}  // namespace models
