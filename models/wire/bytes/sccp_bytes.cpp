// SCCP messages as bytes, little-endian, header version 0: bodies as in Asterisk's [chan-skinny]
// and Wireshark's dissector. What the values leave out is what a 7975 with one line says: model
// 437, five streams, G.711 and G.729, one line button.
#include "models/wire/bytes/message_bytes.hpp"

namespace models {
namespace {

constexpr std::uint32_t model_7975 = 437;

void station_id(const SccpMessage& m, const PhoneIdentity& station, ByteWriter& out) {
  out.text(device_name(station.mac), 16);
  out.u32_little(m.user);
  out.u32_little(1);  // instance
  out.address(station.address);
  out.u32_little(model_7975);
}

// Offset, how many are in this message, how many there are.
void extent(std::uint32_t count, ByteWriter& out) {
  out.u32_little(0);
  out.u32_little(count);
  out.u32_little(count);
}

void register_ack(const SccpMessage& m, ByteWriter& out) {
  out.u32_little(m.keepalive);
  out.text("D.M.YA", 6);  // how the date is shown
  out.zeros(2);
  out.u32_little(m.secondary_keepalive);
  out.zeros(4);  // protocol version 0, no features
}

void capabilities(ByteWriter& out) {
  constexpr std::uint32_t codecs[] = {4, 2, 11, 12};  // G.711 u and A, G.729, G.729 A
  out.u32_little(std::size(codecs));
  for (std::size_t i = 0; i < 18; ++i) {
    out.u32_little(i < std::size(codecs) ? codecs[i] : 0);
    out.u32_little(i < std::size(codecs) ? 40 : 0);  // frames in one packet
    out.zeros(8);
  }
}

void buttons(ByteWriter& out) {
  extent(42, out);
  for (std::uint32_t i = 0; i < 42; ++i) {
    out.u8(i == 0 ? 1 : 0);
    out.u8(i == 0 ? 0x09 : 0xff);  // a line, undefined
  }
}

void softkeys(ByteWriter& out) {
  constexpr std::string_view labels[] = {"Redial",  "NewCall", "Hold",   "Transfer",
                                         "CFwdAll", "EndCall", "Resume", "Answer"};
  extent(32, out);
  for (std::uint32_t i = 0; i < 32; ++i) {
    const bool known = i < std::size(labels);
    out.text(known ? labels[i] : "", 16);
    out.u32_little(known ? i + 1 : 0);
  }
}

void softkey_sets(ByteWriter& out) {
  extent(16, out);
  for (std::uint32_t set = 0; set < 16; ++set) {
    for (std::uint32_t i = 0; i < 16; ++i) out.u8(i < 4 ? i + 1 : 0);
    for (std::uint32_t i = 0; i < 16; ++i) {  // 300: what the first softkey does
      const std::uint32_t info = i < 4 ? 301 + i : 0;
      out.u8(info);
      out.u8(info >> 8U);
    }
  }
}

}  // namespace

void write(const SccpMessage& m, const Parties& parties, ByteWriter& out) {
  const PhoneIdentity station = identity_of(parties, m.user);
  out.u32_little(length_of(m) - 8U);
  out.u32_little(0);  // header version
  out.u32_little(static_cast<std::uint32_t>(m.id));
  switch (m.id) {
    case SccpId::keepalive:
    case SccpId::keepalive_ack:
    case SccpId::unregister:
    case SccpId::button_template_req:
    case SccpId::softkey_set_req:
    case SccpId::softkey_template_req:
    case SccpId::register_token_ack:
    case SccpId::capabilities_req: return;
    case SccpId::ip_port: return out.u32_little(16384);  // where it wants its RTP
    case SccpId::reset: return out.u32_little(static_cast<std::uint32_t>(m.reset_type));
    case SccpId::register_token_reject: return out.u32_little(m.keepalive);
    case SccpId::unregister_ack: return out.u32_little(0);  // done
    case SccpId::register_ack: return register_ack(m, out);
    case SccpId::register_reject: return out.text("No such device", 33);
    case SccpId::register_token_req: station_id(m, station, out); return out.zeros(16);  // IPv6
    case SccpId::register_: station_id(m, station, out); return out.u32_little(5);       // streams
    case SccpId::alarm:
      out.u32_little(2);  // informational
      out.text("Name=" + device_name(station.mac), 80);
      return out.zeros(8);
    case SccpId::button_template: return buttons(out);
    case SccpId::capabilities_res: return capabilities(out);
    case SccpId::softkey_template_res: return softkeys(out);
    case SccpId::softkey_set_res: return softkey_sets(out);
    case SccpId::set_ringer:
      out.u32_little(static_cast<std::uint32_t>(m.ring));
      return out.zeros(16);
    case SccpId::call_state:
      out.u32_little(m.ring == SccpRing::off ? 2 : 4);
      out.u32_little(1);  // line
      return out.zeros(16);
  }
}

}  // namespace models
