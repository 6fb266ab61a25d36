// TLS handshakes as values: RFC 5246 7.3 (1.2, full and abbreviated) and RFC 8446 2 (1.3). A flight
// is what one side sends at once; one that is longer than a segment comes in parts. What it hides
// is not modelled, but the certificate's dates and who issued it, and alerts.
#pragma once

#include <limits>

#include "models/wire/name.hpp"
#include "models/wire/names.hpp"

namespace models {

inline constexpr std::uint16_t sips_port = 5061;  // RFC 3261 26.2

enum class TlsVersion : std::uint8_t { tls10, tls12, tls13 };

enum class TlsFlight : std::uint8_t {
  client_hello,
  server_hello,     // with a certificate and, until 1.2, ServerHelloDone
  server_resumes,   // ServerHello, ChangeCipherSpec, Finished (RFC 5246 figure 2, RFC 8446 2.2)
  client_finished,  // ClientKeyExchange (until 1.2, not of a resumed session), Finished
  server_finished,  // until 1.2: a ticket, ChangeCipherSpec, Finished
  alert,
};

enum class TlsAlert : std::uint8_t {  // RFC 5246 7.2, RFC 8446 6
  close_notify = 0,
  handshake_failure = 40,
  certificate_expired = 45,  // or not valid yet
  unknown_ca = 48,
  protocol_version = 70,
};

// Seconds since the run began; the ends of the type are beyond all dates.
struct TlsCertificate {
  Name issuer{};  // none: nobody in particular
  std::int32_t valid_from = std::numeric_limits<std::int32_t>::min();
  std::int32_t valid_until = std::numeric_limits<std::int32_t>::max();
};

struct TlsMessage {
  std::uint32_t user = 0;        // whose connection: the phone's number in this run
  std::uint32_t session = 0;     // that the client wants to resume, or the server has granted
  TlsCertificate certificate{};  // of server_hello
  std::uint16_t length = 0;      // bytes of this part
  std::uint16_t offset = 0;      // of this part in its flight
  std::uint16_t whole = 0;       // bytes of the flight
  TlsFlight flight{};
  TlsAlert alert{};
  TlsVersion version = TlsVersion::tls12;
  bool is_last = true;  // of its parts

  constexpr bool is_13() const { return version == TlsVersion::tls13; }
  constexpr bool is_fatal() const {
    return flight == TlsFlight::alert && alert != TlsAlert::close_notify;
  }
};
static_assert(sizeof(TlsMessage) <= 36);  // it is part of every frame

constexpr std::uint16_t length_of(const TlsMessage& m) { return m.length; }

// Bytes of flights, records' headers included; assumed, as OpenSSL 3 sends them: a hello with its
// extensions, a ticket of 192, RSA of 2048 bits.
constexpr std::uint16_t flight_bytes(TlsFlight flight, bool is_13, bool resumes,
                                     std::uint16_t certificates) {
  switch (flight) {
    case TlsFlight::client_hello: return resumes ? 420 : 228;
    case TlsFlight::server_hello:
      return static_cast<std::uint16_t>((is_13 ? 480 : 108) + certificates);
    case TlsFlight::server_resumes: return is_13 ? 250 : 159;
    case TlsFlight::client_finished: return is_13 ? 80 : resumes ? 51 : 318;
    case TlsFlight::server_finished: return 249;
    case TlsFlight::alert: return 7;
  }
  return 7;
}
inline constexpr std::uint16_t tls_part_bytes = 1400;  // at most: below any usual MSS

}  // namespace models
