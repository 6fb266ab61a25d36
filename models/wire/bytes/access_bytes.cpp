// EAP, EAPOL and RADIUS as bytes: [rfc3748] 4, [ieee-802-1x] 11.3, [rfc2865] 3 and 5. Challenges,
// proofs and authenticators are a noise: nobody could check them without the secrets.
#include "models/wire/bytes/message_bytes.hpp"
#include "sim/base/ensure.hpp"
#include "sim/base/hash.hpp"

namespace models {
namespace {

void noise(std::uint64_t seed, std::uint32_t octets, ByteWriter& out) {
  for (std::uint32_t i = 0; i < octets; ++i) {
    out.u8(static_cast<std::uint32_t>(sim::mix64(seed + i)));
  }
}

void write(const EapMessage& m, const NameTable& names, ByteWriter& out) {
  const std::size_t begin = out.size();
  out.u8(static_cast<std::uint32_t>(m.code));
  out.u8(m.identifier);
  out.u16(length_of(m));
  const bool ends = m.code == EapCode::success || m.code == EapCode::failure;
  if (!ends && m.type != EapType::none) {
    out.u8(static_cast<std::uint32_t>(m.type));
    switch (m.type) {
      case EapType::none: break;
      case EapType::identity: out.text(names.text(m.identity)); break;
      case EapType::nak: out.u8(static_cast<std::uint32_t>(m.desired)); break;
      case EapType::md5:
        out.u8(16);
        noise(m.identifier, 16, out);
        break;
      case EapType::tls:
        out.u8(m.code == EapCode::request && m.round == 1 ? 0x20 : 0x40);  // start; more fragments
        noise(m.identifier, length_of(m) - 6, out);
        break;
    }
  }
  ENSURE(out.size() - begin == length_of(m));
}

constexpr char hex_digit(std::uint64_t nibble) { return "0123456789abcdef"[nibble & 0xfU]; }

std::string digits(Mac mac, std::string_view between) {
  std::string text;
  for (unsigned i = 0; i < 6; ++i) {
    if (i > 0) text += between;
    text += hex_digit(mac.value >> (44 - 8 * i));
    text += hex_digit(mac.value >> (40 - 8 * i));
  }
  return text;
}

enum Attribute : std::uint32_t {
  user_name = 1,
  user_password = 2,
  nas_ip_address = 4,
  service_type = 6,
  vendor_specific = 26,
  session_timeout = 27,
  termination_action = 29,
  calling_station_id = 31,
  tunnel_type = 64,
  tunnel_medium_type = 65,
  eap_message = 79,
  message_authenticator = 80,
  tunnel_private_group_id = 81,
};

void number(Attribute type, std::uint32_t value, ByteWriter& out) {
  out.u8(type);
  out.u8(6);
  out.u32(value);
}
void text(Attribute type, std::string_view value, ByteWriter& out) {
  out.u8(type);
  out.u8(static_cast<std::uint32_t>(2 + value.size()));
  out.text(value);
}

void write_request(const RadiusMessage& m, const Carrier& carrier, ByteWriter& out) {
  text(user_name, digits(m.station, ""), out);
  text(calling_station_id, digits(m.station, "-"), out);
  number(service_type, m.has_eap ? 2 : 10, out);  // Framed; Call Check
  out.u8(nas_ip_address);
  out.u8(6);
  out.address(carrier.source);
  if (m.has_eap) return;
  out.u8(user_password);
  out.u8(2 + 16);
  noise(m.identifier, 16, out);
}

void write_grant(const RadiusMessage& m, ByteWriter& out) {
  if (m.session_timeout != 0) {
    number(session_timeout, m.session_timeout, out);
    number(termination_action, m.reauthenticates ? 1 : 0, out);
  }
  if (m.vlan != 0) {  // [rfc3580] 3.31: VLAN, 802
    number(tunnel_type, 13, out);
    number(tunnel_medium_type, 6, out);
    text(tunnel_private_group_id, std::to_string(m.vlan), out);
  }
  if (m.is_voice) {
    constexpr std::string_view pair = "device-traffic-class=voice";
    out.u8(vendor_specific);
    out.u8(6 + 2 + pair.size());
    out.u32(9);  // Cisco
    out.u8(1);   // cisco-av-pair
    out.u8(2 + pair.size());
    out.text(pair);
  }
}

}  // namespace

void write(const EapolFrame& m, const NameTable& names, ByteWriter& out) {
  out.u8(2);  // IEEE 802.1X-2004
  out.u8(static_cast<std::uint32_t>(m.type));
  out.u16(length_of(m) - 4);
  if (m.type == EapolType::eap) write(m.eap, names, out);
}

void write(const RadiusMessage& m, const Carrier& carrier, const NameTable& names,
           ByteWriter& out) {
  const std::size_t begin = out.size();
  out.u8(static_cast<std::uint32_t>(m.code));
  out.u8(m.identifier);
  out.u16(length_of(m));
  noise(m.identifier, 16, out);  // authenticator
  if (m.code == RadiusCode::request) write_request(m, carrier, out);
  if (m.code == RadiusCode::accept) write_grant(m, out);
  if (m.has_eap) {
    std::vector<std::uint8_t> eap;
    ByteWriter inner(eap);
    write(m.eap, names, inner);
    for (std::size_t at = 0; at < eap.size(); at += 253) {
      const std::size_t part = std::min<std::size_t>(253, eap.size() - at);
      out.u8(eap_message);
      out.u8(static_cast<std::uint32_t>(2 + part));
      for (std::size_t i = at; i < at + part; ++i) out.u8(eap[i]);
    }
  }
  out.u8(message_authenticator);
  out.u8(18);
  noise(m.identifier + 16U, 16, out);
  ENSURE(out.size() - begin == length_of(m));
}

}  // namespace models
