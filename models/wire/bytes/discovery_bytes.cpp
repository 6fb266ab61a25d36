// CDP and LLDP as bytes: who it is, and the VLAN for voice ([cdp-format], [ieee-802-1ab],
// [ansi-tia-1057]).
#include "models/wire/bytes/message_bytes.hpp"
#include "sim/base/ensure.hpp"

namespace models {
namespace {

bool speaks_of_voice(const Announcement& m) { return !m.from_switch || m.voice_vlan != 0; }

void write_cdp(const Announcement& m, Mac source, ByteWriter& out) {
  std::vector<std::uint8_t> cdp;
  ByteWriter body(cdp);
  body.u8(2);    // version
  body.u8(180);  // time to live, seconds
  body.u16(0);   // the checksum's place
  body.u16(1);   // device ID
  body.u16(19);
  body.text((m.from_switch ? "SWI" : "SEP") + device_name(source).substr(3));
  if (speaks_of_voice(m)) {
    body.u16(m.from_switch ? 0x000e : 0x000f);  // VoIP VLAN reply, query
    body.u16(7);
    body.u8(1);
    body.u16(m.voice_vlan);
  }
  std::uint32_t sum = 0;  // as the IP header has it, but an odd last octet is the low one, signed
  for (std::size_t i = 0; i + 1 < cdp.size(); i += 2) {
    sum += std::uint32_t{cdp[i]} << 8U | cdp[i + 1];
  }
  if (cdp.size() % 2 == 1) sum += cdp.back() < 0x80 ? cdp.back() : 0xff00U | (cdp.back() - 1U);
  while (sum > 0xffff) sum = (sum & 0xffffU) + (sum >> 16U);
  cdp[2] = static_cast<std::uint8_t>(~sum >> 8U);
  cdp[3] = static_cast<std::uint8_t>(~sum);
  out.u8(0xaa);  // LLC and SNAP: Cisco, CDP
  out.u16(0xaa03);
  out.u8(0);
  out.u16(0x000c);
  out.u16(0x2000);
  for (const std::uint8_t byte : cdp) out.u8(byte);
}

void write_lldp(const Announcement& m, Mac source, ByteWriter& out) {
  const auto tlv = [&](std::uint32_t type, std::uint32_t length) { out.u16(type << 9U | length); };
  tlv(1, 7);  // chassis ID: a MAC
  out.u8(4);
  out.mac(source);
  tlv(2, 7);  // port ID: the same
  out.u8(3);
  out.mac(source);
  tlv(3, 2);  // time to live
  out.u16(120);
  tlv(127, 7);  // LLDP-MED capabilities, and class: network connectivity, or communication device
  out.u32(0x0012'bb01);
  out.u16(3);
  out.u8(m.from_switch ? 4 : 3);
  if (speaks_of_voice(m)) {
    constexpr std::uint32_t unknown = 0x0080'0000;  // "I do not know my policy": an end device
    constexpr std::uint32_t tagged = 0x0040'0000;
    const std::uint32_t vlan = std::uint32_t{m.voice_vlan} << 9U;
    tlv(127, 8);  // network policy for voice, priority 5, DSCP 46
    out.u32(0x0012'bb02);
    out.u32(1U << 24U | (m.from_switch ? tagged : unknown) | vlan | 5U << 6U | 46U);
  }
  tlv(0, 0);
}

}  // namespace

void write(const Announcement& m, Mac source, ByteWriter& out) {
  const std::size_t begin = out.size();
  m.protocol == DiscoveryProtocol::cdp ? write_cdp(m, source, out) : write_lldp(m, source, out);
  ENSURE(out.size() - begin == length_of(m));
}

}  // namespace models
