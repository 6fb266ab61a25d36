// What a phone asks for when it boots, as bytes: TFTP (RFC 1350, 2347), HTTP (RFC 9112), SNTP
// (RFC 4330 4). A file's content is a noise.
#include <string>

#include "models/wire/bytes/message_bytes.hpp"
#include "sim/base/ensure.hpp"
#include "sim/base/hash.hpp"

namespace models {
namespace {

void zero_ended(std::string_view text, ByteWriter& out) {
  out.text(text);
  out.u8(0);
}

void block_size(std::uint16_t size, ByteWriter& out) {
  if (size == 0) return;
  zero_ended("blksize", out);
  zero_ended(std::to_string(size), out);
}

std::string lower_case(Mac mac) {
  std::string text;
  for (int shift = 44; shift >= 0; shift -= 4)
    text += "0123456789abcdef"[mac.value >> shift & 0xfU];
  return text;
}

// Seconds from 1900 to 1970 (RFC 5905 6).
constexpr std::uint32_t ntp_era = 2'208'988'800;

}  // namespace

std::string file_name(PhoneFile file, Mac mac) {
  switch (file) {
    case PhoneFile::ctl: return "CTL" + device_name(mac) + ".tlv";
    case PhoneFile::itl: return "ITL" + device_name(mac) + ".tlv";
    case PhoneFile::sep_cnf: return device_name(mac) + ".cnf.xml";
    case PhoneFile::mac_cfg: return lower_case(mac) + ".cfg";
  }
  return "";
}

void write(const TftpMessage& m, const Parties& parties, ByteWriter& out) {
  out.u16(static_cast<std::uint32_t>(m.op));
  switch (m.op) {
    case TftpOp::rrq:
    case TftpOp::wrq:
      zero_ended(file_name(m.file, identity_of(parties, m.user).mac), out);
      zero_ended("octet", out);
      return block_size(m.blksize, out);
    case TftpOp::data:
      out.u16(m.block);
      return write_noise(sim::mix64(m.user) + m.block, m.length, out);
    case TftpOp::ack: return out.u16(m.block);
    case TftpOp::error:
      out.u16(static_cast<std::uint32_t>(m.error));
      return zero_ended(m.error == TftpError::file_not_found ? "File not found" : "Not today     ",
                        out);
    case TftpOp::oack: return block_size(m.blksize, out);
  }
}

void write(const HttpMessage& m, const Parties& parties, ByteWriter& out) {
  const std::size_t length = length_of(m);
  if (m.status == 0) {
    std::string text = "GET /" + file_name(m.file, identity_of(parties, m.user).mac) +
                       " HTTP/1.1\r\nUser-Agent: phone\r\nConnection: close\r\nX-Padding: ";
    ENSURE(text.size() + 4 <= length);
    text.append(length - 4 - text.size(), 'x');
    return out.text(text + "\r\n\r\n");
  }
  std::size_t rest = length;
  if (m.is_first) {
    std::string text = std::string("HTTP/1.1 ") + (m.status == 200 ? "200 OK" : "404 Not Found") +
                       "\r\nContent-Length: " + std::to_string(m.content) +
                       "\r\nConnection: close\r\nX-Padding: ";
    ENSURE(http_header_bytes <= length && text.size() + 4 <= http_header_bytes);
    text.append(http_header_bytes - 4 - text.size(), 'x');
    out.text(text + "\r\n\r\n");
    rest -= http_header_bytes;
  }
  write_noise(sim::mix64(m.user) + m.length, rest, out);
}

void write(const NtpMessage& m, ByteWriter& out) {
  const std::uint32_t leap = m.is_answer && !m.is_synchronized ? 3 : 0;
  out.u8(leap << 6U | 4U << 3U | (m.is_answer ? 4U : 3U));  // version 4
  out.u8(m.is_answer && m.is_synchronized ? 2 : 0);         // stratum
  out.u8(6);                                                // poll: 64 s
  out.u8(0xec);                                             // precision: 2^-20 s
  out.zeros(4 + 4 + 4 + 8 + 8);  // root delay and dispersion, reference, times before
  const std::uint32_t time = m.is_answer ? ntp_era + m.transmit : 0;
  out.u32(time);  // receive: when the run began is not known here
  out.zeros(4);
  out.u32(time);  // transmit
  out.zeros(4);
}

}  // namespace models
