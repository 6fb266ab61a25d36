// TLS records as bytes: RFC 5246 6.2 and 7.4, RFC 8446 5.1. The headers of records and handshake
// messages are real; what stands in them, keys and certificates, is a noise of the right length.
#include "models/wire/bytes/message_bytes.hpp"
#include "sim/base/ensure.hpp"
#include "sim/base/hash.hpp"

namespace models {
namespace {

constexpr std::uint32_t record_header = 5;
constexpr std::uint32_t handshake_header = 4;
enum ContentType : std::uint8_t { change_cipher = 20, alert = 21, handshake = 22, data = 23 };

void record(ContentType type, std::uint32_t body, ByteWriter& out) {
  out.u8(type);
  out.u16(0x0303);
  out.u16(body);
}

class Flight {
 public:
  Flight(const TlsMessage& m, ByteWriter& out)
      : seed_(sim::mix64(m.user) + m.session), whole_(m.whole), out_(out) {}

  std::uint32_t rest() const { return whole_ - static_cast<std::uint32_t>(out_.size()); }
  // A record with one handshake message: `body` bytes in it, all of them a noise.
  void message(std::uint8_t type, std::uint32_t body) {
    record(handshake, body + handshake_header, out_);
    out_.u8(type);
    out_.u8(0);
    out_.u16(body);
    write_noise(seed_, body, out_);
  }
  // Client and server hello: version, random, session id, then suites or one of them, no more than
  // is needed, and an extension that nobody knows (RFC 8701) to fill it.
  void hello(std::uint8_t type, std::uint32_t all, bool is_13) {
    const std::uint32_t body = all - record_header - handshake_header;
    record(handshake, body + handshake_header, out_);
    out_.u8(type);
    out_.u8(0);
    out_.u16(body);
    out_.u16(0x0303);
    write_noise(seed_ + type, 32, out_);
    out_.u8(0);  // session id: tickets are used
    std::uint32_t used = 2 + 32 + 1;
    if (type == 1) {
      out_.u16(2);
      out_.u16(is_13 ? 0x1301 : 0xc02f);
      out_.u8(1);
      out_.u8(0);
      used += 6;
    } else {
      out_.u16(is_13 ? 0x1301 : 0xc02f);
      out_.u8(0);
      used += 3;
    }
    out_.u16(body - used - 2);
    used += 2;
    if (is_13) {  // supported_versions
      out_.u16(43);
      out_.u16(type == 1 ? 3 : 2);
      if (type == 1) out_.u8(2);
      out_.u16(0x0304);
      used += type == 1 ? 7U : 6U;
    }
    out_.u16(0x2a2a);
    out_.u16(body - used - 4);
    write_noise(seed_, body - used - 4, out_);
  }
  void ticket(std::uint32_t body) {  // RFC 5077 3.3: lifetime, length, ticket
    record(handshake, body + handshake_header, out_);
    out_.u8(4);
    out_.u8(0);
    out_.u16(body);
    out_.u32(7200);
    out_.u16(body - 6);
    write_noise(seed_, body - 6, out_);
  }
  void change_cipher_spec() {
    record(change_cipher, 1, out_);
    out_.u8(1);
  }
  void encrypted(ContentType type) {  // all that is left
    const std::uint32_t body = rest() - record_header;
    record(type, body, out_);
    write_noise(seed_, body, out_);
  }

 private:
  std::uint64_t seed_;
  std::uint32_t whole_;
  ByteWriter& out_;
};

constexpr std::uint32_t server_hello = 95;
constexpr std::uint32_t hello_done = record_header + handshake_header;

// A list with one certificate that is no DER: three bytes of length, twice (RFC 5246 7.4.2).
void certificates(std::uint32_t all, ByteWriter& out) {
  const std::uint32_t body = all - record_header - handshake_header;
  record(handshake, body + handshake_header, out);
  out.u8(11);
  out.u8(0);
  out.u16(body);
  out.u8(0);
  out.u16(0);  // none can be read in it
  out.zeros(body - 3);
}

void write_flight(const TlsMessage& m, ByteWriter& out) {
  Flight flight(m, out);
  switch (m.flight) {
    case TlsFlight::client_hello: return flight.hello(1, m.whole, m.is_13());
    case TlsFlight::server_hello:
      flight.hello(2, server_hello, m.is_13());
      if (m.is_13()) {
        flight.change_cipher_spec();
        return flight.encrypted(data);
      }
      certificates(flight.rest() - hello_done, out);
      return flight.message(14, 0);
    case TlsFlight::server_resumes:
      flight.hello(2, server_hello, m.is_13());
      flight.change_cipher_spec();
      return flight.encrypted(m.is_13() ? data : handshake);
    case TlsFlight::client_finished:
      if (!m.is_13() && m.whole > 200) flight.message(16, m.whole - 9 - 6 - 45);
      flight.change_cipher_spec();
      return flight.encrypted(m.is_13() ? data : handshake);
    case TlsFlight::server_finished:
      flight.ticket(m.whole - 9 - 6 - 45);
      flight.change_cipher_spec();
      return flight.encrypted(handshake);
    case TlsFlight::alert:
      record(alert, 2, out);
      out.u8(m.is_fatal() ? 2 : 1);
      return out.u8(static_cast<std::uint32_t>(m.alert));
  }
}

}  // namespace

void write_noise(std::uint64_t seed, std::size_t length, ByteWriter& out) {
  for (std::size_t i = 0; i < length; ++i) {
    out.u8(static_cast<std::uint32_t>(sim::mix64(seed + i)) & 0xffU);
  }
}

void write(const TlsMessage& m, ByteWriter& out) {
  std::vector<std::uint8_t> bytes;
  ByteWriter whole(bytes);
  write_flight(m, whole);
  ENSURE(bytes.size() == m.whole && m.offset + m.length <= m.whole);
  for (std::size_t i = 0; i < m.length; ++i) out.u8(bytes[m.offset + i]);
}

}  // namespace models
